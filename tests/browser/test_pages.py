"""Every page paints its pictures, on a screen and on a phone, light and dark, without an error."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTH

# A page and how many charts it paints; the pad is the picture of the last two.
PAGES = {
    "": 0,
    "epochs_and_batches": 2,
    "police_calls": 1,
    "more_inputs": 1,
    "loss_landscapes": 2,
    "one_hot_and_softmax": 3,
    "mnist_training?iterations=99": 1,
    "draw_a_digit": 0,
    "bench": 0,
}


def wait_until_painted(page: Page, path: str) -> None:
    """Wait until the page of that path has all its pictures and its script has come to its end."""
    expect(page.locator(".chart.js-plotly-plot")).to_have_count(PAGES[path])
    if path in ("draw_a_digit", "bench"):
        expect(page.get_by_role("img", name="Drawing pad, 0 strokes")).to_be_visible()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shape", ["desktop", "phone"])
def test_every_page_paints_and_fits(visit, shape, scheme):
    for path in PAGES:
        page = visit(path, shape, scheme)
        wait_until_painted(page, path)
        width = page.evaluate(WIDTH)
        assert width <= page.viewport_size["width"], f"{path} scrolls sideways"
        paper = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 19, 25)"}[scheme]


@pytest.mark.parametrize(
    "path", ["police_calls", "loss_landscapes", "mnist_training?iterations=99"]
)
def test_on_a_phone_the_controls_follow_the_first_picture(visit, path):
    page = visit(path, "phone")
    expect(page.locator(".chart.js-plotly-plot")).to_have_count(PAGES[path])
    first, *others = [chart.bounding_box() for chart in page.locator(".chart").all()]
    controls = page.locator(".st-key-controls, .st-key-police-controls").bounding_box()
    assert first["y"] + first["height"] <= controls["y"]
    assert all(controls["y"] + controls["height"] <= other["y"] for other in others)


def test_the_app_asks_nothing_of_the_internet(visit, address, browser):
    foreign = []
    page = browser.new_page()
    page.on("request", lambda request: foreign.append(request.url))
    page.goto(f"{address}/police_calls")
    expect(page.locator(".chart.js-plotly-plot").first).to_be_visible()
    page.close()
    assert foreign
    assert [url for url in foreign if not url.startswith((address, "data:", "blob:"))] == []


def test_the_home_page_leads_to_each_question(visit):
    page = visit("")
    page.get_by_role("link", name="3 · The sigmoid").click()
    expect(page.get_by_role("heading", name="Where does a straight line fail?")).to_be_visible()
    expect(page.get_by_role("slider", name="b moves it")).to_be_visible()
