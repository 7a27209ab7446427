"""A landscape's setting in words: what may be typed or stand in a link, and what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages._ui.landscapes import setting as settings
from pages._ui.landscapes.setting import Fields, Setting
from pages._ui.words import WordError

ends = st.tuples(st.integers(-999, 0), st.integers(1, 999)).map(
    lambda pair: tuple(map(float, pair))
)


@st.composite
def setting_with_a_start(draw) -> Setting:
    first, second = draw(ends), draw(ends)
    return Setting(
        draw(st.sampled_from(list(settings.DATA))),
        draw(st.sampled_from(list(settings.PAIRS.values()))),
        draw(st.integers(0, settings.MOST_SEED)),
        draw(st.booleans()),
        first,
        second,
        int(draw(st.sampled_from(settings.POINTS))),
        tuple(draw(st.floats(*window)) for window in (first, second)),
        draw(st.floats(1e-6, 1e3)),
        draw(st.sampled_from(list(settings.BATCHES.values()))),
    )


@given(setting_with_a_start())
def test_a_link_restores_everything(setting):
    assert settings.from_link(settings.to_link(setting)) == setting


@pytest.mark.parametrize("pair", list(settings.PAIRS))
@pytest.mark.parametrize("inputs", settings.INPUT_KINDS)
@pytest.mark.parametrize("data", list(settings.DATA))
def test_what_a_page_opens_with_is_good_and_needs_no_words(data, inputs, pair):
    setting = settings.usual(data, inputs, pair).setting()
    assert set(settings.to_link(setting)) <= {"data", "inputs", "pair"}


def test_the_usual_setting_needs_no_link():
    assert settings.to_link(Fields().setting()) == {}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"first": "20, -20"}, "The window of b must go from a number to one at least 0.001 above"),
        ({"first": "3, 3"}, "The window of b must go from a number to one at least 0.001 above"),
        ({"first": ""}, "The window of b must be two numbers of at most 1,000,000 in size; got no"),
        ({"second": "-1e9, 1e9"}, "The window of w must be two numbers of at most 1,000,000"),
        ({"second": "nan, 1"}, "The window of w must be two numbers"),
        ({"second": "a, b"}, "got “a, b”"),
        ({"rate": "0"}, "The learning rate α must be a number from 1e-06 to 1,000; got “0”."),
        ({"rate": "-1"}, "got “-1”"),
        ({"rate": "1e9"}, "The learning rate α must be a number from 1e-06 to 1,000; got “1e9”."),
        ({"rate": "nan"}, "got “nan”"),
        (
            {"start": "25, 0"},
            "The start must lie in the window, where b goes from -20 to 20; got b",
        ),
        ({"start": "0, -21"}, "where w goes from -20 to 20; got w = -21"),
        ({"start": "here"}, "The start must be two numbers"),
        ({"data": "iris"}, "The data must be one of reservations, police, synthetic; got “iris”"),
        ({"pair": "1-1"}, "The pair of weights must be one of"),
        ({"inputs": "squared"}, "The inputs must be one of standardised, raw"),
        ({"batch": "31"}, "The batch must be one of full, 5, 1"),
        ({"points": "4000"}, "The points along a side must be one of"),
        ({"seed": "-1"}, "The seed must be a whole number from 0 to 9,999"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(words, sentence):
    with pytest.raises(WordError) as error:
        replace(Fields(), **words).setting()
    assert sentence in str(error.value)


@pytest.mark.parametrize("word", ["-2, 3", "-2 3", "-2;3", "-2:3", "−2 to 3", " -2 , 3 "])
def test_two_numbers_may_be_written_as_people_do(word):
    assert replace(Fields(), first=word, start="0, 0").setting().first == (-2, 3)


def test_the_weights_are_named_as_on_the_axes():
    assert settings.weight_names("police", (0, 3)) == ("b", "w tourists")
    assert Fields(data="synthetic").setting().names == ("w₁", "w₂")
