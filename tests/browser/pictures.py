"""The README's pictures, made afresh: `make pictures` writes assets/pictures/."""

import io

from PIL import Image
from playwright.sync_api import Page

from tests.browser.browsing import browsing
from tests.browser.conftest import ROOT, SHAPES
from tests.browser.test_pages import PAGES, wait_until_painted

FOLDER = ROOT / "assets" / "pictures"


def main() -> None:
    with browsing() as (browser, address):
        page = browser.new_page(**SHAPES["desktop"])
        for path in PAGES:
            page.goto(f"{address}/{path}")
            wait_until_painted(page, path)
            name = path.partition("?")[0] or "home"
            if name in BUSY:
                BUSY[name](page)
            write(page.screenshot(), name)
            print(f"assets/pictures/{name}.png")


def train(page: Page) -> None:
    """Train to the end: the curves and the weights are what there is to see."""
    page.keyboard.press("s")
    page.get_by_text("99 of 99 updates").wait_for(timeout=120_000)
    page.locator(".st-key-lab-rest", has_text="The weights after 99 updates").wait_for()


def draw_a_three(page: Page) -> None:
    """Draw something: an empty pad would be no picture."""
    box = page.locator(".pad-canvas").bounding_box()
    bows = [
        (35, 28),
        (48, 20),
        (62, 26),
        (60, 40),
        (47, 47),
        (62, 55),
        (63, 70),
        (48, 79),
        (34, 71),
    ]
    places = [
        (box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100) for x, y in bows
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=6)
    page.mouse.up()
    page.locator(".verdict", has_text="3").wait_for()


# What a page needs before there is something to see on it.
BUSY = {"mnist_training": train, "draw_a_digit": draw_a_three}


def write(picture: bytes, name: str) -> None:
    """Write it with few colours: a page has no more, and the file is a third as large."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(256)
    image.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
