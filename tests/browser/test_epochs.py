"""The race of three batch sizes as a person runs it, on a screen and on a phone."""

import re

from playwright.sync_api import expect


def counter(page, method, name):
    """A method's counter of that name; the methods are numbered from 0."""
    section = page.locator(".race section").nth(method)
    return section.locator("div", has=page.get_by_text(name, exact=True)).last.locator("b")


def test_a_race_by_updates_is_stepped_and_played_to_its_end(visit):
    page = visit("epochs_and_batches")
    expect(counter(page, 0, "updates")).to_have_text("429")
    page.get_by_role("radio", name="updates").click()
    page.get_by_role("radio", name="fast").click()
    page.get_by_role("button", name="Reset Shortcut").click()
    expect(page.get_by_text("All start with the same weights")).to_be_visible()
    page.keyboard.press("ArrowRight")
    for method, seen in enumerate(("1", "3", "99")):
        expect(counter(page, method, "updates")).to_have_text("1")
        expect(counter(page, method, "examples seen")).to_have_text(seen)
    page.get_by_role("button", name="Play").click()
    expect(counter(page, 2, "examples seen")).to_have_text("9,801")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    alt = page.get_by_role(
        "figure", name=re.compile("The loss over updates: SGD .* after 99 updates")
    )
    expect(alt).to_be_visible()


def test_on_a_phone_the_controls_follow_the_tiles_and_can_be_hit(visit):
    page = visit("epochs_and_batches", "phone")
    expect(page.locator(".chart.js-plotly-plot")).to_have_count(2)
    tiles, controls = page.locator(".race").bounding_box(), page.locator(".st-key-controls")
    assert tiles["y"] + tiles["height"] <= controls.bounding_box()["y"]
    for button in controls.locator("button").all():
        assert button.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.get_by_label("Batch size B")
    box.fill("7")
    box.press("Enter")
    expect(page.get_by_text("100 = 14 × 7 + 2: the last batch is shorter")).to_be_visible()
