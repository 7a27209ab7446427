"""The whole lecture as a teacher gives it: by PageDown alone, from the first scene to the last.

`make test-long` follows the link of each scene, too, on other screens.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from pages._ui.lecture.scenes import scenes
from tests.browser.test_pages import barriers, fits, wait_for_rest

# Nearly a third of what is framed is to be seen; of what is very tall, half a screen.
IN_SIGHT = """(framed) => {
  const { top, bottom, height } = framed.getBoundingClientRect();
  const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return seen >= Math.min(0.3 * height, 0.5 * innerHeight);
}"""


def expect_scene(page: Page, number: int) -> None:
    """Its sentence, its place among all, and what to look at, framed; and nothing failed."""
    scene = scenes()[number - 1]
    expect(page.get_by_text(f"Look at {scene.look}.")).to_be_visible()
    place = page.get_by_role("combobox", name="Scene")
    expect(place).to_have_value(f"{number} of {len(scenes())} · {scene.title}")
    expect(page).to_have_url(re.compile(rf"[?&]scene={number}\b"))
    framed = page.locator(f".st-key-{scene.at}").first
    expect(framed).to_be_visible()
    expect(framed).to_have_css("outline-style", "solid")
    wait_for_rest(page)
    assert page.locator("[data-testid=stException], [data-testid=stAlert]").count() == 0
    page.wait_for_function(IN_SIGHT, arg=framed.element_handle())


def test_pagedown_alone_leads_through_the_whole_lecture(visit, subtests):
    page = visit("")
    page.get_by_role("button", name="Start the lecture").click()
    for number, scene in enumerate(scenes(), 1):
        with subtests.test(f"scene {number}: {scene.title}"):
            expect_scene(page, number)
        page.keyboard.press("PageDown")
    # After the last one there is none.
    expect_scene(page, len(scenes()))
    page.keyboard.press("PageUp")
    expect_scene(page, len(scenes()) - 1)


def test_no_press_is_lost_while_something_plays_or_has_the_focus_or_in_a_hurry(visit):
    page = visit("?scene=14")
    expect_scene(page, 14)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("PageDown")
    expect_scene(page, 18)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("PageDown")
    # A sheet in 3D; before it the decision, whose slider gets the focus.
    expect_scene(page, 21)
    page.keyboard.press("PageUp")
    expect_scene(page, 20)
    page.get_by_role("slider").first.focus()
    page.keyboard.press("PageDown")
    expect_scene(page, 21)


def test_a_scene_is_a_link_that_can_be_left_and_come_back_to(visit, change_page):
    page = visit("?scene=12")
    expect_scene(page, 12)
    change_page(page, "Police calls")
    expect(page.get_by_text("A pizzeria's guests are loud")).to_be_visible()
    page.get_by_role("button", name="Back to scene 12").click()
    expect_scene(page, 12)
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_text("Click where it should start.")).to_be_visible()


def test_on_a_phone_the_lecture_goes_on_by_a_thumb(visit):
    page = visit("?scene=9", "phone")
    expect_scene(page, 9)
    on = page.get_by_role("button", name="On")
    box = on.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    on.tap()
    expect_scene(page, 10)
    assert fits(page)


@pytest.mark.long
@pytest.mark.parametrize("number", range(1, len(scenes()) + 1))
@pytest.mark.parametrize("look", ["laptop", "phone", "projector"])
def test_a_scene_fits_each_screen_and_has_no_barrier(look_at, subtests, look, number):
    word = "&projector=on" if look == "projector" else ""
    page = look_at(f"?scene={number}{word}", "desktop" if look == "projector" else look, "light")
    expect_scene(page, number)
    with subtests.test("it does not scroll sideways"):
        assert fits(page)
    with subtests.test("it has no serious barrier"):
        assert not barriers(page)
