"""Those who draw: by the live channel where the page offers it, by reruns where it doesn't."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache

import numpy as np
import websockets

from tests.benchmarks.hall.guests import Guest, Waits
from tests.drawings import drawings

# A drawing's moves, and how long the pen is up after it.
MOVES, PAUSE = 12, 1.0
# As the browser's scripts have it: when a message to Python is sent once more.
FIRST_WAIT, LONGEST_WAIT = 1.0, 8.0


@cache
def pictures(copies: int = 1) -> list[list[str]]:
    """Drawings: of each the strokes so far, in JSON, at each move of the pen."""
    return [_moves(strokes) for _, strokes in drawings(copies)]


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

    A rest is a pen that was lifted; its answer has the judgement.
    """

    def __init__(self):
        self.seq = 0
        self.moves, self.rests = Waits(), Waits()
        self.drawings = self.in_time = self.errors = 0

    async def draw(self, speed: float, seconds: float, seed: int) -> None:
        """So many moves a second, a drawing after the other, to a drawing's end."""
        choice = random.Random(seed)
        # Nobody begins in step.
        await asyncio.sleep(choice.uniform(0, 1 / speed))
        ended = time.monotonic() + seconds
        while time.monotonic() < ended:
            due = time.monotonic()
            for strokes in choice.choice(pictures()):
                self.seq += 1
                self.moves.ask(self.seq)
                await self.move(strokes)
                due += 1 / speed
                await asyncio.sleep(max(0, due - time.monotonic()))
            await self.lift()
            await asyncio.sleep(PAUSE)
            self.drawings += 1
            self.in_time += not self.moves.open

    async def move(self, strokes: str) -> None:
        raise NotImplementedError

    async def lift(self) -> None:
        raise NotImplementedError


class Guestbook(Guest):
    """A guest at a page with a pad: the tab's token for the channel, and who hears of answers."""

    token: str | None = None
    answered = None

    def _look(self, element) -> None:
        super()._look(element)
        component = element.bidi_component
        if element.WhichOneof("type") != "bidi_component":
            return
        if component.component_name == "live":
            self.token = json.loads(component.json)["token"]
        if component.component_name == "pad" and self.answered:
            self.answered(json.loads(component.json)["seq"])


class RerunPen(Pen):
    """Each move is a trigger of the pad, one at a time, and again until it is answered."""

    def __init__(self, guest: Guestbook):
        super().__init__()
        self._guest = guest
        self._newest, self._sent, self._told = "", 0, 0
        self._wait = FIRST_WAIT
        self._again: asyncio.TimerHandle | None = None
        guest.answered = self._answered

    async def move(self, strokes: str) -> None:
        self._newest = strokes
        await self._go()

    async def lift(self) -> None:
        # The answer to the last move has it all; it may have come already.
        self.rests.ask(self.seq)
        self.rests.answer(self._told)

    async def _go(self) -> None:
        if self._sent or self._told == self.seq:
            return
        self._sent = self.seq
        self._again = asyncio.get_running_loop().call_later(self._wait, self._retry)
        value = f'{{"seq":{self.seq},"strokes":{self._newest}}}'
        await self._guest.send(
            *self._guest.telling("pad", f'[{{"event":"drawing","value":{value}}}]')
        )

    def _retry(self) -> None:
        self._wait = min(2 * self._wait, LONGEST_WAIT)
        self._sent = 0
        self._start()

    def _answered(self, seq: int) -> None:
        self._told = seq
        self.moves.answer(seq)
        self.rests.answer(seq)
        if seq == self._sent:
            self._again.cancel()
            self._sent, self._wait = 0, FIRST_WAIT
        self._start()

    def _start(self) -> None:
        self._task = asyncio.create_task(self._go())

    def close(self) -> None:
        if self._again:
            self._again.cancel()


class ChannelPen(Pen):
    """Each move is a question by the channel, whether the one before was answered or not."""

    def __init__(self, socket):
        super().__init__()
        self._socket = socket
        self._told = 0
        self.listening = asyncio.create_task(self._listen())

    async def move(self, strokes: str) -> None:
        ask = f'{{"seq":{self.seq},"strokes":{strokes}}}'
        # Whoever is hung up on is counted at the end.
        with suppress(websockets.ConnectionClosed):
            await self._socket.send(f'{{"topic":"draw","n":{self.seq},"ask":{ask}}}')

    async def lift(self) -> None:
        # The answer to the last move has it all; it may have come already.
        self.rests.ask(self.seq)
        self.rests.answer(self._told)

    async def _listen(self) -> None:
        with suppress(websockets.ConnectionClosed):
            async for text in self._socket:
                self._hear(json.loads(text))
        # The server has hung up.
        self.errors += 1

    def _hear(self, message: dict) -> None:
        if "say" not in message:
            self.errors += 1
            return
        self._told = message["say"]["seq"]
        self.moves.answer(self._told)
        self.rests.answer(self._told)

    def close(self) -> None:
        self.listening.cancel()


@asynccontextmanager
async def pen_of(guest: Guestbook, address: str) -> AsyncIterator[Pen]:
    """The pen of a guest whose page is there."""
    if guest.token is None:
        pen = RerunPen(guest)
        yield pen
        pen.close()
        return
    url = f"{address.replace('http', 'ws')}/live"
    async with websockets.connect(url, origin=address, max_size=None) as socket:
        await socket.send(json.dumps({"hello": guest.token}))
        pen = ChannelPen(socket)
        yield pen
        pen.close()
