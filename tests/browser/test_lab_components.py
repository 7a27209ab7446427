"""Images that tell their pixels' numbers, and the slider whose thumb Python never pulls back."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from core.figures import theme
from tests.browser.conftest import SHAPES, serving
from tests.browser.test_drawing import Finger, Mouse

# Asks Streamlit itself to send what our own scripts would not.
FORGE = """([key, event, value]) => {
  const node = document.querySelector(`.st-key-${key} .stBidiComponent`);
  const fiber = node[Object.keys(node).find((key) => key.startsWith("__reactFiber"))];
  for (let at = fiber; at; at = at.return) {
    const { element, widgetMgr, fragmentId } = at.memoizedProps ?? {};
    if (!widgetMgr || !element?.id) continue;
    const id = `$$STREAMLIT_INTERNAL_KEY_${element.id}__events`;
    return widgetMgr.setTriggerValue(id, { fragmentId, fromUser: true }, { event, value });
  }
  throw new Error("There is no widget.");
}"""


@pytest.fixture(scope="module")
def lab():
    with serving("tests/browser/lab_components/server.py") as (_, address):
        yield address


@pytest.fixture
def open_lab(browser, lab):
    """open_lab(shape="desktop"): a new visitor's page; none may fail."""
    contexts, errors = [], []

    def open_page(shape: str = "desktop", **options) -> Page:
        context = browser.new_context(**SHAPES[shape], **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(lab)
        expect(page.locator(".images canvas")).to_have_count(20)
        expect(page.locator(".scrubber output")).to_have_text("iteration 200 of 200")
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            errors += page.locator("[data-testid=stException]").all_inner_texts()
        context.close()
    assert not errors


def grid(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-{name} .images")


def point(page: Page, name: str, image: int, row: int, column: int, tool=Mouse) -> None:
    """Point at the middle of a pixel; rows and columns count from 1."""
    canvas = grid(page, name).locator("canvas").nth(image)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    x = box["x"] + (column - 0.5) * box["width"] / 28
    y = box["y"] + (row - 0.5) * box["height"] / 28
    if tool is Finger:
        finger = Finger(page)
        finger.down(x, y)
        finger.up()
    else:
        page.mouse.move(x, y)


def as_hex(colour: np.ndarray) -> str:
    return "#" + bytes(colour).hex()


def wait_for_colour(page: Page, name: str, row: int, column: int, colour: str) -> None:
    """Wait for the colour of a pixel of the first image."""
    page.wait_for_function(
        """([name, x, y, colour]) => {
          const canvas = document.querySelector(`.st-key-${name} canvas`);
          const [...parts] = canvas.getContext("2d").getImageData(x, y, 1, 1).data;
          const hex = parts.slice(0, 3).map((part) => part.toString(16).padStart(2, "0")).join("");
          return `#${hex}` === colour && parts[3] === 255;
        }""",
        arg=[name, column - 1, row - 1, colour.lower()],
    )


@pytest.mark.parametrize(("shape", "tool"), [("desktop", Mouse), ("phone", Finger)])
def test_a_pixel_tells_its_number(open_lab, shape, tool):
    page = open_lab(shape)
    readout = grid(page, "ink").locator("p")
    expect(readout).to_have_text("Point at a pixel to see its number.")
    height = readout.bounding_box()["height"]
    point(page, "ink", 0, 12, 7, tool)
    expect(readout).to_have_text("digit 0 · row 12, column 7: 253")
    assert readout.bounding_box()["height"] == height
    point(page, "ink", 9, 28, 28, tool)
    expect(readout).to_have_text("digit 9 · row 28, column 28: 0")


def test_a_signed_pixel_tells_its_number_even_beyond_the_limit(open_lab):
    page = open_lab()
    numbers = ("−0.004000", "0", "0.004000", "0.008000", "−0.001230", "not finite")
    for column, number in enumerate(numbers, start=1):
        point(page, "signed", 0, 1, column)
        expect(grid(page, "signed").locator("p")).to_have_text(f"row 1, column {column}: {number}")


def test_the_number_goes_with_the_pointer_and_stays_true_to_new_pixels(open_lab):
    page = open_lab()
    readout = grid(page, "ink").locator("p")
    page.get_by_role("button", name="Shift").focus()
    point(page, "ink", 0, 12, 7)
    expect(readout).to_have_text("digit 0 · row 12, column 7: 253")
    page.evaluate("window.canvas = document.querySelector('.st-key-ink canvas')")
    page.keyboard.press("Enter")
    expect(readout).to_have_text("digit 0 · row 12, column 7: 0")
    ink = as_hex(theme.ink_pixels(np.array([253]), theme.LIGHT)[0])
    wait_for_colour(page, "ink", 13, 7, ink)
    assert page.evaluate("window.canvas === document.querySelector('.st-key-ink canvas')")
    page.mouse.move(5, 5)
    expect(readout).to_have_text("Point at a pixel to see its number.")


def test_what_is_the_same_is_not_painted_again(open_lab):
    page = open_lab()
    page.evaluate(
        """() => {
          window.paintings = 0;
          const paint = CanvasRenderingContext2D.prototype.putImageData;
          CanvasRenderingContext2D.prototype.putImageData = function (...of) {
            window.paintings += 1;
            paint.apply(this, of);
          };
        }"""
    )
    page.get_by_role("button", name="Shift").click()
    page.wait_for_function("window.paintings === 10")
    # Only what is chosen changes.
    page.get_by_role("button", name="digit 2").click()
    expect(page.locator(".images [aria-pressed=true]")).to_have_accessible_name("digit 2")
    assert page.evaluate("window.paintings") == 10


def test_the_colours_are_the_theme_s_even_when_it_changes(open_lab):
    page = open_lab()
    for scheme, colours in (("light", theme.LIGHT), ("dark", theme.DARK)):
        page.emulate_media(color_scheme=scheme)
        between = as_hex(theme.diverging_pixels(np.array([-0.00123]), 0.004, colours)[0])
        expected = (theme.NO, colours.paper, theme.YES, theme.YES, between, colours.paper)
        for column, colour in enumerate(expected, start=1):
            wait_for_colour(page, "signed", 1, column, colour)
        wait_for_colour(page, "ink", 1, 1, colours.paper)
        wait_for_colour(page, "ink", 12, 7, as_hex(theme.ink_pixels(np.array([253]), colours)[0]))


def test_a_click_comes_back_by_mouse_and_by_key(open_lab):
    page = open_lab()
    page.get_by_role("button", name="digit 3").click()
    expect(page.get_by_text("Clicked: 3")).to_be_visible()
    expect(page.locator(".images [aria-pressed=true]")).to_have_accessible_name("digit 3")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Clicked: 4")).to_be_visible()
    expect(page.locator(".images [aria-pressed=true]")).to_have_accessible_name("digit 4")
    expect(page.get_by_role("group", name="Ten digits.").get_by_role("button")).to_have_count(10)


def test_images_without_clicks_are_images(open_lab):
    page = open_lab()
    pictures = page.get_by_role("group", name="Ten pictures.")
    expect(pictures.get_by_role("img", name=re.compile("^image "))).to_have_count(10)
    expect(pictures.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize(("shape", "columns"), [("desktop", 10), ("phone", 3)])
def test_the_images_stand_in_rows_as_wide_as_the_page(open_lab, shape, columns):
    page = open_lab(shape)
    boxes = [cell.bounding_box() for cell in grid(page, "signed").locator("figure").all()]
    assert sum(box["y"] == boxes[0]["y"] for box in boxes) == columns
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_click_that_makes_no_sense_changes_nothing(open_lab):
    page = open_lab()
    for event in ({"index": 99, "seq": 1}, {"index": "3", "seq": 1}, [3], "three", None):
        page.evaluate(FORGE, ["ink", "click", event])
    # What does make sense arrives on the same way.
    page.evaluate(FORGE, ["ink", "click", {"index": 1, "seq": 1}])
    expect(page.get_by_text("Clicked: 1")).to_be_visible()


# ---- the slider


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="iteration")


def wait_for_python(page: Page, at: int | None) -> None:
    expect(page.get_by_text(f"Python sees {at}.", exact=True)).to_be_visible()


def test_the_arrow_keys_move_the_slider(open_lab):
    page = open_lab()
    slider(page).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    wait_for_python(page, 190)
    page.keyboard.press("Home")
    wait_for_python(page, 0)
    page.keyboard.press("ArrowRight")
    wait_for_python(page, 5)
    expect(slider(page)).to_have_attribute("aria-valuetext", "iteration 5 of 200")


def test_the_arrow_keys_work_from_anywhere_but_where_they_mean_something(open_lab):
    page = open_lab()
    page.keyboard.press("ArrowLeft")
    wait_for_python(page, 195)
    page.get_by_role("button", name="Shift").focus()
    page.keyboard.press("ArrowLeft")
    wait_for_python(page, 190)
    page.get_by_label("Words").focus()
    page.keyboard.type("pop")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_label("Words")).to_have_value("pop")
    expect(page.locator(".scrubber output")).to_have_text("iteration 190 of 200")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.parametrize(("shape", "tool"), [("desktop", Mouse), ("phone", Finger)])
def test_a_dragged_thumb_never_jumps_back_and_python_sees_where_it_goes(open_lab, shape, tool):
    page = open_lab(shape)
    slider(page).scroll_into_view_if_needed()
    page.keyboard.press("ArrowLeft")
    wait_for_python(page, 195)
    page.evaluate(
        """() => {
          const input = document.querySelector(".scrubber input");
          window.seen = [];
          const look = () => {
            if (window.seen.at(-1) !== input.valueAsNumber) window.seen.push(input.valueAsNumber);
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    box = slider(page).bounding_box()
    y, right = box["y"] + box["height"] / 2, box["x"] + box["width"] * 0.9
    hand = tool(page)
    hand.down(right, y)
    for step in range(1, 31):
        hand.move(right - box["width"] * 0.85 * step / 30, y)
        page.evaluate("new Promise(requestAnimationFrame)")
    # While the hand is still there.
    output = page.locator(".scrubber output").inner_text()
    at = int(re.search(r"\d+", output)[0])
    assert at < 30
    wait_for_python(page, at)
    hand.up()
    seen = page.evaluate("window.seen")
    assert len(seen) > 5
    assert seen == sorted(seen, reverse=True)


def test_the_newest_is_followed_until_another_is_chosen_and_again_on_demand(open_lab):
    page = open_lab()
    newest = page.get_by_role("button", name="Newest")
    output = page.locator(".scrubber output")
    expect(newest).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Train").click()
    expect(output).to_have_text("iteration 300 of 300")
    slider(page).press("ArrowLeft")
    wait_for_python(page, 295)
    expect(newest).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Train").click()
    expect(output).to_have_text("iteration 295 of 400")
    newest.click()
    expect(output).to_have_text("iteration 400 of 400")
    expect(newest).to_have_attribute("aria-pressed", "true")
    wait_for_python(page, None)


def test_of_a_run_that_begins_anew_there_is_nothing_to_choose(open_lab):
    page = open_lab()
    slider(page).press("ArrowLeft")
    wait_for_python(page, 195)
    page.get_by_role("button", name="Restart").click()
    expect(slider(page)).to_be_disabled()
    expect(page.get_by_role("button", name="Play")).to_be_disabled()
    page.get_by_role("button", name="Train").click()
    expect(page.locator(".scrubber output")).to_have_text("iteration 100 of 100")
    expect(slider(page)).to_be_enabled()
    wait_for_python(page, None)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_play_goes_from_the_start_to_the_end_and_stops(open_lab, motion):
    page = open_lab(reduced_motion=motion)
    output = page.locator(".scrubber output")
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(output).to_have_text(re.compile(r"iteration \d\d? of"))
    page.wait_for_function("document.body.innerText.match(/Python sees \\d\\d?\\./)")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(output).to_have_text("iteration 200 of 200")
    wait_for_python(page, 200)


def test_play_can_be_paused_and_goes_on_from_there(open_lab):
    page = open_lab()
    page.get_by_role("button", name="Play").click()
    output = page.locator(".scrubber output")
    expect(output).to_have_text(re.compile("iteration [2-9][05] of"))
    page.get_by_role("button", name="Pause").click()
    held = int(re.search(r"\d+", output.inner_text())[0])
    wait_for_python(page, held)
    page.keyboard.press("p")
    page.wait_for_function(
        """held => {
          const at = Number(document.querySelector(".scrubber output").innerText.match(/\\d+/)[0]);
          return at > held && at < 200;
        }""",
        arg=held,
    )


def test_a_move_that_makes_no_sense_changes_nothing(open_lab):
    page = open_lab()
    moves = ({"seq": 1, "at": "5"}, {"seq": True, "at": 5}, {"seq": 1}, [5], "five", None)
    for number, move in enumerate(moves, start=3):
        page.evaluate(FORGE, ["time", "move", move])
        page.get_by_role("button", name="Train").click()
        # It follows the newest, as before.
        newest = f"iteration {number}00 of {number}00"
        expect(page.locator(".scrubber output")).to_have_text(newest)
    wait_for_python(page, None)
    # What does make sense arrives on the same way.
    page.evaluate(FORGE, ["time", "move", {"seq": 1, "at": 52}])
    wait_for_python(page, 50)
