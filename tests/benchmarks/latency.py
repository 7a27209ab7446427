"""How long a visitor waits: for the first page of a fresh server, and from the pen to the answer.

Prints seconds to the first usable picture of each page, and milliseconds from a move of the pen
to changed bars, both as the browser sees them.
"""

import random
import statistics
import time

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import FLAGS, SHAPES, serving
from tests.browser.install import on_path

PICTURES = {
    "": ".chart.js-plotly-plot",
    "police_calls": ".chart.js-plotly-plot",
    "mnist_training": ".chart.js-plotly-plot",
    "draw_a_digit": ".pad-canvas",
    "loss_landscapes": ".chart.js-plotly-plot canvas",
}
DRAWINGS, MOVES = 10, 12

# Notes when the pen moved and when the answer next changed.
WATCH = """
() => {
  window.waits = [];
  let moved = null;
  document.querySelector(".pad-canvas").addEventListener("pointermove", () => {
    moved ??= performance.now();
  }, true);
  const watch = () => {
    if (moved !== null) window.waits.push(performance.now() - moved);
    moved = null;
  };
  new MutationObserver(watch).observe(document.querySelector("[data-testid=stMain]"), {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["src"],
  });
}
"""


def first_pictures(page: Page, address: str) -> None:
    for path, picture in PICTURES.items():
        begun = time.perf_counter()
        page.goto(f"{address}/{path}")
        expect(page.locator(picture).first).to_be_visible(timeout=60_000)
        print(f"first picture of /{path}: {time.perf_counter() - begun:.2f} s")


def pen_to_answer(page: Page, address: str) -> None:
    page.goto(f"{address}/draw_a_digit")
    box = page.locator(".pad-canvas").bounding_box(timeout=60_000)
    page.evaluate(WATCH)
    places = random.Random(0)
    waits = []
    for _ in range(DRAWINGS):
        page.mouse.move(box["x"] + 100, box["y"] + 100)
        page.mouse.down()
        page.mouse.move(box["x"] + 110, box["y"] + 110)
        expect(page.locator(".bar").first).to_be_visible()
        page.evaluate("window.waits = []")
        # Few and wild: each move changes the picture.
        for move in range(MOVES):
            x, y = (places.uniform(0.1, 0.9) * box[side] for side in ("width", "height"))
            page.mouse.move(box["x"] + x, box["y"] + y)
            page.wait_for_function("moves => window.waits.length > moves", arg=move)
        waits += page.evaluate("window.waits")
        page.mouse.up()
        page.keyboard.press("Escape")
        expect(page.locator(".bar").first).to_be_hidden()
    print(
        f"pen to answer: median {statistics.median(waits):.0f} ms, "
        f"p95 {statistics.quantiles(waits, n=20)[-1]:.0f} ms ({len(waits)} moves)"
    )


def main() -> None:
    begun = time.perf_counter()
    with serving() as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path(), args=FLAGS)
        page = browser.new_page(**SHAPES["desktop"])
        page.goto(address)
        expect(page.locator(PICTURES[""]).first).to_be_visible(timeout=60_000)
        print(f"from the server's start to the home page: {time.perf_counter() - begun:.2f} s")
        first_pictures(page, address)
        pen_to_answer(page, address)
        browser.close()


if __name__ == "__main__":
    main()
