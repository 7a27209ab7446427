"""Rows that need a browser: what one visitor sees of the answers, and what a first visit costs."""

from statistics import median

from playwright.sync_api import Browser

from tests.benchmarks import latency, pages
from tests.benchmarks.hall.table import Figure, p95

# The most MB that a page may cost somebody who has nothing yet.
MOST = {"": 1.1, "draw_a_digit": 1.3, "police_calls": 3.0}


def pen(browser: Browser, address: str) -> list[Figure]:
    waits = latency.pen_waits(browser, address)
    return [
        Figure(
            f"pen to painted answer, one visitor, Chromium ({len(waits)} moves)",
            "median ≤ 18, p95 ≤ 25 ms",
            f"median {median(waits):.0f}, p95 {p95(waits):.0f} ms",
            median(waits) <= 18 and p95(waits) <= 25,
        )
    ]


def first_visits(browser: Browser, address: str) -> list[Figure]:
    return [first_visit(browser, address, path, most) for path, most in MOST.items()]


def first_visit(browser: Browser, address: str, path: str, most: float) -> Figure:
    spent, files, messages = pages.visit(browser, address, path)
    return Figure(
        f"bytes of the first visit: {path or 'home'}",
        f"≤ {most} MB",
        f"{(files + messages) / 1e3:.2f} MB, {messages / 1e3:.2f} of them messages; {spent:.1f} s",
        files + messages <= 1e3 * most,
    )
