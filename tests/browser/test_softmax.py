"""One-hot and softmax as a person uses it: a key on a slider, a key for the next digit."""

from playwright.sync_api import expect


def number(page, name):
    """The number under a name."""
    return page.locator(".figures div", has=page.get_by_text(name, exact=True)).locator("b")


def test_the_largest_constant_overflows_as_written_and_leaves_softmax_as_it_is(visit):
    page = visit("one_hot_and_softmax")
    softmax = page.locator(".st-key-softmax-way").get_by_text("0.6590")
    expect(softmax).to_be_visible()
    expect(number(page, "over their sum")).to_have_text("0.6590, 0.2424, 0.0986")
    page.get_by_role("slider", name="constant c, added to each").focus()
    page.keyboard.press("End")
    expect(number(page, "compared with softmax")).to_have_text("overflow: ∞ / ∞")
    expect(page.locator(".st-key-softmax-way").get_by_text("1000.1")).to_be_visible()
    expect(softmax).to_be_visible()


def test_on_a_phone_the_digit_and_its_scores_come_before_what_chooses_others(visit):
    page = visit("one_hot_and_softmax", "phone")
    expect(page.locator(".chart.js-plotly-plot")).to_have_count(3)
    page.get_by_text("A digit", exact=True).click()
    expect(page.get_by_text("arg max 2, label 2: right")).to_be_visible()
    expect(page.locator(".st-key-softmax-digit .js-plotly-plot")).to_be_visible()
    places = [
        page.locator(place).bounding_box()["y"]
        for place in (
            "img.pixels",
            ".st-key-softmax-digit",
            ".st-key-softmax-choices",
            ".st-key-softmax-shapes",
        )
    ]
    assert places == sorted(places)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("arg max 1, label 1: right")).to_be_visible()
