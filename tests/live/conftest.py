"""A server of the channel alone, and sockets that speak to it."""

import json
import queue
import threading
from contextlib import ExitStack, contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from websockets.sync.client import connect

from pages._live.channel import Channel
from pages._live.guard import Guard
from pages._live.tabs import Tab
from pages._live.topics import Refused, Topic


class Line:
    """A browser's socket."""

    def __init__(self, socket):
        self.socket = socket

    def send(self, **message):
        self.socket.send(json.dumps(message))

    def ask(self, n: int, question: object, topic: str = "echo"):
        self.send(topic=topic, n=n, ask=question)

    def hear(self) -> dict:
        return json.loads(self.socket.recv(timeout=10))


@contextmanager
def serving(*topics: Topic):
    """The port of a server whose channel has those topics."""
    app = Starlette(
        routes=[
            WebSocketRoute("/live", Channel(*topics).follow),
            Route("/", lambda _: PlainTextResponse("a page")),
        ],
        middleware=[Middleware(Guard)],
    )
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    with pytest.MonkeyPatch.context() as patch:
        started = threading.Event()
        startup = server.startup

        async def start(*args, **kwargs):
            await startup(*args, **kwargs)
            started.set()

        patch.setattr(server, "startup", start)
        thread.start()
        assert started.wait(10)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def echo(_tab: Tab, ask: object) -> dict:
    if ask == "refuse":
        raise Refused("This is refused.")
    if ask == "fail":
        raise ZeroDivisionError
    return {"echo": ask}


@pytest.fixture(scope="session")
def gate():
    """Opened, it lets the topic "slow" answer; `asked` gets what it was asked."""
    return threading.Event()


@pytest.fixture(scope="session")
def asked():
    return queue.Queue()


@pytest.fixture(scope="session")
def port(gate, asked):
    def slow(_tab: Tab, ask: object) -> dict:
        asked.put(ask)
        assert gate.wait(10)
        return {"slow": ask}

    def large(_tab: Tab, ask: object) -> dict:
        return {"large": "x" * 10_000_000}

    topics = (("echo", 100, echo), ("slow", 200, slow), ("large", 100, large))
    with serving(*(Topic(*each) for each in topics)) as port:
        yield port


@pytest.fixture
def tab():
    return Tab()


@pytest.fixture
def call(port):
    """call(token): a socket that has said hello, closed at the end."""
    with ExitStack() as sockets:

        def call(token: object) -> Line:
            # It reads no second message before the first was heard.
            socket = connect(
                f"ws://127.0.0.1:{port}/live", max_size=None, max_queue=1, close_timeout=1
            )
            line = Line(sockets.enter_context(socket))
            line.send(hello=token)
            return line

        yield call
