"""One script at a time: who waits for whom, and that nobody keeps the others out."""

import threading
from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages._ui import gate
from pages._ui.gate import Gate
from tests.pages.conftest import wait_until


def wait_in_line(line: Gate, body: Callable[[], None], **how) -> threading.Thread:
    """A thread that has come to the gate and waits there."""

    def run() -> None:
        with line.turn(**how):
            body()

    before = line.waiting
    thread = threading.Thread(target=run)
    thread.start()
    wait_until(lambda: line.waiting == before + 1)
    return thread


def test_turns_come_in_order_with_the_first_in_line_before_all_others():
    line, served = Gate(), []
    with line.turn():
        threads = [
            wait_in_line(line, lambda name=name: served.append(name), first=name.isupper())
            for name in "abAcB"
        ]
        assert served == []
    for thread in threads:
        thread.join()
    assert served == ["A", "B", "a", "b", "c"]


def test_who_is_inside_may_go_in_again_and_keeps_it_until_the_last_way_out():
    line, served = Gate(), []
    with line.turn():
        with line.turn():
            thread = wait_in_line(line, lambda: served.append("next"))
        assert line.waiting == 1
        assert served == []
    thread.join()
    assert served == ["next"]


def test_who_has_nothing_to_wait_for_any_more_leaves_the_line():
    line = Gate()
    left, served = threading.Event(), []

    def leave() -> None:
        left.set()
        raise RuntimeError

    def wait() -> None:
        with pytest.raises(RuntimeError), line.turn(look_up=leave):
            served.append("nobody")

    with line.turn():
        thread = threading.Thread(target=wait)
        thread.start()
        assert left.wait(60)
        thread.join()
        assert line.waiting == 0
    with line.turn():
        assert served == []


def test_fragments_of_two_pages_have_two_names(monkeypatch):
    monkeypatch.setattr(st, "fragment", lambda body: body)
    names = set()
    for page in ("one", "another"):
        scope = {}
        exec(compile("def lesson(): pass", f"pages/{page}.py", "exec"), scope)
        names.add(gate.fragment(scope["lesson"]).__qualname__)
    assert names == {"one.lesson", "another.lesson"}


def turns_away(ending: str) -> None:
    """A page whose script and fragment end in a way of their own, the first time."""
    import streamlit as st

    from pages._ui import gate

    def end() -> None:
        if st.session_state.setdefault("ended", False):
            return
        st.session_state["ended"] = True
        match ending:
            case "stop":
                st.stop()
            case "rerun":
                st.rerun()
            case "error":
                raise ValueError("of the page's own")

    with gate.turn():
        gate.fragment(end)()


@pytest.mark.parametrize("ending", ["stop", "rerun", "error"])
def test_however_a_script_ends_the_next_one_has_its_turn(ending):
    AppTest.from_function(turns_away, kwargs={"ending": ending}).run()
    # It would wait for ever.
    app = AppTest.from_function(turns_away, kwargs={"ending": "no way"}).run()
    assert not app.exception


def test_who_asked_for_it_is_first_in_line(monkeypatch):
    asked, state = [], {}
    monkeypatch.setattr(gate._gate, "_enter", lambda first, _: asked.append(first))
    monkeypatch.setattr(gate._gate, "_leave", lambda: None)
    monkeypatch.setattr(st, "session_state", state)
    with gate.turn():
        gate.hurry()
    with gate.turn():
        pass
    monkeypatch.setattr(gate.time, "monotonic", lambda: state["gate-hurry"])
    with gate.turn():
        pass
    assert asked == [False, True, False]
