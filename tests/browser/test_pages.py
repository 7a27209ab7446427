"""Every page as it is seen on screens, phones and projectors: one visit each, and all its checks.

`make test-long` looks at more screens.
"""

from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
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
# Where further pictures follow the controls of the first one.
LED_BY_A_PICTURE = ("police_calls", "loss_landscapes", "mnist_training?iterations=99")


@dataclass(frozen=True)
class Look:
    """What a page is looked at on."""

    shape: str
    scheme: str = "light"
    projector: bool = False


LOOKS = {
    "desktop, dark": Look("desktop", "dark"),
    "phone": Look("phone"),
    "projector": Look("desktop", projector=True),
}
MORE_LOOKS = {
    "desktop": Look("desktop"),
    "phone, dark": Look("phone", "dark"),
    "laptop": Look("laptop"),
    "laptop, dark": Look("laptop", "dark"),
    "tablet": Look("tablet"),
    "projector, dark": Look("desktop", "dark", projector=True),
    "projector of 1366 × 768": Look("laptop", projector=True),
}

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
# Visible text of less than 24 pixels, and its size. The 28 × 28 numbers of an image are a picture,
# and formulas have small indices.
SMALL_TEXTS = """() => {
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
  if (!texts.length) throw new Error("There is no text.");
  return texts.filter(([, size]) => size < 24);
}"""
# The sizes of all letters that Plotly has painted, those of a scene from its axes.
CHART_TEXTS = """chart => [
  ...[...chart.querySelectorAll("svg text")].filter((text) => text.textContent.trim())
    .map((text) => parseFloat(getComputedStyle(text).fontSize)),
  ...["xaxis", "yaxis", "zaxis"].map((axis) => chart._fullLayout.scene?.[axis])
    .filter(Boolean).flatMap(({ tickfont, title }) => [tickfont.size, title.font.size]),
]"""
# The size of usual letters.
LETTERS = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def wait_for_rest(page: Page) -> None:
    """Wait until the page awaits nothing and its script has come to its end: no part is faded."""
    expect(page.locator(".progress:not([hidden])")).to_have_count(0)
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.wait_for_function("!document.getAnimations().some((one) => one instanceof CSSTransition)")


def wait_until_painted(page: Page, path: str) -> None:
    """Wait until the page of that path has all its pictures and its script has come to its end."""
    expect(page.locator(".chart.js-plotly-plot")).to_have_count(PAGES[path])
    if path in ("draw_a_digit", "bench"):
        expect(page.get_by_role("img", name="Drawing pad, 0 strokes")).to_be_visible()
    wait_for_rest(page)


def open_all(page: Page) -> None:
    """Open what is closed: it belongs to the page as well."""
    for box in page.locator("[data-testid=stExpander] summary").filter(visible=True).all():
        box.press("Enter")
    if page.locator(".st-key-explain").filter(visible=True).count():
        expect(page.locator(".st-key-explain code").first).to_be_visible()
    wait_for_rest(page)


def barriers(page: Page) -> list[tuple[str, str]]:
    """What is serious or critical by axe-core: the rule, and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [
        (rule["id"], rule["nodes"][0]["html"])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def fits(page: Page) -> bool:
    return page.evaluate(WIDTH) <= page.viewport_size["width"]


def looks(*paths: str):
    """A case for each page and each look, those for `make test-long` marked so."""
    return [
        pytest.param(
            path,
            look,
            id=f"{path.partition('?')[0] or 'home'} - {name}",
            marks=[pytest.mark.long] if name in MORE_LOOKS else [],
        )
        for path in paths
        for name, look in {**LOOKS, **MORE_LOOKS}.items()
    ]


@pytest.mark.parametrize(("path", "look"), looks(*PAGES))
def test_a_page_paints_fits_and_has_no_barrier(look_at, subtests, path, look):
    word = ("&" if "?" in path else "?") + "projector=on" if look.projector else ""
    page = look_at(path + word, look.shape, look.scheme)
    wait_until_painted(page, path)
    if look.projector:
        page.wait_for_function(f"{LETTERS} >= 24")
    with subtests.test("its paper is the scheme's"):
        paper = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 19, 25)"}[look.scheme]
    with subtests.test("it does not scroll sideways"):
        assert fits(page)
    if look.shape == "phone" and path in LED_BY_A_PICTURE:
        with subtests.test("the controls follow the first picture"):
            first, *others = (chart.bounding_box() for chart in page.locator(".chart").all())
            controls = page.locator(".st-key-controls, .st-key-police-controls").bounding_box()
            assert first["y"] + first["height"] <= controls["y"]
            assert all(controls["y"] + controls["height"] <= other["y"] for other in others)
    open_all(page)
    with subtests.test("nor does it with all opened"):
        assert fits(page)
    with subtests.test("it has no serious barrier"):
        assert not barriers(page)
    if look.shape in ("phone", "tablet"):
        with subtests.test("all that can be pressed is as large as a thumb"):
            assert not page.evaluate(LOW_TARGETS)
    if look.projector:
        with subtests.test("all text can be read from the back row"):
            assert not page.evaluate(SMALL_TEXTS)
        for number, chart in enumerate(page.locator(".chart.js-plotly-plot").all()):
            with subtests.test("the letters of a chart can be read, too", chart=number):
                sizes = chart.evaluate(CHART_TEXTS)
                assert sizes
                assert min(sizes) >= 20


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
