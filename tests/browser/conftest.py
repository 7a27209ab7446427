"""A real server and a real browser; each test gets visitors whose pages must not fail."""

import re
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.install import on_path

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
]
SHAPES = {
    "desktop": {"viewport": {"width": 1920, "height": 1080}},
    "laptop": {"viewport": {"width": 1366, "height": 768}},
    "tablet": {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "is_mobile": True},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
# How wide the page is, with all that can be scrolled to sideways; Streamlit scrolls a part of it.
WIDTH = """Math.max(
  document.documentElement.scrollWidth,
  document.querySelector("[data-testid=stMain]").scrollWidth)"""
# In ms; the first picture of a page may take long where other tests have all of the machine.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@contextmanager
def serving(app: str = "app.py", *options: str, folder: Path = ROOT, port: int = 0):
    """A server of our own, of that checkout: its process and its address.

    port: a free one if none is given.
    """
    with socket.socket() as probe:
        # A port that a server has just left may be taken again.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)]
    command += options
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    assert any("URL" in line for line in process.stdout), "The server didn't start."
    try:
        # It prints its address as soon as it takes requests, but answers once it is warm.
        warm = HTTPConnection("127.0.0.1", port)
        warm.request("HEAD", "/")
        warm.getresponse()
        warm.close()
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE / 1000)


def children(pid: int) -> list[int]:
    """The processes that a process started, on Linux."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def trainer_of(pid: int) -> int:
    """The process that trains for the server, one of those that it started, on Linux."""
    [found] = [
        child
        for child in children(pid)
        if "core.worker" in Path(f"/proc/{child}/cmdline").read_text()
    ]
    return found


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has used, on Linux, in ticks of 10 ms."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


@pytest.fixture(scope="session")
def server():
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def address(server):
    return server[1]


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    browser = playwright.chromium.launch(executable_path=on_path(), args=FLAGS)
    yield browser
    browser.close()


def new_context(browser: Browser, shape: str, scheme: str) -> BrowserContext:
    context = browser.new_context(**SHAPES[shape], color_scheme=scheme)
    context.set_default_timeout(PATIENCE)
    return context


def open_page(context: BrowserContext, address: str, errors: list[str]) -> Page:
    """A page that is there; `errors` gets what fails in it."""
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def complaints(page: Page) -> list[str]:
    """What the page says that went wrong."""
    return page.locator("[data-testid=stException], [data-testid=stAlert]").all_inner_texts()


@pytest.fixture
def visit(browser, address):
    """visit(path, shape="desktop", scheme="light"): a new visitor's page; none may fail."""
    contexts, errors = [], []

    def visit(path: str, shape: str = "desktop", scheme: str = "light") -> Page:
        contexts.append(new_context(browser, shape, scheme))
        return open_page(contexts[-1], f"{address}/{path}", errors)

    yield visit
    for context in contexts:
        for page in context.pages:
            errors += complaints(page)
        context.close()
    assert not errors


@pytest.fixture(scope="session")
def visitors(browser):
    """visitors(shape, scheme): the context of a visitor who comes again; it has what it loaded."""
    known = {}

    def visitor(*look: str) -> BrowserContext:
        if look not in known:
            known[look] = new_context(browser, *look)
        return known[look]

    return visitor


@pytest.fixture
def look_at(visitors, address):
    """look_at(path, shape, scheme): a page of a visitor who leaves nothing there; none may fail."""
    pages, errors = [], []

    def look_at(path: str, shape: str, scheme: str) -> Page:
        pages.append(open_page(visitors(shape, scheme), f"{address}/{path}", errors))
        return pages[-1]

    yield look_at
    for page in pages:
        errors += complaints(page)
        page.close()
    assert not errors


def bring(page: Page, *files: Path) -> None:
    """Put files into the page's box, which is a new one once those before were taken."""
    box = page.locator("input[type=file]")
    expect(box).to_have_count(1)
    box.set_input_files(files)


@pytest.fixture
def change_page():
    """change_page(page, name): go to another page by the navigation, as a person does."""

    def go(page: Page, name: str) -> None:
        link = page.get_by_role("link", name=name).first
        address = link.get_attribute("href")
        link.click()
        page.wait_for_url(re.compile(re.escape(address)))

    return go
