"""The lab's page: plans typed, linked and pinned; what can't be is said, and nothing is lost."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.training import Plan
from pages._ui import runs
from pages._ui.data import mnist_digits
from pages._ui.lab import plans
from pages._ui.run import RunPlan
from tests.pages.conftest import PAGES


class Lab:
    """A visitor on the training page, who came by a link."""

    def __init__(self, **link):
        self.app = AppTest.from_file(PAGES / "index.py", default_timeout=60)
        self.app.run()
        self.app.switch_page("mnist_training.py")
        for name, value in link.items():
            self.app.query_params[name] = value
        self.run()

    def run(self) -> None:
        self.app.run()
        assert not self.app.exception

    def type(self, name: str, value: str) -> None:
        self.app.text_input(f"lab-{name}").set_value(value)
        self.run()

    def press(self, key: str) -> None:
        self.app.button(f"lab-{key}").click()
        self.run()

    @property
    def plan(self) -> RunPlan:
        laid_out = "lab-plan" in self.app.session_state
        return self.app.session_state["lab-plan"] if laid_out else plans.DEFAULT

    @property
    def problem(self) -> str:
        return " ".join(warning.value for warning in self.app.warning)

    @property
    def link(self) -> dict[str, list[str]]:
        words = dict(self.app.query_params)
        return {name: [word] if isinstance(word, str) else word for name, word in words.items()}


pytestmark = pytest.mark.usefixtures("no_training")


def test_the_page_opens_with_the_lectures_ten_sigmoids():
    lab = Lab()
    assert lab.app.text_input("lab-rate").value == "1e-05"
    assert lab.link == {}
    assert lab.app.button("lab-button-Start").label == "Start"


def test_what_is_typed_is_the_plan_and_stands_in_the_link():
    lab = Lab()
    lab.type("rate", "0.25")
    lab.type("batch", "64")
    assert lab.plan == RunPlan("ten sigmoids", Plan(0.25, 200, batch_size=64))
    assert lab.link == {"rate": ["0.25"], "batch": ["64"]}
    assert lab.app.select_slider("lab-rate-slider").value == 0.25


@pytest.mark.parametrize(
    ("name", "typed"),
    [("rate", "0"), ("rate", "1e9"), ("batch", "60001"), ("iterations", ""), ("seed", "x")],
)
def test_what_can_t_be_is_said_and_the_plan_stays(name, typed):
    lab = Lab()
    lab.type("batch", "100")
    lab.type("iterations", "77")
    before = lab.app.text_input(f"lab-{name}").value
    lab.type(name, typed)
    assert "must be" in lab.problem
    assert (typed or "nothing") in lab.problem
    assert lab.plan == RunPlan("ten sigmoids", Plan(1e-5, 77, batch_size=100))
    assert lab.app.text_input(f"lab-{name}").value == before
    lab.type("iterations", "78")
    assert not lab.problem


def test_a_preset_is_one_click():
    lab = Lab()
    for name, plan in plans.PRESETS.items():
        lab.app.button_group("lab-preset").set_value(name)
        lab.run()
        assert lab.plan == plan


def test_a_link_lays_its_plan_out_and_its_pinned_runs_train_again():
    lab = Lab(model="softmax", batch="60", seed="5", pin=["rate=0.001", "usual"])
    assert lab.plan == RunPlan("softmax", Plan(1e-5, 200, batch_size=60, seed=5))
    pinned = [RunPlan("ten sigmoids", Plan(1e-3, 200)), plans.DEFAULT]
    assert list(lab.app.session_state["lab-pins"]) == pinned
    states = [runs.manager().get(plan, mnist_digits()).state.status for plan in pinned]
    assert states == ["running", "waiting"]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ({"rate": "fast"}, "The learning rate must be a number"),
        ({"model": "hidden"}, "The model must be one of"),
        ({"batch": "70000"}, "The batch size must be"),
        ({"data": "0123456789abcdef"}, "aren't here"),
        ({"pin": ["rate=0"]}, "A pinned run can't be restored."),
        ({"pin": ["garbage"]}, "A pinned run must be “usual” or told by model, digit, rate"),
        ({"pin": [""]}, "got nothing"),
        ({"pin": ["a=b"]}, "got “a=b”"),
        ({"pin": [f"seed={seed}" for seed in range(7)]}, "At most 6 runs can be pinned"),
        ({"seed": "1;2=3&%%"}, "The seed must be a whole number"),
    ],
)
def test_a_broken_link_is_said_and_put_right(link, words):
    lab = Lab(**link)
    assert words in lab.problem
    assert lab.plan == plans.DEFAULT
    assert set(lab.link) <= {"pin"}


def test_runs_are_pinned_up_to_six_and_unpinned():
    lab = Lab(batch="100")
    for seed in range(6):
        lab.type("seed", str(seed))
        lab.press("pin")
    lab.type("seed", "6")
    assert lab.app.button("lab-pin").disabled
    assert len(lab.link["pin"]) == 6
    lab.type("seed", "2")
    lab.press("unpin")
    assert [pin.plan.seed for pin in lab.app.session_state["lab-pins"]] == [0, 1, 3, 4, 5]


def test_a_pinned_run_is_a_click_away():
    lab = Lab(pin=["iterations=3"])
    lab.app.button_group("lab-pins-shown").set_value(RunPlan("ten sigmoids", Plan(1e-5, 3)))
    lab.run()
    assert lab.plan.plan.iterations == 3


def test_own_data_are_used_even_if_the_rest_of_their_link_can_t_be():
    lab = Lab(data="0123456789abcdef", rate="0")
    lab.app.session_state["lab-own-data"] = replace(mnist_digits(), key="0123456789abcdef")
    lab.run()
    assert "The learning rate must be" in lab.problem
    lab.run()
    assert lab.plan == replace(plans.DEFAULT, data="0123456789abcdef")


def test_a_browser_that_has_lost_its_controls_draws_them_as_they_were():
    lab = Lab(rate="0.25", batch="64", model="softmax")
    for name, word in (("rate", "0.25"), ("batch", "64"), ("iterations", "200")):
        assert lab.app.text_input(f"lab-{name}").proto.default == word
    slider = lab.app.select_slider("lab-rate-slider").proto
    assert [slider.options[int(i)] for i in slider.default] == ["0.25"]
    model = lab.app.button_group("lab-model").proto
    assert [model.options[i].content for i in model.default] == ["softmax"]


def test_an_emptied_box_is_refused():
    lab = Lab()
    lab.type("batch", "")
    assert "The batch size must be" in lab.problem
    assert "got nothing" in lab.problem
    assert lab.plan == plans.DEFAULT


def test_the_plan_is_still_there_after_another_page():
    lab = Lab()
    lab.type("iterations", "50")
    lab.app.switch_page("home.py").run()
    lab.app.query_params.clear()
    lab.app.switch_page("mnist_training.py")
    lab.run()
    assert lab.plan.plan.iterations == 50
    assert lab.link == {"iterations": ["50"]}


def test_one_run_waits_for_the_other_and_says_its_place():
    lab = Lab()
    lab.press("button-Start")
    lab.type("iterations", "201")
    lab.press("button-Start")
    texts = [element.proto.text for element in lab.app.get("progress")]
    assert texts == ["**waiting, number 1 in the queue** · 0 of 201 updates · epochs: 0"]


def test_what_a_link_says_is_not_taken_for_markdown():
    lab = Lab(rate="[in](https://a.example)")
    assert r"\[in\]\(https\://a.example\)" in lab.problem


def test_a_link_to_own_data_is_followed_once_they_are_here():
    lab = Lab(data="0123456789abcdef", rate="0.5")
    assert lab.plan == plans.DEFAULT
    digits = mnist_digits()
    lab.app.session_state["lab-own-data"] = replace(digits, key="0123456789abcdef")
    lab.run()
    assert lab.plan == RunPlan("ten sigmoids", Plan(0.5, 200), data="0123456789abcdef")
