"""Each benchmark that asks a server, in a tiny size: it still runs, and prints its figures."""

import asyncio
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.benchmarks import bounds, curves, lab, landscapes, latency, pages, police
from tests.benchmarks.hall import arriving, drawing, moving, playing
from tests.benchmarks.hall.table import Place
from tests.browser.conftest import ROOT, serving

# They wait for page after page.
pytestmark = pytest.mark.long
MILLISECONDS = r"median +[\d.]+ ms, slowest +[\d.]+"


def test_a_curves_updates_are_measured(browser, address, capsys):
    curves.measure(browser, address, updates=3)
    printed = capsys.readouterr().out
    assert re.match(f"3 updates of a chart with curves of 2,000 points: {MILLISECONDS} ms", printed)


def test_the_way_from_the_servers_start_to_the_home_page_is_measured(browser, address, capsys):
    latency.measure_start(browser, address, time.perf_counter())
    printed = capsys.readouterr().out
    assert re.fullmatch(r"from the server's start to the home page: [\d.]+ s\n", printed)


def test_the_way_from_the_pen_to_the_answer_is_measured(browser, address, capsys):
    latency.measure(browser, address, drawings=2, moves=3)
    printed = capsys.readouterr().out
    assert re.fullmatch(r"pen to painted answer: median \d+ ms, p95 \d+ ms \(6 moves\)\n", printed)


def test_the_police_pages_sliders_are_measured(browser, address, capsys):
    police.measure(browser, address, moves=1)
    printed = capsys.readouterr().out.splitlines()
    assert all(re.search(MILLISECONDS, line) for line in printed)
    chapters = {chapter for some in police.CHAPTERS.values() for chapter in some}
    assert {line[:14].strip() for line in printed} == chapters


def test_the_landscapes_are_measured(browser, address, capsys):
    landscapes.measure(browser, address, clicks=2)
    shapes = [
        r"surface: painted after [\d.]+ s, (\d+) kB",
        r"contour: painted after [\d.]+ s, (\d+) kB",
        r"click to first step: median \d+ ms, \d+ at most \(2 clicks\)",
        r"messages meanwhile: median (\d+) bytes, the largest \d+",
    ]
    for shape, line in zip(shapes, capsys.readouterr().out.splitlines(), strict=True):
        found = re.fullmatch(shape, line)
        assert found, line
        assert all(int(count) > 0 for count in found.groups())


def test_what_pages_cost_is_measured(browser, address, capsys):
    pages.measure(browser, address, paths=["police_calls"], visits=1)
    _, costs = (line.split() for line in capsys.readouterr().out.splitlines())
    name, _, files, messages = costs
    assert name == "police_calls"
    # Plotly alone is more than a megabyte.
    assert float(files.replace(",", "")) > 1_000
    assert float(messages) > 1


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads Linux's account")
@pytest.mark.parametrize(
    ("measure", "size", "shape"),
    [
        (
            lab.slow_down,
            {"watchers": 2, "rounds": 1, "seconds": 1},
            r"updates a second: [\d.]+ unwatched, [\d.]+ with 2 watchers, "
            r"each shown [\d.]+ times a second\n"
            r"slow-down by 2 watchers: -?\d+% \(at most 15 %\)\n",
        ),
        (
            lab.memory,
            {"runs": 2, "updates": 10},
            r"server before these runs, a page open: \d+ MB\n"
            r"server after 2 runs of 10 updates: \d+ MB, and its trainer \d+ MB\n",
        ),
        (
            lab.pause,
            {"closings": 1},
            r"from the last tab's closing until nothing trains, 1 times: "
            r"median [\d.]+ s, longest [\d.]+ s \(at most 5 s\)\n",
        ),
    ],
)
def test_the_training_page_is_measured(server, capsys, measure, size, shape):
    # Playwright's loop runs in this thread.
    with ThreadPoolExecutor() as pool:
        pool.submit(asyncio.run, measure(*server, **size)).result()
    assert re.fullmatch(shape, capsys.readouterr().out)


def test_how_long_others_wait_is_measured(address):
    with ThreadPoolExecutor() as pool:
        waits, spent = pool.submit(
            asyncio.run, bounds.measure(address, bounds.longest_drawing, others=2)
        ).result()
    assert len(waits) >= 2
    assert spent > 0


@pytest.fixture(scope="module")
def fresh():
    """A server on which nothing was trained yet."""
    with serving() as server:
        yield Place(ROOT, *server)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads Linux's account")
@pytest.mark.parametrize(
    ("row", "size", "measured"),
    [
        (drawing.slow(2, 1), {}, [r"p50 .+ answers a second"]),
        (drawing.fast, {"count": 2}, [r"p50 .+ of [1-9]\d* pauses", "p50"]),
        (moving.sliders, {"count": 2}, [r"p50 .+; 0 not answered"]),
        (moving.stage, {"followers": 2, "pens": 1}, [r"p50 .+ \([1-9]\d* presses, 0 lost"]),
        (arriving.links, {"count": 2, "within": 1}, [r"p50 .+; 0 failed"]),
        (arriving.plotly, {"count": 2}, [r"the last .+; 1\.\d+ MB each"]),
        (playing.watched(2), {}, [r"[\d.]+ updates/s.+; start [12] .+; pause 2 .+; end 2 "]),
        (playing.plans, {"count": 2}, ["2 saw their place"]),
        (playing.landscapes, {"count": 2}, [r"[\d.]+ frames/s"]),
    ],
)
def test_a_row_of_the_hall_is_measured(fresh, row, size, measured):
    with ThreadPoolExecutor() as pool:
        figures = pool.submit(asyncio.run, row(fresh, 4, **size)).result()
    for figure, shape in zip(figures, measured, strict=True):
        assert re.match(shape, figure.measured), figure


def test_tabs_that_show_the_error_page_are_counted(address):
    with ThreadPoolExecutor() as pool:
        failed = pool.submit(asyncio.run, arriving.at_once(address, 2, "police_calls")).result()
    assert failed == 0
