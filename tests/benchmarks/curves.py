"""How long the browser takes to draw a curve that has grown to 2,000 points, layout included.

Prints the median and the slowest of the updates, in milliseconds.
"""

import statistics

import numpy as np
from playwright.sync_api import Browser, expect

from core.figures import curves
from core.figures.theme import LIGHT
from pages._ui.plot import packed
from tests.browser.browsing import browsing
from tests.browser.conftest import SHAPES

POINTS = 2_000
# Until the browser has come to know the chart.
WARMING = 5

# Updates a chart of its own on the home page, which has none, as Streamlit does for new data.
MEASURE = """
async ([figure, points]) => {
  const { default: update } = await import(new URL("web/plot.js", document.baseURI));
  const parentElement = document.createElement("div");
  parentElement.innerHTML = '<div class="chart" style="width: 1200px; height: 480px"></div>';
  document.body.prepend(parentElement);
  const theme = getComputedStyle(parentElement).colorScheme;
  const took = [];
  for (const some of points) {
    const data = { figure, points: some, alt: "", theme };
    const begun = performance.now();
    await update({ parentElement, data, setTriggerValue: () => {} });
    parentElement.firstChild.getBoundingClientRect();
    took.push(performance.now() - begun);
    await new Promise(requestAnimationFrame);
  }
  parentElement.remove();
  return took;
}
"""


def growing(times: int) -> list[dict]:
    """The points of a loss and an accuracy, a few more each time, up to 2,000."""
    all_points = []
    for count in range(POINTS - times + 1, POINTS + 1):
        x = np.arange(count, dtype=np.float32)
        traces = {
            curves.loss_trace(0): 1 / (1 + x / 50),
            curves.accuracy_trace(0): 90 - 80 / (1 + x / 50),
        }
        all_points.append(
            {str(trace): {"x": packed(x), "y": packed(y)} for trace, y in traces.items()}
        )
    return all_points


def measure(browser: Browser, address: str, updates: int = 36) -> None:
    axes = curves.Axes("updates", float(POINTS), 0.5)
    chart = curves.training_curves(["softmax"], axes, {"guessing": 11.35}, LIGHT).to_json()
    page = browser.new_page(**SHAPES["desktop"])
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    took = page.evaluate(MEASURE, [chart, growing(WARMING + updates)])[WARMING:]
    print(
        f"{len(took)} updates of a chart with curves of {POINTS:,} points: "
        f"median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms (at most 25 ms)"
    )
    page.close()


def main() -> None:
    with browsing() as (browser, address):
        measure(browser, address)


if __name__ == "__main__":
    main()
