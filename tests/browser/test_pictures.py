"""Other ways to show a digit: a picture from a file, and one from the camera."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.browser.conftest import FLAGS, bring
from tests.browser.install import on_path

SIZE = 640, 480


def paint(path):
    """A seven on grey paper."""
    picture = Image.new("RGB", SIZE, (215, 210, 200))
    corners = [(240, 110), (410, 105), (320, 390)]
    ImageDraw.Draw(picture).line(corners, fill=(20, 30, 110), width=22, joint="curve")
    picture.save(path)
    return path


@pytest.fixture
def seven(tmp_path):
    return paint(tmp_path / "my *seven*.jpg")


def test_a_picture_is_answered_and_what_is_no_picture_is_refused_in_a_sentence(
    visit, seven, tmp_path
):
    page = visit("draw_a_digit")
    no_picture = tmp_path / "notes.png"
    no_picture.write_text("seven")
    page.get_by_text("Picture", exact=True).click()
    verdict = page.locator(".verdict")
    expect(verdict).to_contain_text("as soon as there is a picture")
    bring(page, no_picture)
    refusal = page.get_by_text("notes.png: a picture must be a PNG, JPEG, GIF, WebP or BMP")
    expect(refusal).to_be_visible()
    bring(page, seven)
    expect(verdict).to_contain_text("A 7.")
    expect(refusal).to_be_hidden()
    expect(page.get_by_text("my *seven*.jpg")).to_be_visible()
    # Its name says PNG, and that is no matter: its content is no picture.
    bring(page, no_picture)
    expect(refusal).to_be_visible()
    expect(verdict).to_contain_text("A 7.")
    bring(page, seven)
    expect(refusal).to_be_hidden()


def test_a_digit_can_be_shown_to_the_camera(playwright, address, seven, tmp_path):
    film = as_film(seven, tmp_path)
    camera = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    with playwright.chromium.launch(executable_path=on_path(), args=[*FLAGS, *camera]) as browser:
        show_to_the_camera(browser.new_page(), address)


def show_to_the_camera(page, address):
    page.goto(f"{address}/draw_a_digit")
    page.get_by_text("Camera", exact=True).click()
    # Before it sees something, the button does nothing.
    page.wait_for_function("() => document.querySelector('video')?.readyState === 4")
    page.get_by_role("button", name="Take Photo").click()
    expect(page.locator(".verdict")).to_contain_text("A 7.")
    page.get_by_role("button", name="Clear photo").click()
    expect(page.locator(".verdict")).to_contain_text("as soon as there is a picture")


def as_film(path, folder):
    """One frame of uncompressed video (Y4M) that shows a picture in grey."""
    width, height = SIZE
    grey = np.asarray(Image.open(path).convert("L")).tobytes()
    film = folder / "film.y4m"
    colour = bytes([128]) * (width * height // 2)
    head = f"YUV4MPEG2 W{width} H{height} F30:1 Ip C420\nFRAME\n".encode()
    film.write_bytes(head + grey + colour)
    return film
