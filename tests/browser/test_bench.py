"""The test bench: draw, Enter, next; nothing entered is lost, and it leaves and comes as files."""

import json

from playwright.sync_api import expect

from core.datasets import mnist
from pages._ui.bench.prompts import shuffled
from tests.browser.conftest import bring
from tests.browser.test_drawing import draw
from tests.browser.test_pictures import paint

ASKED = [int(digit) for digit in shuffled(0)]


def count(page, number):
    words = "1 digit entered" if number == 1 else f"{number} digits entered"
    expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()


def asked(page, digit):
    expect(page.locator(".bench-prompt b")).to_have_text(str(digit))


def downloaded(page, name):
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value.path()


def test_prompts_follow_one_another_and_all_is_there_after_a_reload(visit, change_page):
    page = visit("bench")
    for digit in ASKED[:3]:
        asked(page, digit)
        draw(page)
        page.keyboard.press("Enter")
    # An empty pad enters nothing.
    page.keyboard.press("Enter")
    count(page, 3)
    asked(page, ASKED[3])
    page.get_by_role("button", name="Take back the last").click()
    count(page, 2)
    asked(page, ASKED[2])
    page.get_by_role("button", name="Next").click()
    count(page, 3)
    change_page(page, "Police calls")
    change_page(page, "Test bench")
    count(page, 3)
    page.reload()
    count(page, 3)
    asked(page, ASKED[3])
    # A new tab of the same browser.
    other = page.context.new_page()
    other.goto(page.url)
    count(other, 3)
    other.get_by_role("button", name="Start over").click()
    other.get_by_role("button", name="Delete them").click()
    expect(other.get_by_text("Nothing entered yet.")).to_be_visible()
    asked(other, ASKED[0])
    other.reload()
    expect(other.get_by_text("Nothing entered yet.")).to_be_visible()


def test_a_phone_names_what_it_drew_freely(visit):
    page = visit("bench", "phone")
    page.get_by_text("Free", exact=True).click()
    expect(page.locator(".bench-prompt")).to_have_text("Draw any digit, then say which")
    draw(page)
    page.get_by_role("group", name="It is a").get_by_role("button", name="7", exact=True).click()
    count(page, 1)
    draw(page)
    page.keyboard.press("1")
    count(page, 2)
    expect(page.get_by_text("1 wrong")).to_be_visible()


def test_a_set_leaves_as_files_and_comes_in_again_with_pictures(visit, tmp_path):
    page = visit("bench")
    draw(page)
    page.keyboard.press("Enter")
    count(page, 1)
    strokes = downloaded(page, "Strokes (JSON)")
    [drawing] = json.loads(strokes.read_text())["drawings"]
    assert drawing["label"] == ASKED[0]
    files = [downloaded(page, name) for name in ("Images (IDX)", "Labels (IDX)")]
    assert mnist.pair(*files).labels.tolist() == [ASKED[0]]
    assert downloaded(page, "Results (CSV)").read_text().count("\n") == 2
    page.get_by_text("Bring in pictures, or a set").click()
    bring(page, strokes)
    count(page, 2)
    bring(page, *files)
    count(page, 3)
    # A folder of pictures, each digit in a folder of its own.
    for name in ("7/a.png", "7/b.png", "4/c.png"):
        path = tmp_path / "scans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        paint(path)
    page.get_by_text("A folder", exact=True).click()
    expect(page.locator("input[type=file][webkitdirectory]")).to_have_count(1)
    bring(page, tmp_path / "scans")
    count(page, 6)
    page.reload()
    count(page, 6)
    expect(page.get_by_text("the last: a 7")).to_be_visible()


def test_a_large_set_comes_back_in_parts_and_the_prompts_go_on(visit, tmp_path):
    page = visit("bench")
    # In one message they would be more than the server takes.
    line = [[n % 1000, n % 700] for n in range(600)]
    drawings = [{"label": ASKED[n], "strokes": [line], "seed": 0} for n in range(450)]
    path = tmp_path / "drawings.json"
    path.write_text(json.dumps({"format": "threshold drawings 1", "drawings": drawings}))
    page.get_by_text("Bring in pictures, or a set").click()
    bring(page, path)
    count(page, 450)
    expect(page.get_by_text("450 digits taken in.")).to_be_visible()
    page.reload()
    count(page, 450)
    asked(page, ASKED[450])


def test_what_is_taken_back_at_once_stays_away_and_a_drawing_is_not_lost_for_it(visit):
    page = visit("bench")
    draw(page)
    page.evaluate(
        """() => {
          document.querySelector(".bench-next").click();
          document.querySelector(".bench-back").click();
        }"""
    )
    # It is on the pad again, and while it is, there is no taking back.
    expect(page.get_by_role("img", name="Drawing pad, 1 stroke")).to_be_visible()
    page.keyboard.press("Enter")
    count(page, 1)
    draw(page)
    expect(page.locator(".bench-back")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Take back the last").click()
    expect(page.get_by_text("Nothing entered yet.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Nothing entered yet.")).to_be_visible()
    asked(page, ASKED[0])


def test_two_tabs_share_what_is_entered(visit):
    page = visit("bench")
    other = page.context.new_page()
    other.goto(page.url)
    asked(other, ASKED[0])
    draw(page)
    page.keyboard.press("Enter")
    count(other, 1)
    asked(other, ASKED[1])
    draw(other)
    other.keyboard.press("Enter")
    count(page, 2)
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("button", name="Delete them").click()
    expect(other.get_by_text("Nothing entered yet.")).to_be_visible()


def test_what_is_chosen_while_the_bench_loads_is_what_it_shows(browser, address):
    page, held = browser.new_page(), []
    page.route("**/web/bench.js", lambda route: held.append(route))
    with page.expect_request("**/web/bench.js"):
        page.goto(f"{address}/bench")
    page.get_by_text("Free", exact=True).click()
    expect(page.get_by_label("Seed of the prompts")).to_have_count(0)
    for route in held:
        route.continue_()
    expect(page.locator(".bench-prompt")).to_have_text("Draw any digit, then say which")
    page.close()
