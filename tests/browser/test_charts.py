"""The chart component: what a visitor has zoomed or turned stays, and two scenes turn together."""

import contextlib

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.conftest import serving

CHART = ".chart.js-plotly-plot"


def camera(page: Page, number: int) -> dict:
    return (
        page.locator(CHART)
        .nth(number)
        .evaluate("chart => chart._fullLayout.scene._scene.getCamera()")
    )


@pytest.fixture(scope="module")
def clicks():
    with serving("tests/browser/clicks/server.py") as (_, address):
        yield address


def press(page: Page, chart: int, kind: str) -> None:
    page.mouse.down()
    if kind == "surface":
        # It notices a press only when it next draws itself, which in software takes a while.
        page.wait_for_function(
            f"""document.querySelectorAll("{CHART}")[{chart}]
              ._fullLayout.scene._scene.glplot.selection.buttons === 1"""
        )
    page.mouse.up()


def seen(words: Locator) -> bool:
    """Whether they come within ten seconds."""
    with contextlib.suppress(TimeoutError):
        words.wait_for(timeout=10_000)
    return words.is_visible()


@pytest.mark.parametrize(("chart", "kind"), [(0, "dots"), (1, "surface")])
def test_a_click_comes_back_with_its_place(browser, clicks, chart, kind):
    page = browser.new_page()
    page.goto(clicks)
    expect(page.locator(CHART)).to_have_count(2)
    box = page.locator(CHART).nth(chart).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    # Plotly knows what lies under the pointer only once it has drawn its label.
    expect(
        page.locator(CHART).nth(chart).locator(".hoverlayer .hovertext, .hovertext").first
    ).to_be_visible()
    shown = page.get_by_text(f"{kind}: trace 0")
    press(page, chart, kind)
    if kind == "surface" and not seen(shown):
        # Between two of its drawings, far apart in software, it may have missed the press.
        press(page, chart, kind)
    expect(shown).to_be_visible()
    page.close()


@pytest.mark.parametrize("times", [1, 2])
def test_a_figure_that_does_not_arrive_is_asked_for_until_it_does(browser, clicks, times):
    page = browser.new_page()
    page.goto(f"{clicks}?lost={times}")
    expect(page.locator(CHART)).to_have_count(2)
    page.close()


def test_a_figure_is_not_lost_if_the_next_run_comes_before_it_can_be_drawn(browser, clicks):
    page = browser.new_page()
    held = []
    page.route("**/plotly.min.js", lambda route: held.append(route))
    page.goto(clicks)
    expect(page.locator(".chart[aria-label]")).to_have_count(2)
    page.get_by_role("button", name="Run once more").click()
    expect(page.get_by_text("It has run once more.")).to_be_visible()
    held[0].continue_()
    expect(page.locator(CHART)).to_have_count(2)
    expect(page.get_by_text("asked for again")).to_have_count(0)
    page.close()


def test_zoom_and_node_stay_while_the_model_trains(visit):
    page = visit("police_calls")
    page.get_by_text("Training", exact=True).click()
    expect(page.locator(CHART)).to_have_count(2)
    chart = page.locator(CHART).first
    ranges = "chart => JSON.stringify(chart._fullLayout.xaxis.range)"
    whole = page.evaluate(f"({ranges})(document.querySelector('{CHART}'))")
    page.evaluate(f"window.node = document.querySelector('{CHART} .main-svg')")
    box = chart.locator(".nsewdrag").first.bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 600, box["y"] + 300, steps=8)
    page.mouse.up()
    before = page.evaluate(f"({ranges})(document.querySelector('{CHART}'))")
    assert before != whole
    page.get_by_role("button", name="Reset Shortcut").click()
    expect(page.locator(".figures", has_text="iteration")).to_contain_text("0.6931")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".figures", has_text="iteration")).to_contain_text("80,000")
    assert page.evaluate(f"({ranges})(document.querySelector('{CHART}'))") == before
    assert page.evaluate(f"window.node === document.querySelector('{CHART} .main-svg')")


def test_both_landscapes_paint_and_share_one_camera(visit):
    page = visit("loss_landscapes")
    expect(page.locator(f"{CHART} canvas").nth(1)).to_be_visible()
    expect(page.locator(CHART)).to_have_count(2)
    # Painted is not yet ready: a scene that nobody listens to turns alone.
    page.wait_for_function(
        f"""() => [...document.querySelectorAll("{CHART}")].every(
          chart => chart._ev.listenerCount("plotly_relayout") > 0)"""
    )
    start = camera(page, 1)
    box = page.locator(CHART).first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(x + 10 * step, y + 3 * step)
        # A scene feels the mouse only when it is drawn, in software a few times a second.
        page.evaluate(
            "() => new Promise((drawn) => setTimeout(() => requestAnimationFrame(drawn)))"
        )
    page.mouse.up()
    page.wait_for_function(
        f"""start => {{
          const [one, other] = [...document.querySelectorAll("{CHART}")].map(
            chart => chart._fullLayout.scene._scene.getCamera().eye);
          const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
          return apart(one, other) < 1e-9 && apart(one, start.eye) > 0.01;
        }}""",
        arg=start,
    )


def test_a_chart_takes_the_colours_of_a_theme_that_changes(visit):
    page = visit("police_calls")
    ink = f"document.querySelector('{CHART}')?._fullLayout?.font.color"
    page.wait_for_function(f"{ink} === '#1B1F27'")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{ink} === '#F2F4F7'")
