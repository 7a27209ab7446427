"""One script at a time: scripts that run at once choke each other on the interpreter's lock."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

import streamlit as st

# How long a session that asked for it stays first in line.
HURRY_SECONDS = 60.0
# How often who waits looks whether there is still something to wait for.
LOOK_UP_SECONDS = 0.5


class Gate:
    """A re-entrant lock that serves those who wait in the order they came, some before others."""

    def __init__(self):
        self._lock = threading.Lock()
        # The thread inside, and how often it went in.
        self._inside: int | None = None
        self._depth = 0
        # Of those who wait, the first in line and the others: their threads, and how to call them.
        self._first: deque[tuple[int, threading.Event]] = deque()
        self._others: deque[tuple[int, threading.Event]] = deque()

    @contextmanager
    def turn(
        self, first: bool = False, look_up: Callable[[], object] = lambda: None
    ) -> Iterator[None]:
        """Wait for one's turn; `first` goes before all who wait and aren't first themselves.

        `look_up` is called now and then while one waits; with an exception it ends the waiting.
        """
        self._enter(first, look_up)
        try:
            yield
        finally:
            self._leave()

    @property
    def waiting(self) -> int:
        """How many wait."""
        with self._lock:
            return len(self._first) + len(self._others)

    def _enter(self, first: bool, look_up: Callable[[], object]) -> None:
        me = threading.get_ident()
        with self._lock:
            if self._inside in (None, me):
                self._inside = me
                self._depth += 1
                return
            place = me, threading.Event()
            line = self._first if first else self._others
            line.append(place)
        try:
            while not place[1].wait(LOOK_UP_SECONDS):
                look_up()
        except BaseException:
            with self._lock:
                waits = place in line
                if waits:
                    line.remove(place)
            if not waits:
                self._leave()
            raise

    def _leave(self) -> None:
        with self._lock:
            self._depth -= 1
            if self._depth:
                return
            self._inside = None
            if line := self._first or self._others:
                # Handed over: nobody who comes just now gets in between.
                self._inside, called = line.popleft()
                self._depth = 1
                called.set()


_gate = Gate()


@contextmanager
def turn() -> Iterator[None]:
    """Let the script of this visitor run when no other one does."""
    with _gate.turn(_hurries(), look_up=_hurries):
        yield


def hurry() -> None:
    """Have this visitor first in line for a while: a room looks at what they show."""
    st.session_state["gate-hurry"] = time.monotonic() + HURRY_SECONDS


def _hurries() -> bool:
    """Whether this visitor is first in line; where the tab was closed, Streamlit ends the run."""
    return st.session_state.get("gate-hurry", 0) > time.monotonic()


def fragment(body: Callable) -> Callable:
    """`st.fragment`, with its body in turn; one within another runs in the other one's turn."""

    @wraps(body)
    def in_turn(*args, **kwargs):
        with turn():
            return body(*args, **kwargs)

    # By its name and place Streamlit knows a fragment: those of two pages are not the same.
    in_turn.__qualname__ = f"{Path(body.__code__.co_filename).stem}.{body.__qualname__}"
    return st.fragment(in_turn)
