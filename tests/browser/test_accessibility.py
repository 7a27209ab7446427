"""No page has a serious barrier, by axe-core's rules; nothing moves for those who want it calm."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_pages import PAGES, wait_until_painted


def barriers(page: Page) -> list[tuple[str, str]]:
    """What is serious or critical: the rule, and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [
        (rule["id"], rule["nodes"][0]["html"])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shape", ["desktop", "phone"])
def test_no_page_has_a_serious_barrier(visit, shape, scheme):
    for path in PAGES:
        page = visit(path, shape, scheme)
        wait_until_painted(page, path)
        # What is closed belongs to the page as well.
        for box in page.locator("[data-testid=stExpander] summary").all():
            box.press("Enter")
        if page.locator(".st-key-explain").count():
            expect(page.locator(".st-key-explain code").first).to_be_visible()
        expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
        assert not barriers(page), path
        page.context.close()


def test_in_projector_type_neither(visit):
    page = visit("police_calls?projector=on")
    wait_until_painted(page, "police_calls")
    assert not barriers(page)


def test_the_tab_key_leads_to_each_kind_of_control_and_shows_where_it_is(visit):
    page = visit("police_calls")
    wait_until_painted(page, "police_calls")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
          const { activeElement: at } = document;
          const { outlineStyle, boxShadow } = getComputedStyle(at);
          const seen = outlineStyle !== "none" || boxShadow !== "none";
          const name = at.getAttribute("aria-label") || at.textContent;
          return { name: name.trim(), seen, input: at.tagName === "INPUT" };
        }""")
        stops.append(stop)
        if "Formula, code, number" in stop["name"]:
            break
    names = " ".join(stop["name"] for stop in stops)
    for name in ("Police calls", "Projector type", "The line", "Reservations", "Edit", "Own table"):
        assert name in names
    assert "Formula, code, number" in names, "the Tab key gets to the page's end"
    # An input of Streamlit's is a dot of its own size; its label or thumb is what shows the focus.
    assert all(stop["seen"] for stop in stops if stop["name"] and not stop["input"])


def test_who_wants_it_calm_sees_nothing_glide(browser, address):
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{address}/police_calls?projector=on")
    wait_until_painted(page, "police_calls")
    gliding = page.evaluate(
        """() => [...document.querySelectorAll("[data-testid=stApp] *")].filter((element) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return [transitionDuration, animationDuration].some((times) =>
            times.split(",").some((time) => parseFloat(time) > 0.001));
        }).map((element) => element.outerHTML.slice(0, 200))"""
    )
    page.close()
    assert not gliding
