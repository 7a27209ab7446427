"""A server and a browser for what is run by hand: the benchmarks and the README's pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.conftest import FLAGS, ROOT, serving
from tests.browser.install import on_path


@contextmanager
def browsing(folder: Path = ROOT) -> Iterator[tuple[Browser, str]]:
    """A browser, and the address of a server that has just been started in that checkout."""
    # What is slow is to be measured, not to be given up.
    expect.set_options(timeout=120_000)
    with serving(folder=folder) as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path(), args=FLAGS)
        yield browser, address
        browser.close()
