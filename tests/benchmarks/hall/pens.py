"""Those who draw: what they draw, how long it waits for answers, and how it is told by reruns."""

import asyncio
import json
import random
import time
from collections.abc import Callable
from functools import cache

import numpy as np

from tests.benchmarks.hall.guests import Guest, Waits
from tests.drawings import drawings

# A drawing's moves, and how long the pen is up after it.
MOVES, PAUSE = 12, 1.0
# When a message to Python is sent once more, at first and at last.
FIRST_WAIT, LONGEST_WAIT = 1.0, 8.0


@cache
def pictures() -> list[list[str]]:
    """Drawings: of each the strokes so far, in JSON, at each move of the pen."""
    return [_moves(strokes) for _, strokes in drawings(copies=1)]


def _moves(strokes: list[np.ndarray]) -> list[str]:
    """They grow by as many points at each move, in thousandths of the pad's side."""
    whole = [np.rint(60 + 8.8 * stroke).clip(0, 1000).astype(int).tolist() for stroke in strokes]
    points = sum(map(len, whole))
    return [
        json.dumps(_first(whole, max(1, points * move // MOVES)), separators=(",", ":"))
        for move in range(1, MOVES + 1)
    ]


def _first(strokes: list[list], points: int) -> list[list]:
    """As much of the strokes as has so many points."""
    some = []
    for stroke in strokes:
        if points > 0:
            some.append(stroke[:points])
            points -= len(stroke)
    return some


class Pen:
    """What one visitor has drawn, and how long each move and each rest waited for its answer.

    A rest is a pen that was lifted; any answer to the last move has the judgement.
    """

    def __init__(self):
        self.seq = self.told = 0
        self.strokes = "[]"
        self.moves, self.rests = Waits(), Waits()
        self.drawings = self.in_time = self.answers = self.errors = self.cuts = 0

    async def draw(self, speed: float, seconds: float, seed: int) -> None:
        """So many moves a second, a drawing after the other, to a drawing's end."""
        choice = random.Random(seed)
        # Nobody begins in step.
        await asyncio.sleep(choice.uniform(0, 1 / speed))
        ended = time.monotonic() + seconds
        while time.monotonic() < ended:
            due = time.monotonic()
            for self.strokes in choice.choice(pictures()):
                self.seq += 1
                self.moves.ask(self.seq)
                await self.moved()
                due += 1 / speed
                await asyncio.sleep(max(0, due - time.monotonic()))
            self.rests.ask(self.seq)
            # The answer may have come already.
            self.rests.answer(self.told)
            await self.lifted()
            await asyncio.sleep(PAUSE)
            self.drawings += 1
            self.in_time += not self.moves.open

    @property
    def message(self) -> str:
        """What is drawn, as JSON."""
        return f'{{"seq":{self.seq},"strokes":{self.strokes}}}'

    def answered(self, seq: int, judged: bool = True) -> None:
        self.answers += 1
        self.moves.answer(seq)
        if judged:
            self.told = seq
            self.rests.answer(seq)

    async def moved(self) -> None:
        raise NotImplementedError

    async def lifted(self) -> None:
        """Where a lifted pen changes nothing, nothing is to be done."""

    def close(self) -> None:
        raise NotImplementedError


class Drawer(Guest):
    """A guest at a page with a pad; keeps what the pad was told last, and its token."""

    def __init__(self, *args):
        self.pad: dict = {}
        self.token: str | None = None
        self.redrawn: Callable[[int], None] = lambda seq: None
        super().__init__(*args)

    def _look(self, element) -> None:
        super()._look(element)
        if element.WhichOneof("type") != "bidi_component":
            return
        component = element.bidi_component
        if component.component_name == "live":
            self.token = json.loads(component.json)["token"]
        elif component.component_name == "pad":
            self.pad = json.loads(component.json)
            self.token = self.pad.get("live", self.token)
            self.redrawn(self.pad["seq"])


class Courier:
    """Tells the pad's drawings to Python, one at a time and again until it is answered.

    As assets/web/courier.js does; `due` says whether there is anything to tell.
    """

    def __init__(self, guest: Drawer, pen: Pen, due: Callable[[], bool]):
        self._guest, self._pen, self._due = guest, pen, due
        self._sent, self._wait = 0, FIRST_WAIT
        self._timer: asyncio.TimerHandle | None = None

    async def go(self) -> None:
        if self._sent or not self._due():
            return
        self._sent = self._pen.seq
        self._timer = asyncio.get_running_loop().call_later(self._wait, self._again)
        told = f'[{{"event":"drawing","value":{self._pen.message}}}]'
        await self._guest.send(*self._guest.telling("pad", told))

    def answered(self, seq: int) -> None:
        if seq == self._sent:
            self.close()
            self._sent, self._wait = 0, FIRST_WAIT

    def _again(self) -> None:
        self._sent, self._wait = 0, min(2 * self._wait, LONGEST_WAIT)
        self._task = asyncio.create_task(self.go())

    def close(self) -> None:
        if self._timer:
            self._timer.cancel()


class RerunPen(Pen):
    """Each move is a trigger of the pad."""

    def __init__(self, guest: Drawer):
        super().__init__()
        self._courier = Courier(guest, self, lambda: self.told != self.seq)
        guest.redrawn = self._redrawn

    async def moved(self) -> None:
        await self._courier.go()

    def _redrawn(self, seq: int) -> None:
        self._courier.answered(seq)
        self.answered(seq)
        self._task = asyncio.create_task(self._courier.go())

    def close(self) -> None:
        self._courier.close()
