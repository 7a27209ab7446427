"""Calculations: shared by all who ask, in turn, stopped when nobody wants them, kept in bounds."""

import asyncio
import json

import numpy as np
import pytest

from pages._work import calculations, progress
from pages._work.calculations import BrokenOffError, Calculations
from tests import calculations as to_do
from tests.pages.conftest import wait_until


@pytest.fixture(scope="module")
def tabs():
    return {"ann", "bob", "eve"}


@pytest.fixture(scope="module")
def service(tabs):
    service = Calculations(is_active=lambda who: who in tabs)
    yield service
    service.close()


@pytest.fixture
def held(service, tmp_path):
    """held(key, who="ann", place="here"): a calculation that ends once `release` is called."""

    def ask(key, who="ann", place="here"):
        return service.ask(who, place, key, to_do.until, str(tmp_path / "now"), key)

    ask.release = (tmp_path / "now").touch
    yield ask
    ask.release()
    wait_until(lambda: service._current is None)


def outcome(calculation):
    wait_until(lambda: calculation.ended)
    return calculation.outcome


def test_a_function_and_a_generator_are_worked_out_and_arrays_cant_be_changed(service):
    assert outcome(service.ask("ann", "a", "sum", to_do.total, 1, 2)) == 3
    numbers = outcome(service.ask("ann", "b", "numbers", to_do.counted, 5))
    assert numbers.tolist() == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="read-only"):
        numbers[0] = 1


def test_who_asks_for_the_same_gets_the_same_and_others_wait_their_turn(service, held):
    first = held("first")
    wait_until(lambda: first.share == 0.25)
    assert held("first", "bob") is first
    second, third = held("second", place="there"), held("third", "eve")
    assert [service.place(each) for each in (first, second, third)] == [0, 1, 2]
    held.release()
    assert [outcome(each) for each in (first, second, third)] == ["first", "second", "third"]
    assert held("first") is first, "it is kept"


def test_what_a_place_asks_for_next_replaces_what_it_asked_for(service, held):
    old, waiting = held("old"), held("waiting", "bob")
    wait_until(lambda: old.status == "working")
    new = held("new")
    assert old.status == "stopped"
    assert held("newest", "bob")
    assert waiting.status == "stopped"
    held.release()
    assert outcome(new) == "new"
    assert old.outcome is None


def test_what_somebody_else_wants_goes_on_when_one_stops_it(service, held):
    shared = held("shared")
    held("shared", "bob")
    service.stop("ann", "here")
    assert not shared.ended
    service.stop("bob", "here")
    assert shared.status == "stopped"
    again = held("shared")
    held.release()
    assert outcome(again) == "shared"


def test_nothing_is_worked_out_for_a_tab_that_was_closed_meanwhile(service, held, tabs):
    held("before")
    left = held("left", "eve")
    tabs.remove("eve")
    held.release()
    wait_until(lambda: left.ended)
    assert left.status == "stopped"
    tabs.add("eve")


def test_an_error_is_the_outcome(service):
    error = outcome(service.ask("ann", "here", "error", to_do.refused, "5 is too many."))
    assert isinstance(error, ValueError)
    assert str(error) == "5 is too many."


def test_a_process_that_dies_says_so_and_the_next_has_another(service, caplog):
    assert isinstance(outcome(service.ask("ann", "a", "fatal", to_do.fatal)), BrokenOffError)
    assert "The process died" in caplog.text
    assert outcome(service.ask("ann", "b", "after", to_do.total, 4)) == 4


def test_the_oldest_results_make_room(service, monkeypatch):
    monkeypatch.setattr(calculations, "MOST_BYTES", 100_000)
    for number in range(5):
        outcome(service.ask("ann", "here", ("large", number), to_do.counted, 4_000))
    kept = [key for key in service._known if key[0] == "large"]
    assert kept == [("large", 2), ("large", 3), ("large", 4)]


def test_a_browser_hears_how_far_it_is_until_it_has_ended(service, held, monkeypatch):
    monkeypatch.setattr(calculations, "service", lambda: service)
    first, second = held("heard first"), held("heard", "bob")

    async def heard():
        news = []
        async for event in progress._events(second):
            news.append(json.loads(event.removeprefix("data: ")))
            held.release()
        return news

    news = asyncio.run(heard())
    assert news[0] == {"place": 1, "share": 0.0, "ended": False}
    assert news[-1] == {"place": 0, "share": 1.0, "ended": True}
    assert outcome(first) == "heard first"


def test_all_ends_when_the_server_does():
    service = Calculations(is_active=lambda _: True)
    service.open()
    process = service._child._process
    slow = service.ask("ann", "here", "slow", to_do.until, "/nowhere", np.zeros(3))
    wait_until(lambda: slow.share)
    service.close()
    assert slow.status == "stopped"
    assert process.poll() is not None
