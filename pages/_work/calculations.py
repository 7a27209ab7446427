"""What is worked out outside the pages' runs: each once for all who ask, one after the other."""

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from streamlit import runtime

from core.calculator import Cancel, News, Task, unpacked
from pages._work.child import Child

# Of results that are kept for those who ask again.
MOST_KEPT = 500
MOST_BYTES = 200 * 2**20

# Who asks for what the first visitors will want to see.
SERVER = "the server"

logger = logging.getLogger("threshold")

Status = Literal["waiting", "working", "done", "stopped"]


class BrokenOffError(RuntimeError):
    """The process that worked it out has died."""


@dataclass(eq=False)
class Calculation:
    """What somebody asked for; it changes only under the lock of its `Calculations`.

    outcome: the result, or the exception that was raised in its place, once it is done. token:
    the name by which a browser may ask how far it is. askers: (session, place on its page).
    """

    key: Hashable
    function: Callable
    args: tuple
    status: Status = "waiting"
    share: float = 0.0
    outcome: object = None
    bytes: int = 0
    token: str = field(default_factory=secrets.token_urlsafe)
    askers: set[tuple[str, str]] = field(default_factory=set)

    @property
    def ended(self) -> bool:
        return self.status in ("done", "stopped")


class Calculations:
    """The queue in front of the one process, and the results that are kept."""

    def __init__(self, is_active: Callable[[str], bool] | None = None):
        self._lock = threading.RLock()
        self._is_active = is_active or _is_active_session
        self._known: OrderedDict[Hashable, Calculation] = OrderedDict()
        self._queue: list[Calculation] = []
        self._current: Calculation | None = None
        self._number = 0
        self._child = Child("core.calculator", self._take)
        self._closed = False

    # ---- for pages and for the server

    def ask(
        self, who: str, place: str, key: Hashable, function: Callable, *args: object
    ) -> Calculation:
        """The calculation of that key: as it is, or begun.

        What the session asked for before at that place is stopped, unless somebody else wants it.
        """
        with self._lock:
            asked = self._known.get(key)
            if asked is None:
                asked = self._known[key] = Calculation(key, function, args)
                self._queue.append(asked)
            self._known.move_to_end(key)
            self._let_go(who, place, but=asked)
            asked.askers.add((who, place))
            self._advance()
            return asked

    def stop(self, who: str, place: str) -> None:
        """Give up what the session asked for at that place."""
        with self._lock:
            self._let_go(who, place)

    def forget(self, key: Hashable) -> None:
        """Keep that result no longer."""
        with self._lock:
            self._known.pop(key, None)

    def find(self, token: str) -> Calculation | None:
        """The calculation of that name."""
        with self._lock:
            return next((known for known in self._known.values() if known.token == token), None)

    def place(self, calculation: Calculation) -> int:
        """In the queue, from 1; 0 for one that doesn't wait."""
        with self._lock:
            return self._queue.index(calculation) + 1 if calculation in self._queue else 0

    @property
    def busy(self) -> bool:
        """Whether anything is still to be worked out."""
        with self._lock:
            return self._current is not None or bool(self._queue)

    def open(self) -> None:
        """Have the process ready before the first visitor comes."""
        with self._lock:
            self._child.start()

    def close(self) -> None:
        """End all of them."""
        with self._lock:
            self._closed = True
            for calculation in self._known.values():
                if not calculation.ended:
                    calculation.status = "stopped"
        self._child.close()

    # ---- the queue

    def _let_go(self, who: str, place: str, but: Calculation | None = None) -> None:
        for other in list(self._known.values()):
            if other is but or (who, place) not in other.askers:
                continue
            other.askers.discard((who, place))
            if not other.askers and not other.ended:
                self._withdraw(other)

    def _withdraw(self, calculation: Calculation) -> None:
        calculation.status = "stopped"
        del self._known[calculation.key]
        if calculation is self._current:
            self._child.send(Cancel(self._number))
        else:
            self._queue.remove(calculation)

    def _advance(self) -> None:
        while self._current is None and self._queue and not self._closed:
            calculation = self._queue.pop(0)
            if any(self._is_active(who) for who, _ in calculation.askers):
                self._current = calculation
                calculation.status = "working"
                self._number += 1
                self._child.start()
                self._child.send(Task(self._number, calculation.function, calculation.args))
            else:
                calculation.status = "stopped"
                del self._known[calculation.key]

    def _take(self, news: News | None) -> None:
        # Outside the lock: a large result takes a while to unpack.
        outcome = unpacked(news.outcome) if news and news.outcome else None
        with self._lock:
            current = self._current
            if current is None or (news is None and self._child.is_alive()):
                # Another process has taken the place of the one that died.
                return
            if news and not news.ended:
                current.share = news.share
                return
            if news is None:
                logger.error("The process died that worked out %s.", current.key)
                outcome = BrokenOffError("The process that worked it out has died.")
            if current.status == "working":
                self._finish(current, outcome, news)
            self._current = None
            self._advance()

    def _finish(self, calculation: Calculation, outcome: object, news: News | None) -> None:
        calculation.status, calculation.share, calculation.outcome = "done", 1.0, outcome
        # What it was worked out from may be a large file.
        calculation.args = ()
        if news:
            head, buffers = news.outcome
            calculation.bytes = len(head) + sum(map(len, buffers))
        self._make_room(calculation)

    def _make_room(self, newest: Calculation) -> None:
        """Drop the results that nobody asked for the longest until the others fit."""
        while len(self._known) > MOST_KEPT or self._bytes() > MOST_BYTES:
            old = next(
                (known for known in self._known.values() if known.ended and known is not newest),
                None,
            )
            if old is None:
                return
            del self._known[old.key]

    def _bytes(self) -> int:
        return sum(known.bytes for known in self._known.values())


def _is_active_session(session: str) -> bool:
    """Whether a tab of that session is open, on whichever page."""
    return session == SERVER or runtime.get_instance().is_active_session(session)


@cache
def service() -> Calculations:
    """The server's calculations."""
    return Calculations()
