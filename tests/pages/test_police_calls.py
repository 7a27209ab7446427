"""The police pages: the lecture's figures chapter by chapter, and tables of all kinds."""

import base64
import json
import re
from html import escape

import numpy as np
import pytest

from core.datasets import police
from core.datasets.dataset import Dataset
from core.datasets.table import FormatError
from pages._ui.player import SECONDS_PER_FRAME
from pages._ui.police import fits, sheets
from pages._ui.police.sheets import checked, from_cells
from tests.finite import not_finite
from tests.pages.conftest import components

MORE = ("Two inputs", "All inputs")


def open_chapter(open_page, chapter, **state):
    page = open_page("more_inputs" if chapter in MORE else "police_calls", **state)
    go_to(page, chapter)
    return page


def go_to(page, chapter):
    page.app.button_group[0].set_value(chapter)
    page.run()


def number(page, name):
    """A number by the name over it."""
    after = page.text.split(f"<span>{escape(name)}</span><b>")[1]
    return after.split("</b>")[0]


def decoded(values):
    return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])


def annotations(page):
    return [note["text"] for note in page.figure(0)["layout"]["annotations"]]


def words(page):
    return " ".join(
        element.value for kind in ("markdown", "info", "code") for element in page.app.get(kind)
    )


# ---- the lecture's figures


def test_the_line_leaves_the_range_and_crosses_where_the_sigmoid_does_not(open_page):
    page = open_page("police_calls")
    assert number(page, "line") == "−0.08 to 1.21"
    assert number(page, "line crosses ½ at") == "12.67"
    assert number(page, "sigmoid crosses ½ at") == "12.07"
    assert number(page, "sigmoid is right for") == "27 of 30"
    assert {"line at 12.67", "sigmoid at 12.07"} <= set(annotations(page))


def test_one_busy_evening_moves_the_lines_crossing_and_two_more_dots_turn_wrong(open_page):
    page = open_page("police_calls")
    before = int(number(page, "line is right for").split()[0])
    page.app.toggle(key="police-busy").set_value(True)
    page.run()
    assert number(page, "line crosses ½ at") == "13.62"
    assert int(number(page, "line is right for").split()[0]) == before - 2
    assert number(page, "sigmoid crosses ½ at") == "12.07"
    assert number(page, "sigmoid is right for") == "27 of 30"


def test_the_sigmoids_slope_is_its_value_times_what_is_missing_to_1(open_page):
    page = open_chapter(open_page, "The sigmoid")
    assert number(page, "φ(z)") == "0.7311"
    assert number(page, "slope φ′(z) = φ(z)(1 − φ(z))") == f"{0.731059 * 0.268941:.4f}"
    page.app.slider(key="sigmoid-x").set_value(0.0)
    page.app.slider(key="sigmoid-w").set_value(2.0)
    page.run()
    assert number(page, "slope φ′(z) = φ(z)(1 − φ(z))") == "0.2500"
    assert number(page, "slope over x: w φ′(z)") == "0.5000"


def test_the_model_stays_hidden_until_a_guess_is_committed(open_page):
    page = open_chapter(open_page, "Your guess")
    assert annotations(page)[2:] == ["you at 14.41"]
    assert "27 of 30" not in page.text
    page.press("Commit and reveal")
    assert number(page, "you are right for") == "24 of 30"
    assert number(page, "the model is right for") == "27 of 30"
    assert number(page, "its step") == "12.07"
    assert "model at 12.07" in annotations(page)
    page.press("Guess again")
    assert "27 of 30" not in page.text


def test_a_guessed_curve_has_a_loss(open_page):
    page = open_chapter(open_page, "Your guess")
    page.app.toggle(key="guess-curved").set_value(True)
    page.run()
    page.press("Commit and reveal")
    assert float(number(page, "your curve's loss")) > float(number(page, "its loss")) > 0.29


def test_the_descent_ends_at_the_best_weights(open_page):
    page = open_chapter(open_page, "Training")
    assert number(page, "iteration") == "80,000"
    assert number(page, "loss") == "0.2915"
    assert number(page, "exact loss") == "0.291538"
    assert (number(page, "exact b"), number(page, "exact w")) == ("−5.6977", "0.4722")
    assert number(page, "cut") == "12.07"
    assert float(number(page, "still to go").replace("\N{MINUS SIGN}", "-")) < 1e-6


def test_reset_goes_back_to_weights_of_zero_and_a_step_moves_them(open_page):
    page = open_chapter(open_page, "Training")
    page.press("Reset")
    assert number(page, "loss") == f"{np.log(2):.4f}"
    assert number(page, "cut") == "–", "a flat curve has no cut"
    page.press("Step")
    assert number(page, "iteration") == "1"


def test_playing_ends_by_itself_at_the_last_frame(open_page):
    page = open_chapter(open_page, "Training", police_player={"frame": 68, "playing": True})
    for _ in range(4):
        page.run()
    assert any(button.label == "Play" for button in page.app.button)
    assert number(page, "iteration") == "80,000"


def test_the_next_frame_is_asked_for_while_it_plays(open_page):
    page = open_chapter(open_page, "Training")
    paces = []
    for press in ("Play", "Pause"):
        page.press(press)
        [poll] = components(page.app, "poll")
        paces.append(json.loads(poll.proto.json)["seconds"])
    assert paces == [SECONDS_PER_FRAME, None]


def test_raw_inputs_make_a_long_valley_and_standardised_ones_a_nearly_round_one(open_page):
    page = open_chapter(open_page, "Training", police_why=True)
    assert "| 2,114 : 1 |" in page.text
    assert "| 5 : 1 |" in page.text


def test_a_lower_threshold_trades_missed_calls_for_false_alarms(open_page):
    page = open_chapter(open_page, "The decision")
    assert (number(page, "false alarms"), number(page, "missed calls")) == ("2", "1")
    assert number(page, "right") == "27 of 30"
    page.app.slider(key="police-threshold").set_value(0.2)
    page.run()
    assert (number(page, "false alarms"), number(page, "missed calls")) == ("4", "0")
    assert "yes above 0.20" in annotations(page)


def test_yes_or_no_makes_a_step_of_the_curve(open_page):
    page = open_chapter(open_page, "The decision")

    def curve():
        lines = [trace for trace in page.figure(0)["data"] if trace["mode"] == "lines"]
        return max(lines, key=lambda trace: trace["line"]["width"])

    assert curve()["y"]["dtype"] == "f8"
    page.app.button_group(key="police-says").set_value("yes or no")
    page.run()
    assert curve()["y"]["dtype"].startswith("i"), "only the whole numbers 0 and 1"


def test_a_chosen_row_shows_its_prediction_and_both_losses(open_page):
    page = open_page("police_calls", police_row=18)
    assert (number(page, "reservations"), number(page, "label")) == ("18", "0")
    prediction = float(number(page, "ŷ"))
    assert prediction == pytest.approx(0.943, abs=1e-3)
    assert float(number(page, "squared error")) == pytest.approx(prediction**2, abs=1e-4)
    assert float(number(page, "cross entropy")) == pytest.approx(-np.log(1 - prediction), abs=2e-3)


def test_all_inputs_print_what_the_lecture_prints_and_the_best_is_one_better(open_page):
    page = open_chapter(open_page, "All inputs")
    printed = page.app.code[0].value
    assert printed.startswith("Iteration    0 => Loss: 0.69314718055994")
    assert printed.endswith("Success: 25/30 (83.33%)")
    assert number(page, "the run's loss") == "0.365728"
    assert number(page, "the best loss") == "0.205386"
    assert number(page, "the best is right for") == "26 of 30"


def test_two_inputs_have_a_straight_border(open_page):
    page = open_chapter(open_page, "Two inputs")
    traces = page.figure(0)["data"]
    assert [trace["type"] for trace in traces] == ["surface", *["scatter3d"] * 3]
    assert (number(page, "loss"), number(page, "right")) == ("0.2417", "26 of 30")
    border = {axis: decoded(traces[1][axis]) for axis in "xy"}
    b, w1, w2 = fits.best(sheets.lecture(), ("Reservations", "Temperature")).weights
    np.testing.assert_allclose(b + w1 * border["x"] + w2 * border["y"], 0, atol=1e-9)
    assert not np.any(traces[1]["z"]["bdata"].strip("A=")), "on the floor"


def test_the_code_shown_is_the_code_that_runs(open_page):
    page = open_page("police_calls", explain=True)
    assert any("1 / (1 + np.exp(-np.asarray(z)))" in code.value for code in page.app.code)


# ---- tables of all kinds


def sheet(rows, columns=("Reservations", "Temperature", "Police")):
    table, unfinished = from_cells(columns, np.array(rows, dtype=float))
    assert unfinished == 0
    return table


TABLES = {
    "one class only": sheet([[1, 2, 1], [3, 4, 1], [5, 5, 1]]),
    "two rows": sheet([[1, 2, 0], [3, 4, 1]]),
    "a constant column": sheet([[5, 2, 0], [5, 4, 1], [5, 3, 1], [5, 9, 0]]),
    "perfectly separable": sheet([[1, 2, 0], [2, 4, 0], [7, 3, 1], [9, 9, 1]]),
    "as large as may be": sheet([[1e9, -1e9, 0], [-1e9, 1e9, 1], [5e8, 0, 1], [0, 3, 0]]),
    "duplicates": sheet([[1, 2, 0]] * 5 + [[1, 2, 1]] * 5),
    "negative and tiny": sheet([[-5e-9, -1, 0], [-3e-9, -2, 1], [-4e-9, -3, 0], [-1e-9, 0, 1]]),
    "one input": sheet([[1, 0], [2, 1], [3, 0], [4, 1]], ("hours", "passed")),
    "names of ours": sheet(
        [[1, 5, 2, 9, 3, 0], [1, 5, 2, 9, 3, 1], [4, 9, 4, 7, 2, 0], [4, 9, 4, 7, 2, 1]],
        ("label", "ŷ", "squared_error", "_index", "row", "key"),
    ),
    "odd names": sheet([[1, 5, 0], [2, 3, 1], [3, 4, 0], [4, 9, 1]], ("*a*<b>", "$x$", "[l](x)")),
}


# How many rows the best sigmoid of the first input is right for, and that of all inputs.
RIGHT = {
    "one class only": ("3 of 3", "3 of 3"),
    "two rows": ("2 of 2", "2 of 2"),
    "a constant column": ("2 of 4", "3 of 4"),
    "perfectly separable": ("4 of 4", "4 of 4"),
    "as large as may be": ("2 of 4", "4 of 4"),
    "duplicates": ("5 of 10", "5 of 10"),
    "negative and tiny": ("4 of 4", "4 of 4"),
    "one input": ("2 of 4", None),
    "names of ours": ("2 of 4", "2 of 4"),
    "odd names": ("2 of 4", "2 of 4"),
}
# Why there is no best sigmoid of the first input.
PROBLEMS = {
    "one class only": "All labels are 1: there is nothing to tell apart.",
    **dict.fromkeys(
        ("two rows", "perfectly separable", "negative and tiny"),
        "A straight cut separates the two classes",
    ),
}


def check_numbers(page):
    """There are numbers, on the page and in its pictures, and all of them are some."""
    numbers = re.findall("</span><b>(.*?)</b>", page.text)
    assert numbers
    assert not [each for each in numbers if re.search("nan|inf|None|^$", each)]
    charts = [c for c in page.app.get("bidi_component") if c.proto.component_name == "plot"]
    assert charts
    for chart in range(len(charts)):
        assert not not_finite([page.figure(chart), page.data(chart)["points"]])


@pytest.mark.parametrize("name", TABLES)
def test_every_chapter_works_with_every_table(open_page, subtests, name):
    table, (right, _) = TABLES[name], RIGHT[name]
    state = {"police_row": 1, "police_revealed": f"{table.key}-{table.inputs[0]}"}
    page = open_page("police_calls", police_sheet=table, **state)
    for chapter, says in (
        ("The line", "sigmoid is right for"),
        ("Your guess", "the model is right for"),
        ("Training", "right"),
        ("The decision", "right"),
    ):
        with subtests.test(chapter):
            go_to(page, chapter)
            check_numbers(page)
            assert number(page, says) == right
            assert PROBLEMS.get(name, "") in words(page)
            assert bool(page.app.info) == (name in PROBLEMS)
    with subtests.test("The sigmoid"):
        go_to(page, "The sigmoid")
        check_numbers(page)
        assert number(page, "φ(z)") == "0.7311", "in the middle of any table's input, z is 1"


@pytest.mark.parametrize("name", TABLES)
def test_more_inputs_work_with_every_table_that_has_them(open_page, subtests, name):
    table, (_, right) = TABLES[name], RIGHT[name]
    page = open_page("more_inputs", police_sheet=table)
    if right is None:
        assert "one input only" in page.app.info[0].value
        return
    for chapter, says in (("Two inputs", "right"), ("All inputs", "the best is right for")):
        with subtests.test(chapter):
            go_to(page, chapter)
            check_numbers(page)
            assert number(page, says) == right


@pytest.mark.parametrize("name", TABLES["names of ours"].inputs)
def test_a_row_shows_an_input_whatever_it_is_called(open_page, name):
    table = TABLES["names of ours"]
    page = open_page("police_calls", police_sheet=table, police_row=1)
    page.app.button_group(key=f"police-input-{'-'.join(table.inputs)}").set_value(name)
    page.run()
    assert f"<span>{name}</span><b>{table.column(name)[1]:g}</b>" in page.text
    assert "<span>label</span><b>1</b>" in page.text


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([[1, 2, 0], [1e308, 2, 1]], "Row 2, Reservations: a value may be at most 1,000,000,000"),
        ([[1, 2, 0], [1, -2e9, 1]], "Row 2, Temperature: a value may be at most"),
        ([[1, 2, 0], [1, np.nan, 1]], "at least 2 full rows; here is 1."),
        ([[1, 2, 0.5], [1, 3, 1]], "Police: a label must be 0 or 1; here is 0.5."),
    ],
)
def test_cells_that_make_no_table_are_refused(rows, sentence):
    with pytest.raises(FormatError, match=sentence):
        sheet(rows)


def test_unfinished_rows_are_left_out_and_counted():
    cells = np.array([[1, 2, 0], [3, np.nan, 1], [4, 5, 1], [np.nan] * 3])
    table, unfinished = from_cells(("Reservations", "Temperature", "Police"), cells)
    assert unfinished == 2
    assert table.column("Reservations").tolist() == [1, 4]


def test_tables_of_equal_content_are_equal():
    again = checked(police.load())
    assert again == sheets.lecture()
    assert hash(again) == hash(sheets.lecture())
    data = again.data
    other = Dataset(data.inputs, 1 - data.labels, data.columns)
    assert checked(other) != again


def test_a_fit_without_an_optimum_still_separates():
    table = TABLES["perfectly separable"]
    found = fits.best(table, ("Reservations",))
    assert found.problem
    assert (
        (found.predict_proba(table.columns(("Reservations",))) > 0.5) == table.data.labels
    ).all()
