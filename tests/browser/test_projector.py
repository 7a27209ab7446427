"""Projector type by a button: the link says it, and it goes along to other pages."""

import re

from playwright.sync_api import expect

from tests.browser.test_pages import LETTERS


def test_the_button_keeps_the_link_true_and_the_type_goes_along(visit, change_page):
    page = visit("mnist_training?iterations=99")
    usual = page.evaluate(LETTERS)
    page.get_by_role("button", name="Projector type").click()
    expect(page).to_have_url(re.compile("iterations=99.*projector=on|projector=on.*iterations=99"))
    page.wait_for_function(f"{LETTERS} >= 24")
    # The navigation waits above the edge, where the Tab key finds it.
    navigation = page.get_by_role("navigation", name="App pages")
    assert navigation.bounding_box()["y"] < 0
    navigation.get_by_role("link", name="Police calls").focus()
    page.wait_for_function(
        "document.querySelector('[data-testid=stTopNav]').getBoundingClientRect().y >= 0"
    )
    change_page(page, "Police calls")
    expect(page.get_by_role("heading", name="Where does a straight line fail?")).to_be_visible()
    expect(page).to_have_url(re.compile("police_calls.projector=on$"))
    # A table that measured the letters before is a new one, with the large ones.
    expect(page.locator("[data-testid=stDataFrame] [style*='font-style: 400 21px']")).to_have_count(
        1
    )
    assert page.evaluate(LETTERS) >= 24
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile("police_calls$"))
    page.wait_for_function(f"{LETTERS} === {usual}")
