"""The channel: who is let in, what is answered, and what becomes of nonsense and of abuse."""

import gc
import json
from contextlib import suppress
from itertools import count

import pytest
from websockets.exceptions import ConnectionClosed

from pages._live import channel, tabs
from pages._live.tabs import Tab


def closing(line) -> tuple[int, str]:
    """The code and the sentence that a socket is closed with."""
    with pytest.raises(ConnectionClosed) as closed:
        all(line.hear() for _ in count())
    return closed.value.rcvd.code, closed.value.rcvd.reason


def test_a_question_is_answered_by_its_topic(call, tab):
    line = call(tab.token)
    line.ask(7, {"a": [1, 2]})
    assert line.hear() == {"topic": "echo", "n": 7, "say": {"echo": {"a": [1, 2]}}}


def test_what_cannot_be_answered_gets_a_sentence_and_the_socket_goes_on(call, tab):
    line = call(tab.token)
    line.ask(1, "refuse")
    assert line.hear() == {"topic": "echo", "n": 1, "error": "This is refused."}
    line.ask(2, "fail")
    assert "went wrong" in line.hear()["error"]
    line.ask(3, "more")
    assert line.hear()["say"] == {"echo": "more"}


@pytest.mark.parametrize("token", [None, 7, "", "nobody's", ["x"], {"a": 1}])
def test_who_has_no_token_is_sent_away(call, token):
    assert closing(call(token))[0] == 4401


def test_a_token_ends_with_its_tab(call):
    tab = Tab()
    token = tab.token
    assert tabs.find(token) is tab
    del tab
    gc.collect()
    assert closing(call(token))[0] == 4401


def test_of_two_sockets_of_a_tab_the_newer_stays(call, tab):
    first = call(tab.token)
    first.ask(1, "here")
    assert first.hear()["n"] == 1
    second = call(tab.token)
    second.ask(2, "there")
    assert second.hear()["n"] == 2
    assert closing(first)[0] == 4409
    second.ask(3, "still there")
    assert second.hear()["n"] == 3


def test_of_the_questions_that_wait_the_newest_of_each_topic_is_answered(call, tab, gate, asked):
    gate.clear()
    line = call(tab.token)
    line.ask(1, 1, "slow")
    assert asked.get(timeout=10) == 1
    for n in range(2, 6):
        line.ask(n, n, "slow")
    line.ask(6, "other")
    line.send(topic="no such topic", n=7)
    # The last message was read, so all before it were.
    assert "error" in line.hear()
    gate.set()
    heard = [line.hear() for _ in range(3)]
    assert {(each["topic"], each["n"]) for each in heard} == {("slow", 1), ("slow", 5), ("echo", 6)}
    assert asked.get(timeout=10) == 5
    assert asked.empty()


def test_whoever_does_not_read_delays_nobody(call, tab):
    other = Tab()
    silent, reader = call(tab.token), call(other.token)
    # More than what lies between the two can hold.
    for n in range(5):
        silent.ask(n, n, "large")
    reader.ask(1, None, "large")
    assert reader.hear()["n"] == 1
    reader.ask(2, "quick")
    assert reader.hear()["say"] == {"echo": "quick"}


NONSENSE = [
    "",
    "[]",
    "{",
    '{"topic": 7, "n": 1}',
    '{"topic": "nothing", "n": 1}',
    '{"topic": "echo", "n": "1"}',
    '{"topic": "echo", "n": true}',
    "[" * 150,
    "9" * 199,
    json.dumps({"topic": "echo", "n": 1, "ask": "x" * 100}),
    json.dumps({"topic": "slow", "n": 1, "ask": "x" * 10_000}),
]


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_gets_a_sentence_that_names_the_rule_and_the_value(call, tab, text):
    line = call(tab.token)
    line.socket.send(text)
    words = line.hear()["error"]
    assert "must" in words or "may have at most" in words
    assert "got" in words or "this one has" in words
    line.ask(1, "sense")
    assert line.hear()["n"] == 1


def test_a_hello_that_is_no_token_is_not_even_read(call):
    assert closing(call("x" * channel.MOST_HELLO))[0] == 4401


def test_who_sends_very_much_is_read_more_slowly_and_loses_nothing(call, tab, monkeypatch):
    monkeypatch.setattr(channel, "CHARACTERS_AT_ONCE", 10)
    slept = []
    sleep = channel.asyncio.sleep

    async def note(seconds):
        slept.append(seconds)
        await sleep(0)

    monkeypatch.setattr(channel.asyncio, "sleep", note)
    line = call(tab.token)
    line.ask(1, "x" * 50)
    assert line.hear()["say"] == {"echo": "x" * 50}
    assert max(slept) > 0


def test_bytes_are_nonsense(call, tab):
    line = call(tab.token)
    line.socket.send(b"\x00\xff")
    assert "JSON" in line.hear()["error"]


def test_who_goes_on_with_nonsense_is_closed(call, tab):
    line = call(tab.token)
    for _ in range(channel.MOST_NONSENSE + 1):
        line.socket.send("nonsense")
    assert closing(line) == (4400, "More than 20 messages made no sense.")


def test_who_floods_is_closed_and_another_socket_does_not_help(call, tab, monkeypatch):
    # Nothing is given back while the test runs.
    monkeypatch.setattr(channel, "MOST_A_SECOND", 0.001)
    line = call(tab.token)
    with suppress(ConnectionClosed):
        for n in range(channel.MOST_AT_ONCE + 1):
            line.ask(n, n)
    flooded = 4429, "At most 0.001 messages a second may come."
    assert closing(line) == flooded
    again = call(tab.token)
    again.ask(1, "at once")
    assert closing(again) == flooded
