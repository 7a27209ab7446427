"""The page of one-hot labels and softmax: the lecture's example, its constant, and ten digits."""

import re
from html import escape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import saved
from core.activations import naive_softmax, softmax
from pages._ui.softmax import three_scores

NAME = "one_hot_and_softmax"


@pytest.fixture
def open_digit(open_page):
    """open_digit(key=value): the page at its second chapter."""
    return lambda **state: open_page(NAME, softmax_chapter="A digit", **state)


def number(page, name):
    """A number by the name over it."""
    return page.text.split(f"<span>{escape(name)}</span><b>")[1].split("</b>")[0]


def headings(page):
    return [element.value.removeprefix("## ") for element in page.app.markdown]


def words(page, figure):
    """The numbers in each column of a table of bars."""
    traces = [trace for trace in page.figure(figure)["data"] if trace.get("mode") == "text"]
    return [[re.sub("</?b>", "", word) for word in trace["text"]] for trace in traces]


# ---- three scores


def test_the_page_opens_with_the_lectures_example(open_page):
    page = open_page(NAME)
    assert words(page, 0) == [
        ["2", "1", "0.1"],
        ["1.0000", "0.3679", "0.1496", "1.5174"],
        ["0.6590", "0.2424", "0.0986", "1.0000"],
        ["0.8808", "0.7311", "0.5250", "2.1368"],
    ]
    assert words(page, 1) == [["1", "0", "0", "1"], ["−0.3410", "0.2424", "0.0986", "0.0000"]]
    assert page.figure(2)["data"][0]["text"] == [
        ["0.2247", "−0.1598", "−0.0650"],
        ["−0.1598", "0.1837", "−0.0239"],
        ["−0.0650", "−0.0239", "0.0889"],
    ]
    assert "Softmax sums to 1, sigmoids to 2.1368" in headings(page)
    assert f"Loss −ln σ₁ = {-np.log(0.6590011388859679):.4f}" in headings(page)
    assert number(page, "e^v, the maximum left in") == "7.389, 2.718, 1.105"
    assert number(page, "over their sum") == "0.6590, 0.2424, 0.0986"
    assert number(page, "compared with softmax") == "the same"
    assert number(page, "c changes softmax by") == "0"


@pytest.mark.parametrize(
    ("constant", "power", "verdict"),
    [(1000, "∞", "overflow: ∞ / ∞"), (-1000, "0", "underflow: 0 / 0")],
)
def test_a_large_constant_breaks_the_formula_as_written_and_changes_no_softmax(
    open_page, constant, power, verdict
):
    before = open_page(NAME)
    page = open_page(NAME, softmax_constant=constant)
    assert words(page, 0)[1:3] == words(before, 0)[1:3]
    assert words(page, 1) == words(before, 1)
    assert page.figure(2)["data"][0]["text"] == before.figure(2)["data"][0]["text"]
    assert number(page, "e^(v + c), the maximum left in") == ", ".join([power] * 3)
    assert number(page, "over their sum") == "NaN, NaN, NaN"
    assert number(page, "compared with softmax") == verdict
    # Sigmoids do notice.
    assert words(page, 0)[3] != words(before, 0)[3]


def test_between_the_same_and_the_underflow_digits_are_lost():
    v = np.array([2, 1, 0.1]) - 740
    assert three_scores.judged(*naive_softmax(v), softmax(v)) == "digits are lost"


@given(st.integers(-1000, 1000))
def test_what_is_called_the_same_looks_the_same(constant):
    v = np.array([2, 1, 0.1]) + constant
    powers, quotients = naive_softmax(v)
    same = three_scores.listed(quotients) == "0.6590, 0.2424, 0.0986"
    assert (three_scores.judged(powers, quotients, softmax(v)) == "the same") == same


def test_the_true_class_moves_the_one_the_loss_and_the_gradient(open_page):
    page = open_page(NAME, softmax_class="3")
    assert words(page, 1) == [["0", "0", "1", "1"], ["0.6590", "0.2424", "−0.9014", "0.0000"]]
    assert f"Loss −ln σ₃ = {-np.log(softmax([2, 1, 0.1])[2]):.4f}" in headings(page)


def test_a_slider_moves_its_score(open_page):
    page = open_page(NAME)
    page.app.slider(key="softmax-v3").set_value(2.0)
    page.app.slider(key="softmax-v2").set_value(2.0)
    page.run()
    assert words(page, 0)[2] == ["0.3333", "0.3333", "0.3333", "1.0000"]


# ---- a digit


@pytest.mark.parametrize("learned", ["ten sigmoids", "softmax"])
def test_a_digits_scores_and_outputs_are_the_models(open_digit, mnist_sets, learned):
    page = open_digit(softmax_weights=learned, softmax_image=7)
    model = saved.load({"ten sigmoids": "one-vs-rest", "softmax": "softmax"}[learned])
    one_hot, scores, alone, shares = words(page, 0)
    label = int(mnist_sets[1].labels[7])
    assert one_hot == [str(int(digit == label)) for digit in range(10)] + ["1"]
    image = mnist_sets[1].inputs[[7]]
    shown = [float(score.replace("−", "-")) for score in scores]
    np.testing.assert_allclose(shown, model.logits(image)[0], atol=0.00501)
    outputs = alone if learned == "ten sigmoids" else shares
    expected = model.predict_proba(image)[0]
    np.testing.assert_allclose([float(o) for o in outputs[:-1]], expected, atol=5.01e-5)
    assert float(outputs[-1]) == pytest.approx(expected.sum(), abs=5.01e-5)
    assert shares[-1] == "1.0000"
    assert f"learned with {learned};" in " ".join(headings(page))


def test_the_highest_score_has_a_frame_an_arrow_and_bold_numbers(open_digit):
    page = open_digit()
    chart = page.figure(0)
    assert "arg max 2, label 2: right" in page.text
    assert chart["layout"]["yaxis"]["ticktext"][2] == "<b>▶ 2</b>"
    frame = next(shape for shape in chart["layout"]["shapes"] if shape["type"] == "rect")
    assert (frame["y0"], frame["y1"]) == (1.5, 2.5)


def test_a_wrong_answer_is_called_wrong(open_digit, mnist_sets):
    answers = saved.load("softmax").predict(mnist_sets[1].inputs)
    wrong = int(np.flatnonzero(answers != mnist_sets[1].labels)[0])
    page = open_digit(softmax_weights="softmax", softmax_image=wrong)
    label = mnist_sets[1].labels[wrong]
    assert f"arg max {answers[wrong]}, label {label}: wrong" in page.text


def test_buttons_lead_on_and_back_and_around_the_ends(open_digit):
    page = open_digit()
    page.press("Next")
    assert page.app.session_state["softmax-image"] == 2
    for _ in range(3):
        page.press("Previous")
    assert page.app.session_state["softmax-image"] == 9_999
    assert page.app.text_input(key="softmax-image-number").value == "9999"
    page.press("Next")
    assert page.app.session_state["softmax-image"] == 0


def test_any_image_is_the_same_for_all_who_ask_as_often(open_digit):
    images = []
    for _ in range(2):
        page = open_digit()
        for _ in range(3):
            page.press("At random")
            images.append(page.app.session_state["softmax-image"])
    assert images[:3] == images[3:]
    assert len(set(images)) == 3


def test_a_number_is_taken_and_nonsense_is_refused_in_a_sentence(open_digit):
    page = open_digit()
    page.app.text_input(key="softmax-image-number").set_value("1,234").run()
    assert page.app.session_state["softmax-image"] == 1_234
    for nonsense in ("10000", "-1", "2.5", "two", "²"):
        page.app.text_input(key="softmax-image-number").set_value(nonsense).run()
        (problem,) = page.app.warning
        rule = "A test image's number must be a whole number from 0 to 9,999; got "
        assert problem.value == f"{rule}“{nonsense}”."
        assert page.app.session_state["softmax-image"] == 1_234
    page.press("Next")
    assert not page.app.warning


@pytest.mark.parametrize("examples", [1, 60_000])
def test_the_blocks_are_of_the_real_shapes(open_digit, examples):
    page = open_digit(softmax_examples=examples)
    notes = [note["text"] for note in page.figure(1)["layout"]["annotations"]]
    assert {f"{examples:,} × 785", "785 × 10", f"{examples:,} × 10"} <= set(notes)
    assert number(page, "numbers in X") == f"{examples * 785:,}"
    assert number(page, "weights") == "7,850"
    assert number(page, "scores") == f"{examples * 10:,}"


@pytest.mark.parametrize(
    ("chapter", "numbers"),
    [
        ("Three scores", ["σ(v) = 0.6590, 0.2424, 0.0986", "diagonal: 0.2247, 0.1837, 0.0889"]),
        ("A digit", ["2 → 0, 0, 1, 0, 0, 0, 0, 0, 0, 0", "v̂ of 2 = 2.9119"]),
    ],
)
def test_formula_code_and_number_are_of_what_is_shown(open_page, chapter, numbers):
    page = open_page(NAME, softmax_chapter=chapter, explain=True)
    shown = " ".join(headings(page))
    assert all(number in shown for number in numbers)
    code = " ".join(block.value for block in page.app.code)
    assert "def softmax(" in code
    assert "def categorical_cross_entropy_derivative(" in code
