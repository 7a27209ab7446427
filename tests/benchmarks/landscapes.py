"""The landscapes: what they cost the server, the wire and the browser.

Prints what grids, basin maps and minima take on the server; then of a browser (which draws in
software here) the time until the page's surfaces are painted, and contours in their place, the
bytes that came, and how long it is from a click to the ball's first step.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np
from playwright.sync_api import Browser, expect

from core.basins import basin_map
from core.datasets import police
from core.landscape import surface
from core.losses import CROSS_ENTROPY, SQUARED_ERROR
from core.minima import local_minima
from core.problems import one_input
from tests.browser.browsing import browsing
from tests.browser.conftest import SHAPES

LOSSES = (SQUARED_ERROR, CROSS_ENTROPY)
CHART = ".chart.js-plotly-plot"
WINDOW = (-20.0, 20.0)

# Notes when the mouse went down on a chart, and when the page first tells of the step after.
WATCH = """
() => {
  let pressed = null;
  let before = null;
  window.waits = [];
  const told = () => document.querySelector(".figures")?.textContent;
  addEventListener("pointerdown", ({ target }) => {
    if (!target.closest(".chart")) return;
    pressed = performance.now();
    before = told();
  }, true);
  new MutationObserver(() => {
    const steps = document.querySelector(".figures b")?.textContent;
    // The ball of before may have stopped after a few steps, too.
    if (pressed === null || told() === before || !/^[1-9]$/.test(steps)) return;
    window.waits.push(performance.now() - pressed);
    pressed = null;
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}
"""


def told(what: str, work: Callable[[], object], times: int) -> None:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - begun))
    print(f"{what:44} median {statistics.median(spent):6.1f} ms, least {min(spent):6.1f}")


def measure_server(times: int = 5, side: int = 200, steps: int = 1_000) -> None:
    problem = one_input(police.load(), 0, standardised=True)
    axis = np.linspace(*WINDOW, side, dtype=np.float32)
    for kind in (np.float32, np.float64):
        axes = axis.astype(kind), axis.astype(kind)
        told(
            f"both grids, {side} x {side}, {kind.__name__}",
            lambda axes=axes: [surface(loss, problem.A, problem.labels, *axes) for loss in LOSSES],
            4 * times,
        )
    starts = np.linspace(*WINDOW, 60)
    told(
        f"both basin maps, 60 x 60, T = {steps:,}",
        lambda: [list(basin_map(loss, problem, starts, starts, 1.0, steps)) for loss in LOSSES],
        times,
    )
    told(
        "all minima of both losses",
        lambda: [local_minima(loss, problem, WINDOW, WINDOW) for loss in LOSSES],
        times,
    )


def measure(browser: Browser, address: str, clicks: int = 10) -> None:
    page = browser.new_page(**SHAPES["desktop"])
    received = []
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(frame))
    )
    for view, ready in (("surface", f"{CHART} canvas"), ("contour", f"{CHART} .contourlayer")):
        received.clear()
        begun = time.perf_counter()
        if view == "surface":
            page.goto(f"{address}/loss_landscapes")
        else:
            page.get_by_text(view, exact=True).click()
        expect(page.locator(ready).nth(1)).to_be_visible(timeout=60_000)
        painted = time.perf_counter() - begun
        print(f"{view}: painted after {painted:.1f} s, {sum(map(len, received)) / 1e3:.0f} kB")
    page.evaluate(WATCH)
    box = page.locator(".nsewdrag").first.bounding_box()
    received.clear()
    waits = []
    for number in range(clicks):
        x, y = box["x"] + box["width"] * (0.2 + 0.06 * number), box["y"] + box["height"] * 0.7
        page.mouse.move(x, y)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        page.mouse.click(x, y)
        page.wait_for_function("window.waits.length > 0")
        waits += page.evaluate("window.waits.splice(0)")
        # By the pointer: Space goes to the choice of the view, which was clicked last.
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_role("button", name="Play")).to_be_visible()
    print(
        f"click to first step: median {statistics.median(waits):.0f} ms, {max(waits):.0f} at most "
        f"({len(waits)} clicks)"
    )
    sizes = sorted(map(len, received))
    print(f"messages meanwhile: median {sizes[len(sizes) // 2]} bytes, the largest {sizes[-1]}")
    page.close()


def main() -> None:
    measure_server()
    with browsing() as (browser, address):
        measure(browser, address)


if __name__ == "__main__":
    main()
