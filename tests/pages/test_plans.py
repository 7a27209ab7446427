"""Plans in words: what may be typed or stand in a link, and the sentence for what may not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.training import Plan
from pages._ui import words
from pages._ui.lab import plans
from pages._ui.lab.plans import Fields
from pages._ui.run import RunPlan
from pages._ui.words import WordError

N = 60_000
rates = st.floats(plans.LEAST_RATE, plans.MOST_RATE)
run_plans = st.builds(
    RunPlan,
    model=st.sampled_from(list(plans.MODELS)),
    digit=st.integers(0, 9),
    plan=st.builds(
        Plan,
        learning_rate=rates,
        iterations=st.integers(1, plans.MOST_ITERATIONS),
        batch_size=st.none() | st.integers(1, N),
        seed=st.integers(0, plans.MOST_SEED),
        input_scale=st.sampled_from(list(plans.PIXELS.values())),
    ),
)


def told_apart(plan):
    """The plan as visitors get it: where a value makes no difference it is the usual one."""
    return plans.fields(plan).plan(N)


@given(run_plans)
def test_a_link_and_a_pin_s_word_bring_back_the_same_plan(plan):
    plan = told_apart(plan)
    assert plans.from_link(plans.to_link(plan), N) == plan
    assert plans.from_word(plans.to_word(plan), N) == plan


@given(run_plans)
def test_equal_trainings_are_equal_plans_and_others_are_not(plan):
    got = told_apart(plan)
    assert (got.digit == plan.digit) or plan.model != "fives"
    assert (got.plan.seed == plan.plan.seed) or plan.plan.batch_size is None
    assert replace(got, digit=plan.digit, plan=replace(got.plan, seed=plan.plan.seed)) == plan
    assert got == told_apart(replace(plan, digit=plan.digit if plan.model == "fives" else 1))


def test_the_usual_plan_needs_no_words():
    assert plans.to_link(plans.DEFAULT) == {}
    assert plans.from_link({"embed": "true"}, N) == plans.DEFAULT


@pytest.mark.parametrize("name", plans.PRESETS)
def test_a_preset_is_what_a_visitor_could_have_typed(name):
    plan = plans.PRESETS[name]
    assert plans.fields(plan).plan(N) == plan


@pytest.mark.parametrize(
    ("field", "word", "sentence"),
    [
        ("rate", "0", "The learning rate must be a number from 1e-09 to 100; got “0”."),
        ("rate", "1e9", "The learning rate must be a number from 1e-09 to 100; got “1e9”."),
        ("rate", "1,000", "got “1,000”"),
        ("rate", "-1", "got “-1”"),
        ("rate", "nan", "got “nan”"),
        ("rate", "inf", "got “inf”"),
        ("rate", " ", "got nothing"),
        ("rate", "fast", "got “fast”"),
        ("iterations", "0", "The number of iterations must be a whole number from 1 to 100,000"),
        ("iterations", "", "got nothing"),
        ("iterations", "1.5", "got “1.5”"),
        ("iterations", "1e300", "got “1e300”"),
        ("iterations", "inf", "got “inf”"),
        ("batch", "0", "The batch size must be “full” or a whole number from 1 to 60,000"),
        ("batch", "60001", "got “60001”"),
        ("batch", "half", "got “half”"),
        ("seed", "-1", "The seed must be a whole number from 0"),
        ("pixels", "/ 2", "The pixels must be one of raw, / 255; got “/ 2”."),
        ("model", "hidden", "The model must be one of fives, ten sigmoids, softmax; got “hidden”."),
        ("digit", "10", "The digit must be a whole number from 0 to 9; got “10”."),
        ("seed", "x" * 1000, f"got “{'x' * 40}…”"),
    ],
)
def test_a_doubtful_word_is_named_with_its_rule(field, word, sentence):
    with pytest.raises(WordError) as error:
        Fields(**{field: word}).plan(N)
    assert sentence in str(error.value)


def plan_or_sentence(read):
    try:
        return read()
    except WordError as error:
        return str(error)


@pytest.mark.hostile
@given(st.sampled_from(list(vars(Fields()))), st.text())
def test_whatever_is_typed_is_a_plan_or_a_sentence(field, word):
    result = plan_or_sentence(lambda: Fields(**{field: word}).plan(N))
    assert isinstance(result, RunPlan) or result.endswith(".")


@pytest.mark.hostile
@given(st.text())
def test_whatever_a_pin_s_word_says_is_a_plan_or_a_sentence(word):
    result = plan_or_sentence(lambda: plans.from_word(word, N))
    assert isinstance(result, RunPlan) or result.endswith(".")


@pytest.mark.parametrize("word", ["1000", "1,000", "1 000", "1e3", " 1000 ", "1000.0"])
def test_whole_numbers_may_be_written_as_people_do(word):
    assert Fields(iterations=word).plan(N).plan.iterations == 1000


def test_plans_are_named_by_what_differs():
    base = plans.DEFAULT
    slow = RunPlan("ten sigmoids", Plan(1e-6, 200))
    assert plans.names([base, slow]) == ["α = 1e-05", "α = 1e-06"]
    batches = RunPlan("softmax", Plan(1e-5, 200, batch_size=100))
    assert plans.names([base, batches]) == [
        "ten sigmoids, full batch",
        "softmax, batches of 100, seed 0",
    ]
    assert "ten sigmoids, α = 1e-05, 200 updates" in plans.names([base])[0]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("0.001", 0.001),
        ("0,001", 0.001),
        ("0,005", 0.005),
        ("1e-5", 1e-5),
        ("1,000", 1000),
        ("1,000.5", 1000.5),
        ("12,5", 12.5),
    ],
)
def test_a_comma_is_a_point_unless_it_parts_thousands(word, value):
    assert words.number("It", word, 0, 1e6) == value


@pytest.mark.parametrize("word", ["1,5", "0,001", "1,00", "1.5"])
def test_no_whole_number_is_made_of_a_fraction(word):
    assert words.whole_or_none(word) is None
