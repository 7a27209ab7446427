"""What is typed or chosen while a page runs is never lost: its answers are held back meanwhile."""

import re

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import SHAPES

CHART = ".chart.js-plotly-plot"


class HeldTab:
    """A tab that can be kept from hearing the server, which hears the tab all the while."""

    def __init__(self, page: Page):
        self.page = page
        self._holding = False
        self._held = []
        page.route_web_socket(re.compile("_stcore/stream"), self._connect)

    def _connect(self, tab: WebSocketRoute) -> None:
        server = tab.connect_to_server()
        server.on_message(lambda message: self._held.append(message) or self._let_go(tab))
        self._release = lambda: self._let_go(tab)

    def _let_go(self, tab: WebSocketRoute) -> None:
        while self._held and not self._holding:
            tab.send(self._held.pop(0))

    def hold(self) -> None:
        self._holding = True

    def release(self) -> None:
        self._holding = False
        self._release()

    def wait_for_an_answer(self) -> None:
        """Wait until the server has answered in full, unheard."""
        for _ in range(3_000):
            if any(ForwardMsg.FromString(each).HasField("script_finished") for each in self._held):
                return
            self.page.wait_for_timeout(10)
        raise AssertionError("The server didn't answer within 30 s.")


@pytest.fixture
def held_tab(browser: Browser, address: str):
    """held_tab(path): a new visitor's tab at rest, which can be held."""
    contexts = []

    def open_tab(path: str) -> HeldTab:
        contexts.append(context := browser.new_context(**SHAPES["desktop"]))
        tab = HeldTab(context.new_page())
        tab.page.goto(f"{address}/{path}")
        expect(tab.page.locator(CHART).first).to_be_visible()
        expect(tab.page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        return tab

    yield open_tab
    for context in contexts:
        context.close()


def type_into(page: Page, label: str, word: str) -> None:
    box = page.get_by_label(label)
    box.fill(word)
    box.press("Enter")


def link_says(page: Page, *words: str) -> None:
    """Wait until the link says them all."""
    for word in words:
        expect(page).to_have_url(re.compile(rf"[?&]{re.escape(word)}(&|$)"))


def test_what_is_typed_before_a_preset_is_shown_changes_the_preset(held_tab):
    tab = held_tab("mnist_training?rate=2e-05")
    tab.hold()
    tab.page.get_by_text("92 % in a blink").click()
    tab.wait_for_an_answer()
    type_into(tab.page, "Iterations", "77")
    tab.release()
    link_says(tab.page, "iterations=77", "rate=0.5", "batch=100", "model=softmax")
    expect(tab.page.get_by_label("Iterations")).to_have_value("77")
    expect(tab.page.get_by_label("exactly")).to_have_value("0.5")


def test_what_is_typed_right_after_a_click_is_taken_and_so_is_the_click(held_tab):
    tab = held_tab("mnist_training?rate=2e-05")
    tab.hold()
    tab.page.get_by_role("button", name="Pin to compare").click()
    type_into(tab.page, "exactly", "0.00003")
    tab.wait_for_an_answer()
    tab.release()
    link_says(tab.page, "rate=3e-05", "pin=rate%3D2e-05")
    expect(tab.page.get_by_label("exactly")).to_have_value("3e-05")


def test_what_is_being_typed_stays_when_an_answer_comes(held_tab):
    tab = held_tab("mnist_training?rate=2e-05")
    tab.hold()
    tab.page.get_by_text("92 % in a blink").click()
    tab.wait_for_an_answer()
    tab.page.get_by_label("Iterations").fill("77")
    tab.release()
    expect(tab.page.get_by_label("exactly")).to_have_value("0.5")
    tab.page.get_by_label("Iterations").press("Enter")
    link_says(tab.page, "iterations=77", "rate=0.5")


def test_a_choice_outlives_what_a_browser_says_of_the_picture_before(held_tab):
    tab = held_tab("loss_landscapes?batch=1")
    tab.hold()
    tab.page.get_by_role("radio", name="5", exact=True).click()
    tab.wait_for_an_answer()
    # Its message tells the link of a moment ago.
    tab.page.get_by_role("button", name="Play").click()
    tab.release()
    expect(tab.page.get_by_role("button", name="Pause")).to_be_visible()
    expect(tab.page.get_by_role("radio", name="5", exact=True)).to_be_checked()
    tab.page.get_by_role("button", name="Pause").click()
    link_says(tab.page, "batch=5")


def test_the_next_image_stays_when_something_else_is_opened_meanwhile(held_tab):
    tab = held_tab("one_hot_and_softmax")
    tab.page.get_by_role("radio", name="A digit").click()
    number = tab.page.get_by_label("Test image")
    expect(number).to_have_value("1")
    tab.hold()
    tab.page.get_by_role("button", name="Next").click()
    tab.wait_for_an_answer()
    tab.page.get_by_text("Formula, code, number").click()
    tab.release()
    expect(number).to_have_value("2")
    expect(tab.page.locator("[class*=st-key-explain] [data-testid=stCode]").first).to_be_visible()
    expect(number).to_have_value("2")
