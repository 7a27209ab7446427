"""On a phone one thumb is enough: large targets in the navigation, pad and answer in sight."""

from playwright.sync_api import expect

from tests.browser.test_drawing import draw
from tests.browser.test_pages import LOW_TARGETS, wait_until_painted


def test_in_the_navigation_all_is_as_large_as_a_thumb(visit):
    page = visit("", "phone")
    page.get_by_test_id("stExpandSidebarButton").tap()
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text="Draw a digit")
    expect(link).to_be_in_viewport()
    page.wait_for_function(f"!({LOW_TARGETS})().length")
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
