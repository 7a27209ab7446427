"""The live channel: what a tab asks without a rerun, by one WebSocket at /live.

Its messages are JSON, one object each.

From the browser:
    {"hello": token}                        first; the page has the token from Python
    {"topic": name, "n": n, "ask": any}     a question, n counting up
From the server:
    {"topic": name, "n": n, "say": any}     the answer, and to all questions before n as well
    {"topic": name, "n": n, "error": words} there is none, as a sentence says
    {"error": words}                        a message that made no sense
Then it closes: 4400 for too much nonsense, 4401 for a token that nobody has (a server that was
restarted knows none; the page gets another), 4409 where the tab has opened another socket, 4429
for too many messages; each with a sentence as the reason.

Of each socket one question is answered at a time, and of those that wait only the newest of a
topic. So a slow one delays nobody, and nothing piles up. What a tab may send is counted by tab,
whichever socket it opens.
"""

import asyncio
import contextlib
import json
import logging
import reprlib
import time
from concurrent.futures import Executor, ThreadPoolExecutor

from starlette.websockets import WebSocket, WebSocketDisconnect

from pages._live import tabs
from pages._live.tabs import Tab
from pages._live.topics import Refused, Topic

PATIENCE = 10.0
MOST_HELLO = 200
# Messages a second, in the long run and at once; a display shows 60 pictures, some twice as many.
MOST_A_SECOND, MOST_AT_ONCE = 120, 240
# Characters: whoever sends more is read more slowly, since reading JSON holds up all others.
CHARACTERS_A_SECOND = CHARACTERS_AT_ONCE = 2_000_000
# Messages that make no sense, one more every ten seconds.
MOST_NONSENSE = 20
logger = logging.getLogger("threshold")


class Abuse(Exception):
    """A socket that is closed, with a code and a sentence."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


class Channel:
    """Answers the sockets of all tabs, in one thread: more would only take turns."""

    def __init__(self, *topics: Topic) -> None:
        self._topics = {topic.name: topic for topic in topics}
        self._executor = ThreadPoolExecutor(1, "channel")

    async def follow(self, socket: WebSocket) -> None:
        """Serve one socket until it closes."""
        await socket.accept()
        try:
            tab = await _admit(socket)
            await _Line(socket, tab, self._topics, self._executor).serve()
        except Abuse as abuse:
            await _close(socket, abuse.code, str(abuse))
        except WebSocketDisconnect:
            pass


async def _admit(socket: WebSocket) -> Tab:
    """The tab that a new socket proves to be; it closes the tab's old one."""
    try:
        text = await asyncio.wait_for(_receive(socket), PATIENCE)
        message = _object(text) if len(text) <= MOST_HELLO else {}
    except (TimeoutError, Refused):
        message = {}
    tab = tabs.find(message.get("hello"))
    if tab is None:
        raise Abuse(4401, "A socket must begin with the token of an open page.")
    old, tab.socket = tab.socket, socket
    if old is not None:
        await _close(old, 4409, "The tab has opened another socket.")
    return tab


async def _close(socket: WebSocket, code: int, words: str) -> None:
    # Unless it was closed by itself meanwhile.
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await socket.close(code, words)


class _Line:
    """One socket's questions and answers."""

    def __init__(
        self, socket: WebSocket, tab: Tab, topics: dict[str, Topic], executor: Executor
    ) -> None:
        self._socket, self._tab, self._topics, self._executor = socket, tab, topics, executor
        self._waiting: dict[str, tuple[int, object]] = {}
        self._asked = asyncio.Event()
        self._left = tab.of(_Budgets)

    async def serve(self) -> None:
        answering = asyncio.create_task(self._answer_all())
        try:
            while True:
                text = await _receive(self._socket)
                await asyncio.sleep(self._left.characters.debt(len(text)))
                await self._hear(text)
        finally:
            answering.cancel()
            if self._tab.socket is self._socket:
                self._tab.socket = None

    async def _hear(self, text: str) -> None:
        if self._left.messages.debt():
            raise Abuse(4429, f"At most {MOST_A_SECOND} messages a second may come.")
        try:
            name, n, ask = self._read(text)
        except Refused as refused:
            if self._left.nonsense.debt():
                raise Abuse(4400, f"More than {MOST_NONSENSE} messages made no sense.") from None
            await _send(self._socket, {"error": str(refused)})
        else:
            self._waiting[name] = n, ask
            self._asked.set()

    def _read(self, text: str) -> tuple[str, int, object]:
        """A question's topic, number and content; raises Refused."""
        longest = max(topic.most for topic in self._topics.values())
        if len(text) > longest:
            raise Refused(
                f"A message may have at most {longest:,} characters; this one has {len(text):,}."
            )
        message = _object(text)
        name, n = message.get("topic"), message.get("n")
        if not isinstance(name, str) or name not in self._topics:
            raise Refused(
                f"A topic must be one of {', '.join(self._topics)}; got {reprlib.repr(name)}."
            )
        if type(n) is not int:
            raise Refused(f"A question's n must be a whole number; got {reprlib.repr(n)}.")
        if len(text) > self._topics[name].most:
            raise Refused(
                f"A question of the topic {name} may have at most {self._topics[name].most:,} "
                f"characters; this one has {len(text):,}."
            )
        return name, n, message.get("ask")

    async def _answer_all(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._asked.wait()
            self._asked.clear()
            while self._waiting:
                name = next(iter(self._waiting))
                n, ask = self._waiting.pop(name)
                text = await loop.run_in_executor(self._executor, self._answer, name, n, ask)
                try:
                    await self._socket.send_text(text)
                except (WebSocketDisconnect, RuntimeError):
                    # Whoever reads the socket hears of it, too.
                    return

    def _answer(self, name: str, n: int, ask: object) -> str:
        try:
            answer = {"say": self._topics[name].answer(self._tab, ask)}
        except Refused as refused:
            answer = {"error": str(refused)}
        except Exception:
            logger.exception("The topic %s failed.", name)
            answer = {"error": "Something went wrong; the server's log says more."}
        return json.dumps({"topic": name, "n": n, **answer})


class _Budget:
    """So many a second in the long run, so many at once."""

    def __init__(self, a_second: float, at_once: float) -> None:
        self._a_second, self._at_once = a_second, at_once
        self._left, self._since = at_once, time.monotonic()

    def debt(self, amount: float = 1) -> float:
        """Take so much, and say in how many seconds it will have been within the budget."""
        now = time.monotonic()
        self._left = min(self._at_once, self._left + (now - self._since) * self._a_second)
        self._since = now
        self._left -= amount
        return max(0.0, -self._left / self._a_second)


class _Budgets:
    """What a tab may still send, by whichever socket."""

    def __init__(self) -> None:
        self.messages = _Budget(MOST_A_SECOND, MOST_AT_ONCE)
        self.characters = _Budget(CHARACTERS_A_SECOND, CHARACTERS_AT_ONCE)
        self.nonsense = _Budget(0.1, MOST_NONSENSE)


async def _receive(socket: WebSocket) -> str:
    """The next message; what isn't text makes no sense, and is none in JSON either."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message["code"], message.get("reason"))
    return message.get("text") or ""


async def _send(socket: WebSocket, message: dict) -> None:
    await socket.send_text(json.dumps(message))


def _object(text: str) -> dict:
    try:
        message = json.loads(text)
    # Deeply nested lists exhaust Python's stack; Python refuses to read the longest numbers.
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict):
        raise Refused(f"A message must be an object in JSON; got {reprlib.repr(text)}.")
    return message
