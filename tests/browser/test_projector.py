"""Projector type: by a button or by the link, and large enough for the back row on every page."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import WIDTH
from tests.browser.test_pages import PAGES, wait_until_painted

# Visible text and its size in pixels. The 28 × 28 numbers of an image are a picture, and formulas
# have small indices.
TEXTS = """() => {
  const walker = document.createTreeWalker(
    document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const { parentElement: element, data } = walker.currentNode;
    if (!data.trim() || element.closest(
      ".chart, .numbers, .katex, style, [data-testid=stIconMaterial]"))
      continue;
    const { width, height } = element.getBoundingClientRect();
    if (width > 1 && height > 1 && element.checkVisibility())
      texts.push([data.trim(), parseFloat(getComputedStyle(element).fontSize)]);
  }
  return texts;
}"""
# The sizes of all letters that Plotly has painted, those of a scene from its axes.
CHART_TEXTS = """chart => [
  ...[...chart.querySelectorAll("svg text")].filter((text) => text.textContent.trim())
    .map((text) => parseFloat(getComputedStyle(text).fontSize)),
  ...["xaxis", "yaxis", "zaxis"].map((axis) => chart._fullLayout.scene?.[axis])
    .filter(Boolean).flatMap(({ tickfont, title }) => [tickfont.size, title.font.size]),
]"""


LETTERS = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def test_every_page_can_be_read_from_the_back_row(visit):
    for path in PAGES:
        page = visit(f"{path}{'&' if '?' in path else '?'}projector=on")
        wait_until_painted(page, path)
        page.wait_for_function(f"{LETTERS} >= 24")
        small = [text for text in page.evaluate(TEXTS) if text[1] < 24]
        assert not small, path
        for chart in page.locator(".chart.js-plotly-plot").all():
            sizes = chart.evaluate(CHART_TEXTS)
            assert sizes, path
            assert min(sizes) >= 20, path
        width = page.evaluate(WIDTH)
        assert width <= page.viewport_size["width"], f"{path} scrolls sideways"
        page.context.close()


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
