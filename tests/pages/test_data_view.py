"""The view of the data: counts, labels, and which image is looked at."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.datasets.dataset import Dataset
from pages._ui.data import DigitSets
from pages._ui.lab import data_tables, data_view


@pytest.fixture
def page() -> AppTest:
    def script():
        from pages._ui.lab import data_view, own_data

        data_view.show(own_data.choose())

    return AppTest.from_function(script, default_timeout=60).run()


def text(page: AppTest) -> str:
    assert not page.exception
    return " ".join(element.proto.body for element in page.get("html"))


def type_index(page: AppTest, word: str) -> None:
    page.text_input(key="lab-example-index").set_value(word).run()


def choose(page: AppTest, what: str, word: str) -> None:
    page.segmented_control(key=f"lab-example-{what}").set_value(word).run()


def counts_row(html: str, digit: int) -> list[str]:
    row = re.search(f'<th scope="row">{digit}</th>(.*?)</tr>', html)[1]
    return re.findall(">([0-9,]+)</td>", row)


def test_the_counts_are_the_true_ones(page):
    html = text(page)
    assert "From 6,313 fives to 7,877 ones" in html
    assert counts_row(html, 5) == ["5,421", "892", "6,313"]
    assert counts_row(html, 1) == ["6,742", "1,135", "7,877"]


def test_equal_counts_are_told_once():
    table = data_tables.counts(np.repeat(np.arange(10), 2), np.arange(10), chosen=3)
    assert "<h2>3 of each</h2>" in table


def test_the_first_image_is_a_five(page):
    assert "Training image 0: the 1st of 5,421 fives" in text(page)


@pytest.mark.parametrize(
    ("label", "positive", "yes", "ten"),
    [
        (5, 5, 1, "0, 0, 0, 0, 0, 1, 0, 0, 0, 0"),
        (9, 5, 0, "0, 0, 0, 0, 0, 0, 0, 0, 0, 1"),
        (0, 0, 1, "1, 0, 0, 0, 0, 0, 0, 0, 0, 0"),
    ],
)
def test_a_label_as_yes_or_no_and_as_one_of_ten(label, positive, yes, ten):
    html = data_tables.labels(label, positive)
    for tag in ("<b>", "</b>", "<i>", "</i>"):
        html = html.replace(tag, "")
    assert f"y = {label} → {yes}<" in html
    assert f"y = {label} → ({ten})<" in html


def test_an_image_as_a_matrix_and_as_a_row_with_a_one_in_front():
    pixels = np.zeros(784, np.uint8)
    pixels[[0, 29]] = 255, 7
    matrix, row = data_tables.matrix(pixels), data_tables.row(pixels, examples=60_000)
    for html in (matrix, row):
        assert html.count("<td") == 784
        assert '<td style="--ink:100%">255</td>' in html
        assert '<td style="--ink:3%">7</td>' in html
    assert matrix.count("<tr>") == 28
    assert "<strong>1</strong>" in row
    assert "X is 60,000 × 785" in row


# ---- which image


def test_an_index_is_counted_from_zero(page):
    type_index(page, "59,999")
    assert "Training image 59,999: the 5,851st of 5,851 eights" in text(page)


@pytest.mark.parametrize("word", ["60000", "-1", "1.5", "five", "", "²", "9" * 5000])
def test_a_bad_index_changes_nothing_and_is_told(page, word):
    type_index(page, "1")
    type_index(page, word)
    assert page.warning[0].value.startswith(
        "An index must be a whole number from 0 to 59,999; got "
    )
    assert page.text_input(key="lab-example-index").value == "1"
    assert "Training image 1: the 1st of 5,923 zeros" in text(page)
    type_index(page, "2")
    assert not page.warning


def test_previous_and_next_stay_with_the_digit(page):
    choose(page, "digit", "5")
    assert page.button(key="lab-example-Previous").disabled
    page.button(key="lab-example-Next").click().run()
    assert "Training image 11: the 2nd of 5,421 fives" in text(page)
    page.button(key="lab-example-Previous").click().run()
    assert "Training image 0: the 1st" in text(page)


def test_a_digit_is_looked_for_from_the_index_on(page):
    type_index(page, "1")
    choose(page, "digit", "5")
    assert "Training image 11:" in text(page)
    type_index(page, "59999")
    choose(page, "digit", "5")
    assert "Training image 59,997: the 5,421st of 5,421 fives" in text(page)


def test_an_index_of_another_digit_shows_all(page):
    choose(page, "digit", "5")
    type_index(page, "3")
    assert "Training image 3: the 1st of 6,742 ones" in text(page)
    assert page.segmented_control(key="lab-example-digit").value == "all"


def test_the_test_images_begin_at_their_own_zero(page):
    type_index(page, "300")
    choose(page, "part", "test")
    assert "Test image 0: the 1st of 1,028 sevens" in text(page)


def test_other_data_begin_with_their_first_image_and_may_lack_a_digit(page):
    type_index(page, "300")
    few = Dataset(np.zeros((2, 784), np.uint8), np.array([3, 4]))
    page.session_state["lab-own-data"] = DigitSets("mine", "mine", few, few)
    page.run()
    assert "Training image 0: the 1st of 1 threes" in text(page)
    choose(page, "digit", "8")
    assert page.warning[0].value == "There are no eights among the training images."
    assert page.segmented_control(key="lab-example-digit").value == "all"


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (21, "21st")],
)
def test_ordinals(number, word):
    assert data_view.ordinal(number) == word
