"""Components whose scripts don't come at once, or never."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import complaints, new_context
from tests.browser.test_drawing import draw

# Nobody is to wait for the pauses between attempts.
HASTE = """
const wait = window.setTimeout;
window.setTimeout = (call, pause, ...rest) => wait(call, pause / 20, ...rest);
"""


@pytest.fixture
def draw_without(browser, address):
    """draw_without(scripts, times): the drawing page of a browser that is refused those scripts."""
    contexts = []

    def open_page(scripts: str, times: int | None = None) -> Page:
        contexts.append(new_context(browser, "desktop", "light"))
        page = contexts[-1].new_page()
        page.add_init_script(HASTE)
        page.route(re.compile(scripts), lambda route: route.abort(), times=times)
        page.goto(f"{address}/draw_a_digit")
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_a_script_that_failed_is_asked_for_again(draw_without):
    page = draw_without(r"/web/.*drawing\.js", times=2)
    # Of what was loaded the first time some is used by another copy now.
    draw(page)
    expect(page.locator(".verdict")).to_contain_text("A 7.")
    assert not complaints(page)


def test_a_script_that_never_comes_is_told_in_a_sentence(draw_without):
    page = draw_without(r"/web/.*drawing\.js")
    sentence = "A script of this page, pad.js, could not be loaded. Please reload the page."
    expect(page.get_by_role("alert")).to_have_text(sentence)
    expect(page.locator(".pad")).to_be_hidden()
    assert not complaints(page)


def test_what_a_script_imports_is_asked_for_along_with_it(draw_without):
    page = draw_without("nothing is refused")
    held = []
    page.route("**/web/pad.js", lambda route: held.append(route))
    with page.expect_request("**/web/drawing.js"):
        page.reload()
    held[0].continue_()
    expect(page.get_by_role("img", name="Drawing pad, 0 strokes")).to_be_visible()
