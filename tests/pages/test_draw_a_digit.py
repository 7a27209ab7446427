"""The drawing page: what is said of a drawing, and what a browser may send."""

import io
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from core import saved
from core.drawing import MOST_POINTS, MOST_STROKES, Steps
from pages._live.tabs import Tab
from pages._live.topics import Refused
from pages._ui.draw import evidence, topic
from pages._ui.draw.sheet import Sheet
from tests.pages.conftest import components, content

SEVEN = [[[300, 250], [500, 250], [700, 250], [600, 500], [500, 780]]]
LINE = [[[100, 500], [900, 480]]]


def tab_with(strokes):
    """A tab on whose pad this is drawn."""
    tab = Tab()
    tab.of(Sheet).take({"seq": 1, "strokes": strokes})
    return tab


def test_before_anything_is_drawn_there_is_an_invitation(open_page):
    assert "They answer from the first stroke on." in open_page("draw_a_digit").text


def test_a_seven_is_a_seven_for_all_classifiers(open_page):
    text = open_page("draw_a_digit", live_tab=tab_with(SEVEN)).text
    assert "A 7." in text
    assert "no, as ŷ ≤ ½" in text
    assert "sum 1.000, always" in text


def test_strokes_are_taken_as_they_come():
    for strokes in ([[[1, 2], [3, 4]], [[5, 6]]], []):
        _, taken = tab_with(strokes).of(Sheet).drawn
        assert [stroke.tolist() for stroke in taken] == strokes


def test_an_older_drawing_that_comes_late_changes_nothing():
    sheet = tab_with(SEVEN).of(Sheet)
    sheet.take({"seq": 0, "strokes": LINE})
    seq, strokes = sheet.drawn
    assert (seq, strokes[0].tolist()) == (1, SEVEN[0])


def test_the_channel_says_of_a_drawing_what_the_page_says(open_page):
    page = open_page("draw_a_digit", live_tab=tab_with(LINE))
    tab = page.app.session_state["live-tab"]
    said = topic.answer(tab, {"seq": 2, "strokes": SEVEN, "rest": True})
    assert (said["seq"], said["rest"]) == (2, True)
    assert "A 7." in said["parts"]["verdict"]
    page.run()
    shown = {each["part"]: each for each in map(content, components(page.app, "reply"))}
    assert {part: each["html"] for part, each in shown.items()} == said["parts"]
    assert {each["seq"] for each in shown.values()} == {2}


def test_while_the_pen_moves_nothing_is_compared_and_only_a_likeness_can_still_bring_a_doubt(
    open_page,
):
    tab = open_page("draw_a_digit").app.session_state["live-tab"]
    moving = topic.answer(tab, {"seq": 1, "strokes": SEVEN})["parts"]
    assert set(moving) == {"verdict", "pictures"}
    assert "A 7." in moving["verdict"]
    assert "<strong>…</strong>" in moving["verdict"]
    # A scribble that the hidden layer itself doubts is doubted at once.
    moving = topic.answer(tab, {"seq": 2, "strokes": LINE})["parts"]
    assert "Not sure. Perhaps" in moving["verdict"]
    assert "<strong>no</strong>" in moving["verdict"]


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        7,
        "strokes",
        [[]],
        [[[1]]],
        [[[1, 2, 3]]],
        [[[1, "2"]]],
        [[[0.5, 1]]],
        [[[True, 1]]],
        [[[-1, 0]]],
        [[[0, 1001]]],
        [[[0, 0]] * (MOST_POINTS + 1)],
        [[[0, 0]]] * (MOST_STROKES + 1),
        [[[0, 0], [1000, 0]] * 101],
    ],
)
def test_nonsense_from_a_browser_is_refused_and_the_drawing_stays(nonsense):
    tab = tab_with(SEVEN)
    with pytest.raises(Refused):
        topic.answer(tab, {"seq": 2, "strokes": nonsense})
    seq, strokes = tab.of(Sheet).drawn
    assert (seq, strokes[0].tolist()) == (1, SEVEN[0])


def test_another_digit_can_be_asked_about(open_page):
    text = open_page("draw_a_digit", live_tab=tab_with(SEVEN), draw_asked=7).text
    assert "is it a 7?" in text
    assert "yes, as ŷ > ½" in text


def test_a_step_left_out_changes_what_the_models_get(open_page):
    whole, without = (
        open_page("draw_a_digit", live_tab=tab_with(SEVEN), prepare_steps=steps).text
        for steps in (["crop", "fit", "centre"], ["crop", "centre"])
    )
    bars = [re.findall("--p:([0-9.]+)", text) for text in (whole, without)]
    assert bars[0] != bars[1]


def test_what_is_no_digit_is_doubted_and_why(open_page):
    text = open_page("draw_a_digit", live_tab=tab_with(LINE)).text
    assert "Not sure. Perhaps" in text
    assert "at least 0.75" in text
    assert "Softmax has to give its 100 % to some digit" in text


def test_the_most_similar_training_images_of_a_seven_are_sevens(open_page):
    text = open_page("draw_a_digit", live_tab=tab_with(SEVEN)).text
    assert text.count("<h3>a 7</h3>") == 5
    assert "Not sure" not in text


@pytest.mark.parametrize("name", evidence.MODELS.values())
def test_the_evidence_adds_up_to_the_models_logits(mnist_sets, name):
    model = saved.load(name)
    for pixels in mnist_sets[1].inputs[:10]:
        sums, logits = evidence.add_up(model.weights, pixels.reshape(28, 28))
        np.testing.assert_allclose(logits, model.logits(pixels.reshape(1, -1))[0], rtol=1e-9)
        np.testing.assert_allclose(sums + model.weights[0], logits, rtol=1e-9)


@given(st.floats(-99, 99), st.floats(-9, 9))
def test_the_printed_sum_plus_the_printed_bias_is_the_printed_logit(total, bias):
    words = evidence.equation(total, bias).replace("\N{MINUS SIGN}", "-").replace("**", "")
    printed_sum, sign, printed_bias, logit = re.fullmatch(
        r"Σ w·x \+ b = (\S+) ([+-]) (\S+) = (\S+)", words
    ).groups()
    assert float(logit) == pytest.approx(total + bias, abs=6e-5)
    added = float(printed_sum) + float(sign + printed_bias)
    assert f"{added:.4f}".removeprefix("-") == logit.removeprefix("-")


def photo(inked):
    image = Image.new("L", (120, 120), 230)
    if inked:
        ImageDraw.Draw(image).line([(35, 20), (80, 20), (50, 100)], fill=20, width=8)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def bring(page, name, content):
    page.app.file_uploader[0].set_value((name, content, "image/png"))
    page.run()


def test_a_picture_is_answered_by_all_steps_and_another_that_cannot_be_used_leaves_it(open_page):
    page = open_page("draw_a_digit", draw_source="Picture")
    bring(page, "seven.png", photo(inked=True))
    assert "A 7." in page.text
    assert page.app.file_uploader[0].value is None
    pixels = sources_seen(page, Steps())
    page.app.button_group(key="prepare-steps").set_value(["crop", "fit"])
    page.run()
    assert (sources_seen(page, Steps(centre=False)) != pixels).any()
    verdict = page.text
    bring(page, "blank.png", photo(inked=False))
    assert "this one has no ink" in page.app.error[0].value
    assert page.text == verdict
    bring(page, "seven.png", photo(inked=True))
    assert not page.app.error


def sources_seen(page, steps):
    return page.app.session_state["draw-taken-Picture"].stages[steps][-1]
