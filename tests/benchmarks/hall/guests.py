"""Visitors who behave as a browser does: they send what happens, whether they were answered or not.

What runs again by itself does so by `run_every`, which a browser obeys without waiting for an
answer, or by a component `poll`, which waits for it (assets/web/poll.js).
"""

import asyncio
import json
import math
import re
import time
from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.benchmarks.visitor import Visitor, visiting

# The app's own words for a page that failed.
FAILED = "Something went wrong on this page"
# A number that changes with each frame of what plays.
FRAME = re.compile(r"<span>(?:steps|update)</span><b>([\d,]+)</b>")
STATUS = re.compile(r"\*\*(.+?)\*\* · ([\d,]+) of")
# How long a poll waits at least after an answer, and until it asks again without one.
POLL_BREATH, POLL_PATIENCE = 0.02, 4.0
# How long it takes at most until somebody counts as lost.
PATIENCE = 30.0


class Waits:
    """How long what was asked waited, in seconds; an answer answers all that was asked before."""

    def __init__(self):
        self._asked: deque[tuple[int, float]] = deque()
        self.done: list[float] = []

    def ask(self, number: int) -> None:
        self._asked.append((number, time.monotonic()))

    def answer(self, number: int) -> None:
        while self._asked and self._asked[0][0] <= number:
            self.done.append(time.monotonic() - self._asked.popleft()[1])

    @property
    def open(self) -> int:
        """How much is still to be answered."""
        return len(self._asked)


@dataclass
class Clock:
    """What runs again: how often, when next, and what a poll tells for it."""

    interval: float
    due: float
    told: str = ""

    def again(self, now: float) -> None:
        """Set it after it rang; a poll asks once more only if there is no answer for long."""
        self.due = now + POLL_PATIENCE if self.told else self.due + self.interval


class Guest(Visitor):
    """One open tab: whether its page failed, what it was shown, and when its run changed."""

    def __init__(self, *args):
        # Before the first message comes.
        self._news = asyncio.Event()
        # By the ids of fragments, and of polls.
        self._clocks: dict[str, Clock] = {}
        # When each poll last asked.
        self._asked: dict[str, float] = {}
        self._frame = ""
        # Whether the page failed; whether the server has hung up.
        self.failed = self.lost = False
        self.frames = 0
        # The status that the page tells of its run, and when it first told it.
        self.statuses: list[tuple[float, str]] = []
        # When it first told of an update.
        self.moved: float | None = None
        super().__init__(*args)
        self.listening.add_done_callback(self._hung_up)

    def _hung_up(self, listening: asyncio.Task) -> None:
        self.lost = not listening.cancelled()

    @property
    def status(self) -> str:
        return self.statuses[-1][1] if self.statuses else ""

    async def until(self, condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        """Wait for a condition that some message brings about; whether it came."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return False
        return True

    async def put(self, label: str, value: float) -> None:
        """Move a slider, and go on."""
        control = self._controls[label]
        value = {"double_array_value": {"data": [value]}}
        self._values[control.id] = WidgetState(id=control.id, **value)
        await self.send(control.fragment)

    async def click(self, label: str) -> None:
        """Click a button, and go on."""
        await self.send(*self.pressing(label))

    async def follow(self) -> None:
        """Ask as often as the page's clocks and polls say, until cancelled."""
        while True:
            now = time.monotonic()
            due = [(name, clock) for name, clock in self._clocks.items() if clock.due <= now]
            for name, clock in due:
                self._asked[name] = now
                clock.again(now)
                await self.send(*(self.telling(name, clock.told) if clock.told else (name,)))
            soonest = min((clock.due for clock in self._clocks.values()), default=now)
            await asyncio.sleep(min(0.05, max(0.005, soonest - now)))

    def notice(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session" if not message.metadata.run.fragment_ids:
                self._clocks.clear()
            case "auto_rerun":
                fragment, interval = message.auto_rerun.fragment_id, message.auto_rerun.interval
                self._clocks[fragment] = Clock(interval, time.monotonic() + interval)
            case "stop_auto_rerun":
                for fragment in message.stop_auto_rerun.fragment_ids:
                    self._clocks.pop(fragment, None)
            case "delta":
                self._look(message.delta.new_element)
                self._wind(message.delta.new_element.bidi_component)
        self._news.set()

    def _wind(self, component) -> None:
        """Take note of a poll: it asks again a while after it last did, but not before now."""
        if component.component_name != "poll":
            return
        data, now = json.loads(component.json), time.monotonic()
        asked = self._asked.setdefault(component.id, now)
        told = json.dumps([{"event": "due", "value": data["answer"]}])
        interval = math.inf if data["seconds"] is None else data["seconds"]
        due = max(now + POLL_BREATH, asked + interval)
        self._clocks[component.id] = Clock(interval, due, told)

    def _look(self, element) -> None:
        match element.WhichOneof("type"):
            case "alert" if FAILED in element.alert.body:
                self.failed = True
            case "exception":
                self.failed = True
            case "html" if found := FRAME.search(element.html.body):
                self.frames += found[1] != self._frame
                self._frame = found[1]
            case "progress" if found := STATUS.search(element.progress.text):
                if found[2] != "0":
                    self.moved = self.moved or time.monotonic()
                if found[1] != self.status:
                    self.statuses.append((time.monotonic(), found[1]))


@asynccontextmanager
async def crowd(address: str, count: int, query: str = "", page: str = "", kind=Guest):
    """So many guests, who came one after the other; their numbers may be in the query."""
    async with AsyncExitStack() as tabs:
        yield [
            await tabs.enter_async_context(visiting(address, query.format(number), page, kind))
            for number in range(count)
        ]
