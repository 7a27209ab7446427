"""The race of three batch sizes, and an epoch of any size as a row of batches."""

import json
import re

import numpy as np
import pytest

from core.figures.race import end_trace, line_trace
from pages._ui.epochs import race, sizes
from pages._ui.words import WordError

METHODS = ("SGD", "mini-batch", "batch")


@pytest.fixture
def race_page(open_page):
    """race_page(frame, key=value): the page with the player at that frame."""

    def go(frame=None, **state):
        page = open_page("epochs_and_batches", **state)
        if frame is not None:
            page.app.session_state["epochs-player"] = {"frame": frame}
            page.run()
        return page

    return go


def counters(page) -> dict[str, list[str]]:
    """What stands under each counter, for the three methods."""
    found = {}
    for name, value in re.findall(r"<span>([a-z ]+)</span><b>([\d.,]+)</b>", page.text):
        found.setdefault(name, []).append(value)
    return found


def tiles(page, state: str) -> list[int]:
    """How many tiles each method shows in that state."""
    grids = re.findall(r'class="race-tiles".*?</div>', page.text)
    return [len(re.findall(rf'<i class="(?:yes )?{state}">', grid)) for grid in grids]


def test_the_first_look_is_in_the_middle_of_the_fifth_epoch(race_page):
    page = race_page()
    shown = counters(page)
    assert shown["updates"] == ["429", "143", "4"]
    assert shown["examples seen"] == ["429", "429", "396"]
    assert shown["epochs"] == ["4", "4", "4"]
    assert tiles(page, "lit") == [1, 3, 99]
    assert tiles(page, "seen") == [32, 30, 0]


@pytest.mark.parametrize(("clock", "last"), [("examples seen", 990), ("epochs", 10)])
def test_ten_epochs_are_the_lectures_table(race_page, clock, last):
    page = race_page(last, epochs_clock=clock)
    shown = counters(page)
    assert shown["updates"] == ["990", "330", "10"]
    assert shown["examples seen"] == ["990"] * 3
    assert shown["epochs"] == ["10"] * 3
    assert tiles(page, "lit") == [1, 3, 99]
    assert tiles(page, "seen") == [98, 96, 0]


def test_by_updates_all_make_99_and_the_batch_sees_each_example_99_times(race_page):
    page = race_page(99, epochs_clock="updates")
    shown = counters(page)
    assert shown["updates"] == ["99"] * 3
    assert shown["examples seen"] == ["99", "297", "9,801"]
    assert shown["epochs"] == ["1", "3", "99"]
    assert "Lowest loss now: batch" in page.text


def test_a_step_is_one_update_of_sgd_and_a_reset_goes_to_the_common_start(race_page):
    page = race_page()
    page.press("Reset")
    assert counters(page)["updates"] == ["0"] * 3
    assert tiles(page, "lit") == tiles(page, "seen") == [0, 0, 0]
    assert "All start with the same weights" in page.text
    for updates in (["1", "0", "0"], ["2", "0", "0"], ["3", "1", "0"]):
        page.press("Step")
        assert counters(page)["updates"] == updates


def test_with_another_clock_sgd_stays_where_it_is(race_page):
    page = race_page(45)
    for name, updates in (
        ("updates", ["45", "45", "45"]),
        ("examples seen", ["45", "15", "0"]),
        ("epochs", ["0", "0", "0"]),
    ):
        clock = next(group for group in page.app.button_group if group.key == "epochs-clock")
        clock.set_value(name)
        page.run()
        assert counters(page)["updates"] == updates


@pytest.mark.parametrize("clock", race.CLOCKS)
def test_the_curves_end_at_the_counters(race_page, clock):
    page = race_page(race.CLOCKS[clock].last, epochs_clock=clock)
    charts = [c for c in page.app.get("bidi_component") if c.proto.component_name == "plot"]
    data = [json.loads(chart.proto.json) for chart in charts]
    assert len(data) == 2
    for chart, one in zip(charts, data, strict=True):
        assert set(one["points"]) == {
            str(trace(method)) for method in range(3) for trace in (line_trace, end_trace)
        }
        assert len(chart.proto.json) < 35_000
    for name, loss in zip(METHODS, counters(page)["loss"], strict=True):
        assert f"{name} {loss} after" in data[0]["alt"]


def test_no_way_leaves_the_picture():
    low, high = np.array(race.WINDOW).T
    for rate in race.RATES:
        for seed in race.SEEDS:
            for course in race.courses(rate, seed):
                assert (course.weights > low).all(), (rate, seed)
                assert (course.weights < high).all(), (rate, seed)


def test_the_formulas_number_is_the_next_update(race_page):
    page = race_page(7, explain=True)
    sgd = race.courses(0.3, 0)[0]
    (b, w), (new_b, new_w) = sgd.weights[7:9]
    words = " ".join(markdown.value for markdown in page.app.markdown)
    assert f"SGD's update 8, of example {sgd.rows[7][0] + 1}, α = 0.3" in words
    assert f"b: {b:.4f} → {new_b:.4f}" in words
    assert f"w: {w:.4f} → {new_w:.4f}" in words
    assert "⌈100 / 8⌉ = 13" in words


# Any N, any batch size


def test_a_shorter_last_batch_is_drawn_and_told(open_page):
    page = open_page("epochs_and_batches", epochs_n="100", epochs_batch="3")
    assert "100 = 33 × 3 + 1: the last batch is shorter, and still an update." in page.text
    assert page.text.count('<b style="--share:1.0000;--length:1"><small>3</small></b>') == 33
    assert '<b class=short style="--share:0.3333;--length:1"><small>1</small></b>' in page.text


def test_of_very_many_batches_the_first_and_the_last_are_drawn(open_page):
    page = open_page("epochs_and_batches", epochs_n="100000", epochs_batch="7")
    blocks = re.search(r'class="batches".*?</div>', page.text)[0]
    first, last = blocks.split("… 14,269 more …")
    assert (first.count("</b>"), last.count("</b>")) == (14, 3)
    assert "100,000 = 14,285 × 7 + 5" in page.text


def test_the_lectures_table(open_page):
    text = open_page("epochs_and_batches").text
    cells = re.findall(r"<tr><th>([^<]+)</th><td>(\d+)</td><td>(\d+)</td><td>(\d+)</td>", text)
    assert cells == [
        ("stochastic gradient descent (SGD)", "1", "99", "990"),
        ("mini-batch gradient descent", "3", "33", "330"),
        ("batch gradient descent", "99", "1", "10"),
    ]


@pytest.mark.parametrize(
    ("n", "batch", "sentence"),
    [
        ("0", "1", "N must be a whole number from 1 to 100,000; got “0”"),
        ("-5", "1", "N must be a whole number from 1 to 100,000; got “-5”"),
        ("2.5", "1", "N must be a whole number from 1 to 100,000; got “2.5”"),
        ("100001", "1", "N must be a whole number from 1 to 100,000; got “100001”"),
        ("many", "1", "N must be a whole number from 1 to 100,000; got “many”"),
        ("", "1", "N must be a whole number from 1 to 100,000; got nothing"),
        ("99", "0", "B must be a whole number from 1 to 99; got “0”"),
        ("99", "100", "B must be a whole number from 1 to 99; got “100”"),
        ("99", "1/3", "B must be a whole number from 1 to 99; got “1/3”"),
        ("99", "nan", "B must be a whole number from 1 to 99; got “nan”"),
    ],
)
def test_a_size_that_cannot_be_is_refused_in_a_sentence(n, batch, sentence):
    with pytest.raises(WordError) as refusal:
        sizes.read(n, batch)
    assert sentence in str(refusal.value)


def test_sizes_are_read_as_people_write_them():
    assert sizes.read("100,000", " 1e3 ") == (100_000, 1000)
    assert sizes.read("1", "1") == (1, 1)


def test_a_refused_size_leaves_the_race_as_it_is(open_page):
    page = open_page("epochs_and_batches", epochs_n="99", epochs_batch="100")
    assert "got “100”" in page.app.warning[0].value
    assert counters(page)["updates"][:3] == ["429", "143", "4"]
