"""The landscapes as a person uses them: drop a ball, point at a place, follow a link."""

import re

from playwright.sync_api import Page, expect

from pages._ui.landscapes.setting import STEPS

CHART = ".chart.js-plotly-plot"
# The steps of a ball that was just dropped.
FIRST = re.compile("^[01]$")


def middle(page: Page, number: int, across: float = 0.5, down: float = 0.5) -> tuple[float, float]:
    """A place in the plotting area of a chart, in shares of it."""
    box = page.locator(CHART).nth(number).locator(".nsewdrag").first.bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def test_a_click_drops_the_ball_on_both_and_a_link_brings_it_back(visit, address):
    page = visit("loss_landscapes?first=-10,10&second=-10,10&start=1,1&rate=2&step=0")
    page.get_by_text("slow", exact=True).click()
    page.get_by_text("contour", exact=True).click()
    expect(page.locator(f"{CHART} .contourlayer")).to_have_count(2)
    both = page.locator(".figures")
    steps = both.nth(0).locator("b").first
    expect(both.nth(1)).to_contain_text("1.000")
    where = middle(page, 0, across=0.25, down=0.75)
    page.mouse.move(*where)
    # Both charts read the same place, each its own loss.
    readings = page.locator(".chart-reading")
    expect(readings.nth(1)).to_have_text(re.compile(r"b −4\.\d+ · w −\d\.\d+ · loss \d"))
    place, other = (text.split(" · loss ") for text in readings.all_inner_texts())
    assert place[0] == other[0]
    assert place[1] != other[1]
    expect(page.locator(".chart-cross").nth(1)).to_be_visible()
    page.mouse.click(*where)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    # It rolls: neither ball is where it was dropped, and they went different ways.
    expect(steps).not_to_have_text(FIRST)
    # The choice that was clicked would take the key for itself, as long as it has the focus.
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(steps).not_to_have_text(f"{STEPS:,}")
    # From the start again, it rolls and stops by the key alone.
    page.keyboard.press("Home")
    expect(steps).to_have_text("0")
    page.keyboard.press("Space")
    expect(steps).not_to_have_text(FIRST)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(steps).not_to_have_text(f"{STEPS:,}")
    # The link comes last, with where it rests.
    page.wait_for_function(
        """() => new URLSearchParams(location.search).get("step")
          === document.querySelector(".figures b").textContent"""
    )
    expect(page).to_have_url(re.compile("start=-4"))
    left, right = (text.split() for text in both.all_inner_texts()[:2])
    assert left[:2] == right[:2]
    assert left != right
    again = visit(page.url.removeprefix(f"{address}/"))
    for number in (0, 1):
        values = page.locator(".figures").nth(number).text_content()
        expect(again.locator(".figures").nth(number)).to_have_text(values)


def test_pointing_at_a_start_of_the_basin_map_shows_its_path(visit):
    page = visit("loss_landscapes")
    page.get_by_text("Basin map", exact=True).click()
    expect(page.get_by_role("heading", name="Cross-entropy: 100% arrive")).to_be_visible()
    ends = page.locator(".figures", has_text="this start ends at loss").first
    page.mouse.move(*middle(page, 0, across=0.4, down=0.4))
    expect(ends).to_contain_text("loss0.08")
    page.mouse.move(*middle(page, 0, down=0.95), steps=3)
    expect(ends).to_contain_text(re.compile(r"loss0\.[5-9]"))


def test_on_a_surface_a_ring_marks_the_place_that_is_pointed_at_in_the_other(visit):
    page = visit("loss_landscapes?points=25")
    expect(page.locator(f"{CHART} canvas").nth(1)).to_be_visible()
    box = page.locator(CHART).first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.55)
    ring = page.locator(".chart-cross").nth(1)
    expect(ring).to_be_visible()
    other = page.locator(CHART).nth(1).bounding_box()
    at = ring.bounding_box()
    assert other["x"] < at["x"] < other["x"] + other["width"]
    assert other["y"] < at["y"] < other["y"] + other["height"]
