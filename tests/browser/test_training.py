"""The training lab: runs that start, pause, are shared and gone through again, in a browser."""

import re
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import children, cpu_seconds, serving, trainer_of

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


def works(process: int) -> bool:
    """Whether a process uses the processor within half a second."""
    before, until = cpu_seconds(process), time.monotonic() + 0.5
    while time.monotonic() < until:
        if cpu_seconds(process) - before > 0.03:
            return True
    return False


def wait_until_idle(process: int) -> None:
    until = time.monotonic() + 60
    while works(process):
        assert time.monotonic() < until, "It still trains, a minute after the tab was closed."


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{name}\\b(?! axes)"))


def finish(page: Page) -> None:
    button(page, "Start").click()
    expect(page.locator(PROGRESS)).to_contain_text("finished", timeout=120_000)


def number(page: Page, name: str) -> str:
    """A number over the curves, by its name."""
    cell = page.locator(".st-key-lab-picture .figures div", has_text=name)
    return cell.locator("b").inner_text()


def wait_for_number(page: Page, name: str, value: str) -> None:
    cell = page.locator(".st-key-lab-picture .figures div", has_text=name)
    expect(cell.locator("b")).to_have_text(value)


def test_a_run_trains_pauses_goes_on_and_outlives_a_change_of_page(visit, change_page):
    page = visit("mnist_training?rate=2e-05")
    # The browser's first picture: it reads Plotly before.
    expect(page.locator(".chart.js-plotly-plot")).to_be_visible(timeout=120_000)
    page.evaluate("window.chart = document.querySelector('.chart .main-svg')")
    button(page, "Start").click()
    wait_for_more_points(page, 2)
    seen = page.locator(".chart").first.evaluate("chart => chart._fullData[0].x.length")
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
    # The link says the plan again.
    expect(page).to_have_url(re.compile("rate=2e-05"))

    button(page, "Reset").click()
    expect(page.locator(PROGRESS)).to_contain_text("ready · 0 of 200")


def test_two_visitors_with_one_plan_see_one_run_and_others_wait(visit):
    first, second, third = (
        visit(f"mnist_training?iterations={n}") for n in (99_998, 99_998, 99_999)
    )
    button(first, "Start").click()
    wait_for_more_updates(first, 1)
    wait_for_more_updates(second, 1)
    expect(second.locator(PROGRESS)).to_contain_text("training")
    button(third, "Start").click()
    expect(third.locator(PROGRESS)).to_contain_text("waiting, number 1 in the queue")
    button(second, "Stop").click()
    expect(first.locator(PROGRESS)).to_contain_text("stopped")
    expect(third.locator(PROGRESS)).to_contain_text("training")
    button(third, "Stop").click()


def test_the_lectures_run_for_fives_can_be_gone_through_again(visit):
    page = visit("mnist_training")
    page.get_by_text("lecture: fives").click()
    expect(page.locator(PROGRESS)).to_contain_text("0 of 100")
    finish(page)
    wait_for_number(page, "training loss", "0.1188")
    wait_for_number(page, "test accuracy", "96.37%")
    expect(page.locator(".st-key-lab-rest")).to_contain_text("The weights after 100 updates")

    slider = page.get_by_role("slider", name="iteration")
    slider.focus()
    slider.press("Home")
    wait_for_number(page, "training loss", "0.6931")
    expect(page.locator(".st-key-lab-rest")).to_contain_text("The weights after 0 updates")
    # Weights of zero say no to every image: 892 of the 10,000 are fives.
    expect(page.get_by_role("heading", name="All 892 mistakes")).to_be_visible()
    slider.press("ArrowRight")
    wait_for_number(page, "update", "1")
    page.get_by_role("button", name="Newest").click()
    wait_for_number(page, "update", "100")


def test_a_cell_of_the_matrix_shows_its_images_and_an_image_its_scores(visit):
    page = visit("mnist_training?iterations=3&rate=0.00002")
    finish(page)
    matrix = page.locator(".st-key-lab-rest .chart.js-plotly-plot")
    expect(matrix).to_be_visible()
    row, column, count = matrix.evaluate(
        """chart => {
          const counts = chart._fullData[1].text;
          const cells = counts.flatMap((row, r) => row.map((n, c) => [r, c, Number(n)]));
          return cells.reduce((best, cell) => cell[2] > best[2] ? cell : best);
        }"""
    )
    matrix.scroll_into_view_if_needed()
    box = matrix.locator(".nsewdrag").bounding_box()
    page.mouse.click(
        box["x"] + (column + 0.5) / 10 * box["width"], box["y"] + (row + 0.5) / 10 * box["height"]
    )
    title = f"{count:,} test images of {row} taken for {column}"
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    image = page.locator(".st-key-lab-rest .images-grid button").first
    expect(image).to_have_attribute("aria-label", re.compile(f"^{row}\\s→\\s{column}\\s[01]"))
    image.click()
    scores = page.locator(".st-key-lab-rest .bar")
    expect(scores).to_have_count(10)
    expect(page.locator(".st-key-lab-rest .bar.best span")).to_have_text(str(column))
    # By keyboard there is a list of the cells.
    page.get_by_role("combobox", name="Which images").press("Control+a")
    page.keyboard.type("all mistakes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="mistakes, the surest first")).to_be_visible()


def test_pinned_runs_lie_over_one_another_and_the_link_brings_them_back(visit):
    page = visit("mnist_training?iterations=2")
    finish(page)
    button(page, "Pin").click()
    page.get_by_label("exactly").fill("0.00003")
    page.get_by_label("exactly").press("Enter")
    expect(page.locator(PROGRESS)).to_contain_text("ready")
    finish(page)
    page.wait_for_function(
        """drawn => JSON.stringify(drawn) === JSON.stringify(
          document.querySelector('.chart')._fullData
            .filter(trace => trace.showlegend).map(trace => [trace.name, trace.x.length]))""",
        arg=[["α = 3e-05", 3], ["α = 1e-05", 3]],
    )
    other = visit(f"mnist_training?{page.url.partition('?')[2]}")
    expect(other.locator(".legend")).to_contain_text("α = 3e-05")
    expect(other.locator(".legend")).to_contain_text("α = 1e-05")


def test_a_link_that_can_t_be_followed_is_said_and_the_page_still_works(visit):
    page = visit("mnist_training?rate=0&iterations=5")
    warning = page.locator("[data-testid=stAlert]")
    expect(warning).to_contain_text("The learning rate must be a number from 1e-09 to 100; got “0”")
    page.get_by_label("Iterations").fill("4")
    page.get_by_label("Iterations").press("Enter")
    expect(warning).to_have_count(0)
    finish(page)


def test_a_picture_the_history_and_the_weights_can_be_saved(visit):
    page = visit("mnist_training?iterations=2&rate=3e-05")
    finish(page)
    # At the end the whole page runs once more, and the files of the run before are gone.
    page.reload()
    expect(page.locator(PROGRESS)).to_contain_text("finished")
    page.get_by_text("Take away").click()
    for name, file in (
        ("History", "history.csv"),
        ("Weights", "weights.npz"),
        ("Picture", "threshold-training.png"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename == file
        assert Path(download.value.path()).stat().st_size > 100


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads Linux's account")
def test_a_run_is_held_soon_after_the_last_tab_is_closed_and_goes_on_for_the_next(browser):
    with serving() as (process, address):
        page = browser.new_page()
        page.goto(f"{address}/mnist_training?iterations=100000")
        button(page, "Start").click()
        wait_for_more_updates(page, 1)
        trainer = trainer_of(process.pid)
        assert works(trainer)
        page.close()
        wait_until_idle(trainer)
        page = browser.new_page()
        page.goto(f"{address}/mnist_training?iterations=100000")
        expect(page.locator(PROGRESS)).to_contain_text("training")
        wait_for_more_updates(page, updates(page))
        page.close()


def test_the_server_and_its_trainer_end_in_the_middle_of_training(browser):
    with serving() as (process, address):
        page = browser.new_page()
        page.goto(f"{address}/mnist_training")
        button(page, "Start").click()
        wait_for_more_updates(page, 1)
        trainers = children(process.pid) if Path("/proc/self/stat").exists() else []
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        assert not any(Path(f"/proc/{trainer}/stat").exists() for trainer in trainers)
        page.close()
