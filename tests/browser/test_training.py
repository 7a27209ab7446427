"""The training page: a run that starts, pauses, goes on, outlives a change of page, is shared."""

import re
import signal
import time

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import serving

PROGRESS = "[data-testid=stProgress]"


def updates(page: Page) -> int:
    """The number of updates that the page shows."""
    return page.locator(PROGRESS).evaluate("bar => Number(bar.innerText.match(/(\\d+) of/)[1])")


def wait_for_more_updates(page: Page, than: int) -> None:
    page.wait_for_function(
        f"""than => Number(
          document.querySelector("{PROGRESS}")?.innerText.match(/(\\d+) of/)?.[1]) > than""",
        arg=than,
        timeout=60_000,
    )


def wait_for_more_points(page: Page, than: int) -> None:
    page.wait_for_function(
        "than => document.querySelector('.chart')._fullData[0].x?.length > than",
        arg=than,
        timeout=60_000,
    )


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{name}\\b(?! axes)"))


def test_a_run_trains_pauses_goes_on_and_outlives_a_change_of_page(visit, change_page):
    page = visit("mnist_training")
    expect(page.locator(".chart.js-plotly-plot")).to_be_visible()
    page.evaluate("window.chart = document.querySelector('.chart .main-svg')")
    button(page, "Start").click()
    wait_for_more_points(page, 2)
    seen = page.locator(".chart").evaluate("chart => chart._fullData[0].x.length")
    wait_for_more_points(page, seen)
    assert page.evaluate("window.chart === document.querySelector('.chart .main-svg')")

    button(page, "Pause").click()
    expect(page.locator(PROGRESS)).to_contain_text("paused")
    # The update that was being made when the pause came still counts; a step waits for it.
    held = updates(page)
    button(page, "Step").click()
    wait_for_more_updates(page, held)
    expect(page.locator(PROGRESS)).to_contain_text("paused")
    held = updates(page)
    button(page, "Step").click()
    wait_for_more_updates(page, held)
    expect(page.locator(PROGRESS)).to_contain_text("paused")
    assert updates(page) == held + 1

    button(page, "Start").click()
    wait_for_more_updates(page, held + 1)
    change_page(page, "Police calls")
    expect(page.get_by_role("heading", name="Where does a straight line fail?")).to_be_visible()
    change_page(page, "Training on MNIST")
    wait_for_more_updates(page, held + 2)
    expect(page.locator(PROGRESS)).to_contain_text("training")

    button(page, "Reset").click()
    expect(page.locator(PROGRESS)).to_contain_text("ready · 0 of 200")


def test_two_visitors_with_one_plan_see_one_run(visit):
    first, second = visit("mnist_training"), visit("mnist_training")
    for page in (first, second):
        page.get_by_text("softmax", exact=True).click()
        expect(page.locator(PROGRESS)).to_contain_text("ready")
    button(first, "Start").click()
    wait_for_more_updates(first, 1)
    wait_for_more_updates(second, 1)
    expect(second.locator(PROGRESS)).to_contain_text("training")
    button(second, "Stop").click()
    expect(first.locator(PROGRESS)).to_contain_text("stopped")
    button(first, "Reset").click()


def test_the_lectures_run_for_fives_ends_with_the_lectures_figures(visit):
    page = visit("mnist_training")
    page.get_by_text("is it a five?").click()
    expect(page.locator(PROGRESS)).to_contain_text("0 of 100")
    button(page, "Start").click()
    expect(page.locator(PROGRESS)).to_contain_text("finished · 100 of 100", timeout=120_000)
    expect(page.locator(".figures")).to_contain_text("0.1188")
    expect(page.locator(".figures")).to_contain_text("96.37%")


def test_the_server_ends_within_5_seconds_in_the_middle_of_training(browser):
    with serving() as (process, address):
        page = browser.new_page()
        page.goto(f"{address}/mnist_training")
        button(page, "Start").click()
        wait_for_more_updates(page, 1)
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        assert time.monotonic() - asked < 5
        page.close()
