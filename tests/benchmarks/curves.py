"""How long the browser takes to draw a curve that has grown to 2,000 points, layout included."""

import statistics

import numpy as np
from playwright.sync_api import expect, sync_playwright

from core.figures import curves
from core.figures.theme import LIGHT
from pages._ui.plot import packed
from tests.browser.conftest import FLAGS, SHAPES, serving
from tests.browser.install import on_path

POINTS, TIMES = 2000, 40

# Updates a chart of its own beside the page's, as Streamlit does when it has new data.
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
  return took.slice(5);
}
"""


def growing() -> list[dict]:
    """The points of a loss and an accuracy, a few more each time, up to 2,000."""
    all_points = []
    for count in range(POINTS - TIMES, POINTS + 1):
        x = np.arange(count, dtype=np.float32)
        traces = {
            curves.loss_trace(0): 1 / (1 + x / 50),
            curves.accuracy_trace(0): 90 - 80 / (1 + x / 50),
        }
        all_points.append(
            {str(trace): {"x": packed(x), "y": packed(y)} for trace, y in traces.items()}
        )
    return all_points


def main() -> None:
    axes = curves.Axes("updates", float(POINTS), 0.5)
    chart = curves.training_curves(["softmax"], axes, {"guessing": 11.35}, LIGHT).to_json()
    with serving() as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path(), args=FLAGS)
        page = browser.new_page(**SHAPES["desktop"])
        page.goto(address)
        expect(page.locator(".chart.js-plotly-plot").first).to_be_visible(timeout=60_000)
        took = page.evaluate(MEASURE, [chart, growing()])
        print(
            f"a chart's update with curves of {POINTS:,} points: "
            f"median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms (at most 25 ms)"
        )
        browser.close()


if __name__ == "__main__":
    main()
