"""The Tab key leads everywhere, and nothing moves for those who want it calm."""

from tests.browser.test_pages import wait_until_painted


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
