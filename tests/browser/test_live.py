"""The live channel in the browser: a cut, a frozen server and a restart lose nothing."""

import signal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import new_context, open_page, serving
from tests.browser.test_drawing import draw

LOST = "The server can’t be reached"
ONE = ((0.5, 0.2), (0.5, 0.8))


def test_what_is_drawn_offline_is_answered_once_there_is_a_network_again(visit):
    page = visit("draw_a_digit")
    draw(page)
    verdict, notice = page.locator(".verdict"), page.get_by_text(LOST)
    expect(verdict).to_contain_text("A 7.")
    page.context.set_offline(True)
    page.keyboard.press("Escape")
    draw(page, ONE)
    expect(notice).to_be_visible()
    page.context.set_offline(False)
    expect(verdict).to_contain_text("A 1.")
    expect(notice).to_be_hidden()


@pytest.mark.long
def test_what_is_drawn_while_the_server_stands_still_is_answered_when_it_goes_on(browser):
    with serving() as (server, address):
        page = open_page(new_context(browser, "desktop", "light"), f"{address}/draw_a_digit", [])
        draw(page)
        verdict = page.locator(".verdict")
        expect(verdict).to_contain_text("A 7.")
        server.send_signal(signal.SIGSTOP)
        page.keyboard.press("Escape")
        draw(page, ONE)
        expect(page.get_by_text(LOST)).to_be_visible()
        server.send_signal(signal.SIGCONT)
        expect(verdict).to_contain_text("A 1.")
        expect(page.get_by_text(LOST)).to_be_hidden()
        page.context.close()


@pytest.mark.long
def test_a_drawing_and_a_bench_are_there_after_a_restart_of_the_server(browser):
    context = new_context(browser, "desktop", "light")
    with serving() as (_, address):
        drawing, bench = (
            open_page(context, f"{address}/{name}", []) for name in ("draw_a_digit", "bench")
        )
        draw(drawing)
        expect(drawing.locator(".verdict")).to_contain_text("A 7.")
        draw(bench)
        bench.keyboard.press("Enter")
        expect(bench.get_by_text("1 digit entered")).to_be_visible()
    expect(drawing.get_by_text(LOST)).to_be_visible()
    with serving(port=int(address.rpartition(":")[2])):
        # What is drawn before the page has found its new server counts, too.
        drawing.keyboard.press("Escape")
        draw(drawing, ONE)
        expect(drawing.locator(".verdict")).to_contain_text("A 1.")
        draw(bench)
        bench.keyboard.press("Enter")
        expect(bench.get_by_text("2 digits entered")).to_be_visible()
        context.close()
