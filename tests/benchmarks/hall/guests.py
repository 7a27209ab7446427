"""Visitors who behave as a browser does: they send what happens, whether they were answered or not.

What runs again by itself does so by `run_every`, which a browser obeys without waiting for an
answer, or by a component `poll`, which waits for it (assets/web/poll.js).
"""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.benchmarks.visitor import Visitor, telling, visiting

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
    """A fragment that runs again: how often, when next, and by which trigger of a poll."""

    fragment: str
    interval: float
    due: float
    trigger: WidgetState | None = None
    asked: float = 0.0

    def again(self, now: float) -> None:
        """Note that it was asked for; a poll asks once more only if there is no answer for long."""
        self.asked = now
        self.due = now + POLL_PATIENCE if self.trigger else self.due + self.interval


class Guest(Visitor):
    """One open tab: whether its page failed, what it was shown, and when its run changed."""

    def __init__(self, *args):
        # Before the first message comes.
        self._news = asyncio.Event()
        self._clocks: dict[str, Clock] = {}
        # As they were last, those too that are left alone.
        self._polls: dict[str, Clock] = {}
        self._frame = ""
        # Whether the page failed; whether the server has hung up.
        self.failed = self.lost = False
        self.frames = 0
        # The status that the page tells of its run, and when it first told it.
        self.statuses: list[tuple[float, str]] = []
        # When it first told of an update.
        self.moved: float | None = None
        super().__init__(*args)

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
            for clock in [clock for clock in self._clocks.values() if clock.due <= now]:
                clock.again(now)
                await self.send(clock.fragment, clock.trigger)
            soonest = min((clock.due for clock in self._clocks.values()), default=now)
            await asyncio.sleep(min(0.05, max(0.005, soonest - now)))

    async def _listen(self) -> None:
        with suppress(websockets.ConnectionClosed):
            await super()._listen()
        self.lost = True

    def notice(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session" if not message.metadata.run.fragment_ids:
                self._clocks.clear()
            case "auto_rerun":
                fragment, interval = message.auto_rerun.fragment_id, message.auto_rerun.interval
                self._clocks[fragment] = Clock(fragment, interval, time.monotonic() + interval)
            case "stop_auto_rerun":
                for fragment in message.stop_auto_rerun.fragment_ids:
                    self._clocks.pop(fragment, None)
            case "delta":
                self._look(message.delta.new_element)
                self._wind(message.delta.new_element.bidi_component, message.delta.fragment_id)
        self._news.set()

    def _wind(self, component, fragment: str) -> None:
        """Take note of a poll: it asks again a while after this answer."""
        if component.component_name != "poll":
            return
        data, now = json.loads(component.json), time.monotonic()
        before = self._polls.get(component.id)
        told = json.dumps([{"event": "due", "value": data["answer"]}])
        poll = Clock(fragment, data["seconds"] or 0, now, telling(component.id, told))
        poll.asked = before.asked if before else now
        poll.due = max(now + POLL_BREATH, poll.asked + poll.interval)
        self._polls[component.id] = poll
        if data["seconds"] is None:
            self._clocks.pop(component.id, None)
        else:
            self._clocks[component.id] = poll

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
