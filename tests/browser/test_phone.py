"""On a phone one thumb is enough: large targets, no sideways scroll, pad and answer in sight."""

from playwright.sync_api import expect

from tests.browser.conftest import WIDTH
from tests.browser.test_drawing import draw
from tests.browser.test_pages import PAGES, wait_until_painted

# What can be pressed and is lower than 44 px. A switch's own input is a dot within its label and a
# slider's within its track: those are the targets. A chart and a table are drawn to be touched as
# a whole; the tool bar of a chart isn't there for fingers.
LOW_TARGETS = """() => {
  const targets = `a[href], button, input, select, textarea, summary, label:has(input),
    [role=button], [role=slider], [data-testid=stSlider] [role=group]`;
  const inside = `.chart, [data-testid=stSlider] input, [data-testid=stCheckbox] input,
    [data-testid=stDataFrame] canvas`;
  return [...document.querySelectorAll(targets)].filter((element) => {
    const { width, height, right } = element.getBoundingClientRect();
    const seen = element.checkVisibility() && width > 1 && height > 1 && right > 0;
    return seen && !element.closest(inside) && height < 44;
  }).map((element) => element.outerHTML.slice(0, 200));
}"""


def test_all_that_can_be_pressed_is_as_large_as_a_thumb(visit):
    for path in PAGES:
        page = visit(path, "phone")
        wait_until_painted(page, path)
        for box in page.locator("[data-testid=stExpander] summary").all():
            box.press("Enter")
        expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
        assert not page.evaluate(LOW_TARGETS), path
        width = page.evaluate(WIDTH)
        assert width <= page.viewport_size["width"], f"{path} scrolls sideways"
        page.context.close()


def test_so_is_the_navigation(visit):
    page = visit("", "phone")
    page.get_by_test_id("stExpandSidebarButton").tap()
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text="Draw a digit")
    expect(link).to_be_in_viewport()
    assert not page.evaluate(LOW_TARGETS)
    link.tap()
    expect(page.get_by_role("heading", name="What does it see in your digit?")).to_be_visible()


def test_the_pad_comes_first_and_its_answer_stays_in_sight(visit):
    page = visit("draw_a_digit", "phone")
    wait_until_painted(page, "draw_a_digit")
    pad = page.locator(".pad-canvas").bounding_box()
    assert pad["y"] + pad["height"] < page.viewport_size["height"]
    for control in page.locator("[data-testid=stMain] [role=radiogroup], .pad-tools").all():
        assert control.bounding_box()["y"] > pad["y"]
    draw(page)
    expect(page.locator(".verdict")).to_contain_text("7")
    expect(page.locator(".verdict")).to_be_in_viewport(ratio=1)
