"""How long a move of each slider on the police pages takes until its numbers have changed.

Prints for each chapter's sliders the median and the slowest, as the browser sees it: from the key
that moves the slider to the page's next change; and before that what the lecture's 10,000
iterations take on the server.
"""

import statistics
import time

import numpy as np
from playwright.sync_api import Browser, Page, expect

from core.datasets import police
from core.design_matrix import with_ones
from core.landscape import descend
from core.losses import CROSS_ENTROPY
from tests.browser.browsing import browsing
from tests.browser.conftest import SHAPES

# Each page's chapters, and the first slider of each.
CHAPTERS = {
    "police_calls": {
        "The line": "Reservations",
        "The sigmoid": "x",
        "Your guess": "Your threshold",
        "Training": "learning rate α",
        "The decision": "yes from which probability on",
    },
    "more_inputs": {"All inputs": "Reservations"},
}

# Notes when a key went down, and when a number or the picture's text next changed.
WATCH = """
() => {
  window.waits = [];
  let pressed = null;
  addEventListener("keydown", () => { pressed = performance.now(); }, true);
  const watch = (changes) => {
    const numbers = changes.some(({ target }) =>
      (target.nodeType === 3 ? target.parentElement : target).closest?.(".stHtml, .chart"));
    if (pressed === null || !numbers) return;
    window.waits.push(performance.now() - pressed);
    pressed = null;
  };
  new MutationObserver(watch).observe(document.querySelector("[data-testid=stMain]"), {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["d"],
  });
}
"""


def measure_server(iterations: int = 10_000) -> None:
    table = police.load()
    begun = time.perf_counter()
    descend(CROSS_ENTROPY, with_ones(table.inputs), table.labels, np.zeros(4), 0.001, iterations)
    spent = 1000 * (time.perf_counter() - begun)
    print(f"{iterations:,} iterations on three inputs: {spent:.0f} ms")


def measure_chapter(page: Page, chapter: str, first: str, moves: int) -> None:
    page.get_by_text(chapter, exact=True).click()
    sliders = page.get_by_role("slider")
    expect(sliders.and_(page.locator(f"[aria-label='{first}']"))).to_be_attached()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    if chapter == "The line":
        page.get_by_text("One more busy evening").click()
        page.wait_for_function("!document.querySelector('[role=slider][aria-disabled=true]')")
    for slider in sliders.all():
        name = slider.get_attribute("aria-label")
        waits = []
        for move in range(moves):
            page.evaluate("window.waits = []")
            slider.focus()
            page.keyboard.press("ArrowLeft" if move % 2 else "ArrowRight")
            page.wait_for_function("window.waits.length > 0", timeout=10_000)
            waits += page.evaluate("window.waits.slice(0, 1)")
        print(
            f"{chapter:14}{name:34} median {statistics.median(waits):4.0f} ms, "
            f"slowest {max(waits):4.0f}"
        )


def measure(browser: Browser, address: str, moves: int = 12) -> None:
    page = browser.new_page(**SHAPES["desktop"])
    for path, chapters in CHAPTERS.items():
        page.goto(f"{address}/{path}")
        expect(page.locator(".chart").first).to_be_visible(timeout=60_000)
        page.evaluate(WATCH)
        for chapter, first in chapters.items():
            measure_chapter(page, chapter, first, moves)
    page.close()


def main() -> None:
    measure_server()
    with browsing() as (browser, address):
        measure(browser, address)


if __name__ == "__main__":
    main()
