"""What each page costs a new visitor: the bytes that come, and the time until it is painted.

Prints for each page the medians of seconds, kB of files and kB of messages.
"""

import statistics
import time
from collections.abc import Iterable

from playwright.sync_api import Browser

from tests.browser.browsing import browsing
from tests.browser.conftest import SHAPES
from tests.browser.test_pages import PAGES, wait_until_painted


def visit(browser: Browser, address: str, path: str) -> tuple[float, float, float]:
    """Seconds until all is painted, kB of files, kB of messages, in a browser that has nothing."""
    context = browser.new_context(**SHAPES["desktop"])
    page = context.new_page()
    watch = context.new_cdp_session(page)
    files, messages = [], []
    watch.on("Network.loadingFinished", lambda event: files.append(event["encodedDataLength"]))
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: messages.append(len(frame))),
    )
    watch.send("Network.enable")
    begun = time.perf_counter()
    page.goto(f"{address}/{path}")
    wait_until_painted(page, path)
    spent = time.perf_counter() - begun
    context.close()
    return spent, sum(files) / 1e3, sum(messages) / 1e3


def measure(
    browser: Browser, address: str, paths: Iterable[str] = tuple(PAGES), visits: int = 3
) -> None:
    print(f"{'page':24}{'seconds':>8}{'files, kB':>12}{'messages, kB':>14}")
    for path in paths:
        costs = [visit(browser, address, path) for _ in range(visits)]
        seconds, files, messages = map(statistics.median, zip(*costs, strict=True))
        name = path.partition("?")[0] or "home"
        print(f"{name:24}{seconds:8.1f}{files:12,.0f}{messages:14,.0f}")


def main() -> None:
    with browsing() as (browser, address):
        measure(browser, address)


if __name__ == "__main__":
    main()
