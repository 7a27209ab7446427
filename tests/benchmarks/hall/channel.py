"""Those who draw by the live channel, as its scripts do (assets/web/live.js, pad.js)."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import websockets

from tests.benchmarks.hall.guests import PATIENCE as LOST
from tests.benchmarks.hall.pens import LONGEST_WAIT, Courier, Drawer, Pen, RerunPen

# When a pen rests, and when a socket without an answer is given up.
STILL = 0.2
PATIENCE = 1.0


class ChannelPen(Pen):
    """Each move is a question by the channel; at rest Python hears of it, if it must.

    As assets/web/live.js and pad.js do: one question is under way, of others the newest waits, and
    a socket without an answer is opened again.
    """

    def __init__(self, guest: Drawer, address: str):
        super().__init__()
        self._guest = guest
        self._url, self._origin = f"{address.replace('http', 'ws')}/live", address
        self._socket: websockets.ClientConnection | None = None
        self.connected = asyncio.Event()
        self._n = self._sent = 0
        self._waiting = self._still = False
        self._patience = PATIENCE
        self._timer: asyncio.TimerHandle | None = None
        self._resting: asyncio.TimerHandle | None = None
        self._courier = Courier(guest, self, self._python_must_hear)
        guest.redrawn = self._courier.answered
        self.serving = asyncio.create_task(self._serve())

    def _python_must_hear(self) -> bool:
        pad = self._guest.pad
        return pad["seq"] != self.seq and pad["looked"]

    async def moved(self) -> None:
        self._still = False
        if self._resting:
            self._resting.cancel()
        self._resting = asyncio.get_running_loop().call_later(STILL, self._rest)
        await self._question()

    async def lifted(self) -> None:
        self._resting.cancel()
        self._still = True
        await self._question()

    def _rest(self) -> None:
        self._still = True
        self._task = asyncio.create_task(self._question())

    async def _question(self) -> None:
        self._waiting = True
        if not self._sent and self.connected.is_set():
            await self._ask()

    async def _ask(self) -> None:
        self._n += 1
        self._sent, self._waiting = self._n, False
        self._timer = asyncio.get_running_loop().call_later(self._patience, self._cut)
        # It is asked again by the next socket.
        with suppress(websockets.ConnectionClosed):
            rest = "true" if self._still else "false"
            ask = f'{{"seq":{self.seq},"strokes":{self.strokes},"rest":{rest}}}'
            await self._socket.send(f'{{"topic":"draw","n":{self._n},"ask":{ask}}}')

    def _cut(self) -> None:
        self.cuts += 1
        self._patience = min(2 * self._patience, LONGEST_WAIT)
        self._closing = asyncio.create_task(self._socket.close())

    async def _serve(self) -> None:
        while not self.errors:
            connection = websockets.connect(self._url, origin=self._origin, max_size=None)
            async with connection as self._socket:
                await self._socket.send(json.dumps({"hello": self._guest.token}))
                self.connected.set()
                if self._sent or self._waiting:
                    await self._ask()
                with suppress(websockets.ConnectionClosed):
                    async for text in self._socket:
                        await self._hear(json.loads(text))
                self.connected.clear()
                # What the server has against it, it says by a code of its own.
                self.errors += (self._socket.close_code or 0) >= 4000

    async def _hear(self, message: dict) -> None:
        self.errors += "error" in message
        if not self._sent or message["n"] < self._sent:
            return
        self._timer.cancel()
        self._sent, self._patience = 0, PATIENCE
        if self._waiting:
            await self._ask()
        if "say" in message:
            said = message["say"]
            self.answered(said["seq"], said["rest"])
            if said["rest"] and said["seq"] == self.seq:
                # Python hears of a drawing that rests.
                self._telling = asyncio.create_task(self._courier.go())

    def close(self) -> None:
        self._courier.close()
        self.serving.cancel()
        for timer in (self._timer, self._resting):
            if timer:
                timer.cancel()


@asynccontextmanager
async def pen_of(guest: Drawer, address: str) -> AsyncIterator[Pen]:
    """The pen of a guest whose page is there."""
    if guest.token is None:
        pen = RerunPen(guest)
    else:
        pen = ChannelPen(guest, address)
        await asyncio.wait_for(pen.connected.wait(), LOST)
    yield pen
    pen.close()
