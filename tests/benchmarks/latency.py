"""How long a visitor waits: for a fresh server's first page, and from the pen to the answer.

Prints the seconds from the server's start to the home page, and the milliseconds from a move of
the pen to changed bars that are painted, median and 95th percentile, both as the browser sees
them. What the other pages take tests/benchmarks/pages.py prints.
"""

import random
import statistics
import time

from playwright.sync_api import Browser, expect

from tests.browser.browsing import browsing
from tests.browser.conftest import SHAPES

# Notes when the pen moved, and when the bars that changed by it are painted.
WATCH = """
() => {
  window.waits = [];
  let moved = null;
  let before;
  const bars = () => [...document.querySelectorAll(".bar")].map((bar) => bar.outerHTML).join();
  let place = "";
  document.querySelector(".pad-canvas").addEventListener("pointermove", (event) => {
    // The browser also tells of a pointer that stands still, where the page moved under it.
    const stood = place === (place = `${event.clientX} ${event.clientY}`);
    if (moved !== null || stood || !event.buttons) return;
    moved = performance.now();
    before = bars();
  }, true);
  const watch = () => {
    if (moved === null || bars() === before) return;
    const since = moved;
    moved = null;
    // What is asked for within a frame comes after its painting.
    requestAnimationFrame(() => setTimeout(() => window.waits.push(performance.now() - since)));
  };
  new MutationObserver(watch).observe(document.querySelector("[data-testid=stMain]"), {
    subtree: true, childList: true, characterData: true, attributes: true,
  });
}
"""


def measure_start(browser: Browser, address: str, begun: float) -> None:
    """From the moment when the server was started, by `time.perf_counter`."""
    page = browser.new_page(**SHAPES["desktop"])
    page.goto(address)
    expect(page.locator(".st-key-lecture-map img").first).to_be_visible(timeout=60_000)
    print(f"from the server's start to the home page: {time.perf_counter() - begun:.2f} s")
    page.close()


def pen_waits(browser: Browser, address: str, drawings: int = 8, moves: int = 12) -> list[float]:
    """The milliseconds from each move of the pen to its painted answer."""
    page = browser.new_page(**SHAPES["desktop"])
    page.goto(f"{address}/draw_a_digit")
    # The pad takes a pen once it says how many strokes it holds.
    box = page.get_by_role("img", name="Drawing pad, 0 strokes").bounding_box(timeout=60_000)
    page.evaluate(WATCH)
    places = random.Random(0)
    waits = []
    for _ in range(drawings):
        page.mouse.move(box["x"] + 100, box["y"] + 100)
        page.mouse.down()
        page.mouse.move(box["x"] + 110, box["y"] + 110)
        page.wait_for_function("window.waits.length > 0")
        page.evaluate("window.waits = []")
        # Few and wild: each move changes the picture.
        for move in range(moves):
            x, y = (places.uniform(0.1, 0.9) * box[side] for side in ("width", "height"))
            page.mouse.move(box["x"] + x, box["y"] + y)
            page.wait_for_function("moves => window.waits.length > moves", arg=move)
        waits += page.evaluate("window.waits")[:moves]
        page.mouse.up()
        page.keyboard.press("Escape")
        expect(page.locator(".bar").first).to_be_hidden()
    page.close()
    return waits


def measure(browser: Browser, address: str, **size: int) -> None:
    waits = pen_waits(browser, address, **size)
    print(
        f"pen to painted answer: median {statistics.median(waits):.0f} ms, "
        f"p95 {statistics.quantiles(waits, n=20)[-1]:.0f} ms ({len(waits)} moves)"
    )


def main() -> None:
    begun = time.perf_counter()
    with browsing() as (browser, address):
        measure_start(browser, address, begun)
        measure(browser, address)


if __name__ == "__main__":
    main()
