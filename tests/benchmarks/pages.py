"""What each page costs a new visitor: the bytes that come, and the time to its first picture."""

import statistics
import time

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS, SHAPES, serving
from tests.browser.install import on_path
from tests.browser.test_pages import PAGES, wait_until_painted

VISITS = 3


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


def main() -> None:
    with serving() as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path(), args=FLAGS)
        print(f"{'page':24}{'seconds':>8}{'files, kB':>12}{'messages, kB':>14}")
        for path in PAGES:
            visits = [visit(browser, address, path) for _ in range(VISITS)]
            seconds, files, messages = map(statistics.median, zip(*visits, strict=True))
            name = path.partition("?")[0] or "home"
            print(f"{name:24}{seconds:8.1f}{files:12,.0f}{messages:14,.0f}")
        browser.close()


if __name__ == "__main__":
    main()
