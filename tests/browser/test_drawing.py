"""The drawing page: an answer while the pen is still down, by mouse and by touch."""

import json

import pytest
from playwright.sync_api import Page, expect

from core.drawing import to_strokes

SEVEN = ((0.3, 0.25), (0.5, 0.25), (0.7, 0.25), (0.6, 0.5), (0.5, 0.78))


def places(page: Page, points):
    # The pad takes a pen once it says how many strokes it holds.
    box = page.get_by_role("img", name="Drawing pad, 0 strokes").bounding_box()
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]


class Mouse:
    def __init__(self, page: Page):
        self._page = page

    def down(self, x, y):
        self._page.mouse.move(x, y)
        self._page.mouse.down()

    def move(self, x, y):
        self._page.mouse.move(x, y, steps=5)

    def up(self):
        self._page.mouse.up()


class Finger:
    """Real touches, as the browser itself reports them."""

    def __init__(self, page: Page):
        self._session = page.context.new_cdp_session(page)

    def _send(self, kind, points):
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def down(self, x, y):
        self._send("touchStart", [{"x": x, "y": y}])

    def move(self, x, y):
        self._send("touchMove", [{"x": x, "y": y}])

    def up(self):
        self._send("touchEnd", [])


def draw(page: Page, points=SEVEN) -> None:
    """Draw one stroke with the mouse."""
    mouse, (first, *rest) = Mouse(page), places(page, points)
    mouse.down(*first)
    for point in rest:
        mouse.move(*point)
    mouse.up()


@pytest.mark.parametrize(("shape", "tool"), [("desktop", Mouse), ("phone", Finger)])
def test_the_answer_comes_before_the_pen_is_lifted(visit, change_page, shape, tool):
    page = visit("draw_a_digit", shape)
    verdict = page.locator(".verdict")
    expect(verdict).to_contain_text("They answer")
    pen, points = tool(page), places(page, SEVEN)
    pen.down(*points[0])
    for point in points[1:]:
        pen.move(*point)
    expect(verdict).to_contain_text("A 7.")
    # No page scrolled under the finger.
    assert page.evaluate("scrollY") == 0
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollTop") == 0
    pen.up()
    expect(page.get_by_role("img", name="28 × 28 pixels")).to_be_visible()


def test_the_drawing_is_still_there_after_a_change_of_page_and_a_reload(visit, change_page):
    page = visit("draw_a_digit")
    draw(page)
    verdict = page.locator(".verdict")
    expect(verdict).to_contain_text("A 7.")
    change_page(page, "Police calls")
    change_page(page, "Draw a digit")
    expect(verdict).to_contain_text("A 7.")
    page.reload()
    expect(verdict).to_contain_text("A 7.")
    page.get_by_role("button", name="Undo").click()
    expect(verdict).to_contain_text("They answer")
    page.get_by_role("button", name="Redo").click()
    expect(verdict).to_contain_text("A 7.")


def test_a_pad_full_of_ink_takes_no_more_and_says_so_until_some_is_taken_back(visit):
    page = visit("draw_a_digit")
    corners = places(page, [(0.02, 0.02), (0.98, 0.98)])
    full = page.get_by_text("No more ink: undo or clear")
    page.mouse.move(*corners[0])
    page.mouse.down()
    for _ in range(80):
        for corner in reversed(corners):
            page.mouse.move(*corner)
    expect(full).to_be_visible()
    kept = page.evaluate("sessionStorage['pad:pad']")
    page.mouse.move(*corners[0])
    page.mouse.move(corners[0][0] + 10, corners[0][1])
    page.mouse.up()
    page.mouse.click(*corners[1])
    assert page.evaluate("sessionStorage['pad:pad']") == kept
    # All of it is a drawing that the server takes.
    [stroke] = to_strokes(json.loads(kept)["strokes"])
    assert len(stroke) > 100
    expect(page.get_by_role("img", name="28 × 28 pixels")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(full).to_be_hidden()
    draw(page)
    expect(page.locator(".verdict")).to_contain_text("A 7.")


def test_pointing_at_the_evidence_multiplies_a_weight_with_a_pixel(visit):
    page = visit("draw_a_digit")
    draw(page)
    page.get_by_text("Evidence: weight × pixel").click()
    seven = page.locator(".st-key-evidence-maps canvas").nth(7)
    seven.scroll_into_view_if_needed()
    # The upper bar of the seven, all ink.
    seven.hover(position={"x": 60, "y": 38})
    # Read in one go: while the drawing is still being answered, the page moves under the pointer.
    numbers = page.wait_for_function(
        r"""() => document.querySelector(".st-key-evidence-maps p").textContent
          .match(/^7: .* weight (\S+) × pixel (\d+) = (\S+)$/)?.slice(1)"""
    ).json_value()
    weight, pixel, product = (float(number.replace("−", "-")) for number in numbers)
    assert weight * pixel == pytest.approx(product, rel=2e-3, abs=1e-4)


def test_the_slider_goes_back_to_what_an_earlier_update_made_of_the_drawing(visit):
    page = visit("draw_a_digit")
    draw(page)
    page.get_by_text("Your digit through the lecture's training").click()
    note = page.get_by_text("of 200 updates")
    # Trained just now, for this page.
    expect(note).to_contain_text("after 200 of 200 updates")
    # The slider comes after the note.
    expect(page.locator(".scrubber output")).to_have_text("iteration 200 of 200")
    page.keyboard.press("ArrowLeft")
    expect(note).to_contain_text("after 199 of 200 updates")
    page.locator(".scrubber input").press("Home")
    # All weights are zero then.
    expect(note).to_contain_text("after 0 of 200 updates, sum 1.000")
    expect(page.locator(".st-key-through-training .bar").first).to_contain_text("0.100")


def test_two_fingers_scroll_the_page_and_draw_nothing(visit):
    page = visit("draw_a_digit", "phone")
    [(x, y)] = places(page, [(0.3, 0.8)])
    session = page.context.new_cdp_session(page)

    def touch(kind, *fingers):
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (x, y))
    touch("touchStart", (x, y), (x + 60, y))
    for up in range(10, 170, 10):
        touch("touchMove", (x, y - up), (x + 60, y - up))
    touch("touchEnd")
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 20")
    expect(page.get_by_role("img", name="Drawing pad, 0 strokes")).to_be_visible()
