"""The landscapes page: what becomes of one ball on two losses, and of balls from everywhere."""

import base64
import json

import numpy as np
import pytest

from pages._ui.landscapes import desk, results
from pages._ui.landscapes.setting import STEPS, Fields
from pages._ui.landscapes.sides import SIDES
from tests.finite import not_finite


def texts(page) -> str:
    """All Markdown and all warnings on the page."""
    return " ".join(element.value for element in (*page.app.markdown, *page.app.warning))


def show(page, chapter: str) -> None:
    page.app.session_state["landscapes-chapter"] = chapter
    page.run()


def ball(page, number: int) -> tuple[float, float]:
    """Where the ball is on a chart."""
    points = page.data(number)["points"]["2"]
    x, y = (np.frombuffer(base64.b64decode(points[axis]["bdata"]), np.float32) for axis in "xy")
    return float(x[0]), float(y[0])


def test_far_out_only_the_cross_entropy_leads_home(open_page):
    page = open_page("loss_landscapes")
    assert "Squared error: stuck on a plateau" in page.text
    assert "Cross-entropy: arrived" in page.text


def test_from_the_start_both_roll_step_by_step(open_page):
    page = open_page("loss_landscapes")
    page.press("Reset")
    assert ball(page, 0) == ball(page, 1) == (-14, -9)
    page.press("Step")
    for number, (loss, _) in enumerate(SIDES):
        path = results.path_from(Fields().setting(), loss, (-14, -9), 1)
        np.testing.assert_allclose(ball(page, number), path.weights[1], rtol=1e-6)
    assert "Cross-entropy: rolling downhill" in page.text


def test_both_surfaces_are_small_and_sent_once(open_page):
    page = open_page("loss_landscapes")
    for number in (0, 1):
        surface = page.figure(number)["data"][0]
        assert surface["type"] == "surface"
        assert surface["z"]["dtype"] == "f4"
        assert surface["z"]["shape"] == "100, 100"
        assert page.data(number)["link"] == "landscapes"
    page.press("Reset")
    assert [page.data(number)["figure"] for number in (0, 1)] == [None, None]
    assert len(json.dumps(page.data(0))) < 10_000
    page.app.session_state["landscapes-height"] = "log"
    page.run()
    assert page.data(0)["figure"] is not None


@pytest.mark.parametrize(("view", "charts"), [("surface", 2), ("contour", 2), ("both", 4)])
def test_a_landscape_is_seen_as_a_surface_from_above_or_both(open_page, view, charts):
    page = open_page("loss_landscapes", landscapes_view=view)
    kinds = [page.figure(number)["data"][0]["type"] for number in range(charts)]
    assert kinds == {"surface": 2 * ["surface"], "contour": 2 * ["contour"]}.get(
        view, 2 * ["surface", "contour"]
    )


def test_a_rate_that_is_far_too_large_bounces_and_breaks_nothing(open_page):
    page = open_page("loss_landscapes")
    page.app.session_state["landscapes-setting"] = Fields(rate="1000", start="1, 1").setting()
    page.app.session_state["landscapes-player"] = {"frame": 1}
    page.run()
    assert "Cross-entropy: diverged" in page.text
    page.app.session_state["landscapes-player"] = {}
    page.run()
    for number in (0, 1):
        assert not not_finite([page.figure(number), page.data(number)["points"]])


@pytest.mark.parametrize("batch", ["5", "1"])
def test_batches_push_the_ball_about(open_page, batch):
    page = open_page("loss_landscapes")
    page.app.session_state["landscapes-setting"] = Fields(batch=batch, start="1, 1").setting()
    page.app.session_state["landscapes-player"] = {"frame": 3}
    page.run()
    assert "pushed about by its batches" in page.text


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("first", "5, -5", "The window of b must go from a number to one at least 0.001 above it"),
        ("second", "", "The window of w must be two numbers"),
        ("second", "-1e12, 1e12", "of at most 1,000,000 in size"),
        ("rate", "0", "The learning rate α must be a number from 1e-06 to 1,000; got “0”."),
        ("rate", "1e9", "got “1e9”"),
        ("start", "99, 0", "The start must lie in the window"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_the_last_picture_stays(
    open_page, name, typed, sentence
):
    page = open_page("loss_landscapes")
    before = page.figure(0)
    page.app.text_input(f"landscapes-{name}").set_value(typed)
    page.run()
    assert sentence in texts(page)
    assert "The picture is the last good one." in texts(page)
    assert page.figure(0) == before
    page.app.text_input("landscapes-rate").set_value("0.5")
    page.run()
    assert sentence not in texts(page)


def test_a_link_restores_data_window_start_rate_and_step(open_page):
    page = open_page("loss_landscapes")
    page.app.query_params.update(
        {
            "data": "synthetic",
            "inputs": "raw",
            "seed": "11",
            "first": "-90, 90",
            "start": "-60, 40",
            "rate": "2",
            "step": "12",
            "view": "both",
        }
    )
    page.run()
    assert desk_setting(page).seed == 11
    assert (desk_setting(page).first, desk_setting(page).start) == ((-90, 90), (-60, 40))
    assert "<b>12</b>" in page.text
    assert page.app.query_params["step"] == "12"
    assert page.figure(1)["data"][0]["type"] == "contour"


def desk_setting(page):
    return page.app.session_state["landscapes-setting"]


def test_a_link_that_makes_no_sense_is_told_and_changes_nothing(open_page):
    page = open_page("loss_landscapes")
    page.app.query_params["first"] = "4, 1"
    page.run()
    assert "got “4, 1”" in texts(page)
    assert "Cross-entropy: arrived" in page.text


def test_the_basin_map_tells_who_arrives(open_page):
    page = open_page("loss_landscapes")
    show(page, "Basin map")
    assert "Squared error: 10% arrive" in page.text
    assert "Cross-entropy: 100% arrive" in page.text
    page.app.session_state["basins-pointed"] = (30, 30)
    page.run()
    lost = page.text
    page.app.session_state["basins-pointed"] = (0, 0)
    page.run()
    assert page.text != lost


def test_dips_are_told_from_minima(open_page):
    page = open_page("loss_landscapes")
    page.app.session_state["landscapes-setting"] = Fields(
        data="synthetic", inputs="raw", first="-100, 100", second="-100, 100"
    ).setting()
    show(page, "Minima")
    assert "Squared error: 19 dips of the grid, 2 minima" in page.text
    assert "Cross-entropy: 1 dip of the grid, 1 minimum" in page.text
    assert "0.427805841" in texts(page)


@pytest.mark.parametrize(
    ("prediction", "label", "words"),
    [(0.02, 1, "badly wrong, and hardly pushed"), (0.98, 1, "right, and pushed the less")],
)
def test_one_example_tells_how_hard_each_loss_pushes(open_page, prediction, label, words):
    page = open_page(
        "loss_landscapes",
        landscapes_chapter="One example",
        landscapes_prediction=prediction,
        landscapes_label=label,
    )
    assert f"**Squared error**: {words}" in texts(page)
    if prediction == 0.02:
        assert "−0.0384" in page.text
        assert "−0.9800" in page.text


@pytest.mark.parametrize("chapter", ["Twin descent", "Basin map", "Minima"])
def test_the_gradient_is_checked_by_differences_in_each_chapter(open_page, chapter):
    page = open_page("loss_landscapes", explain=True)
    show(page, chapter)
    assert texts(page).count("by differences (") == 2


def test_the_steps_that_are_shown_begin_one_by_one_and_end_far_away():
    assert desk.FRAMES[:40].tolist() == list(range(40))
    assert desk.FRAMES[-1] == STEPS


def follow(open_page, **link):
    page = open_page("loss_landscapes")
    page.app.query_params.update(link)
    page.run()
    return page


def test_a_rate_that_is_too_large_bounces(open_page):
    page = follow(open_page, start="4, 12", rate="50", step="20")
    assert "Cross-entropy: bouncing: α is too large" in page.text


def test_only_a_second_minimum_is_called_another(open_page):
    page = follow(open_page, data="synthetic", inputs="raw")
    assert "Squared error: in another minimum" in page.text
    page = follow(open_page, first="-1000, 1000", second="-1000, 1000")
    assert "Squared error: stuck on a plateau" in page.text


def test_what_sinks_on_and_on_is_on_no_plateau(open_page):
    ends = "-1000, 1000"
    words = {"data": "synthetic", "first": ends, "second": ends, "rate": "1000"}
    page = follow(open_page, **words)
    assert "Cross-entropy: creeping downhill" in page.text


@pytest.mark.parametrize("ends", [("2, 4", "-1, 1"), ("0.283, 0.285", "3.606, 3.608")])
def test_a_small_window_hides_no_minimum(open_page, ends):
    page = follow(
        open_page,
        first=ends[0],
        second=ends[1],
        start=",".join(ends[i].split(",")[0] for i in (0, 1)),
        chapter="Minima",
    )
    assert "Cross-entropy: " in page.text
    assert "no minima" not in page.text


@pytest.mark.parametrize("chapter", ["Twin descent", "Minima"])
def test_where_a_loss_is_exactly_0_its_logarithm_ends(open_page, chapter):
    ends = "-10000, 10000"
    page = follow(
        open_page, data="synthetic", first=ends, second=ends, height="log", chapter=chapter
    )
    for number in (0, 1):
        assert not not_finite([page.figure(number), page.data(number)["points"]])


def test_a_refused_word_is_told_in_each_chapter(open_page):
    page = follow(open_page, rate="abc")
    show(page, "One example")
    assert "got “abc”" in texts(page)


def test_a_link_tells_what_each_chapter_shows(open_page):
    page = follow(open_page, chapter="One example", prediction="0.4", label="0")
    assert "0.1600" in page.text
    assert {name: page.app.query_params[name] for name in ("prediction", "label")} == {
        "prediction": "0.4",
        "label": "0",
    }
    page = follow(open_page, chapter="Basin map", steps="30")
    assert "Cross-entropy: 100% arrive" not in page.text
    page = follow(open_page, chapter="Minima", grid="42")
    assert "The grid must be one of 15, 21" in texts(page)


def test_a_lost_control_shows_the_usual(open_page):
    page = open_page("loss_landscapes", landscapes_chapter="One example", landscapes_label=None)
    assert "0.9604" in page.text
