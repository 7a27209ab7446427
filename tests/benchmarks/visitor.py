"""Visitors without a browser: they speak Streamlit's protocol, and ask as often as a page would."""

import asyncio
import re
import time
from contextlib import asynccontextmanager

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class Visitor:
    """One open tab on the training page; `follow` has it ask again as its page says it should."""

    def __init__(self, socket, query: str):
        self._socket = socket
        self._query = query
        self._buttons: dict[str, str] = {}
        self._fragments: dict[str, float] = {}
        self._idle = asyncio.Event()
        self.progress = ""
        self.runs = self.bytes = 0
        self.listening = asyncio.create_task(self._listen())

    async def ask(self, fragment: str = "", press: str = "") -> None:
        """Run the page, or one fragment of it, perhaps with a button pressed; wait for the end."""
        message = BackMsg()
        state = message.rerun_script
        state.page_name, state.query_string, state.fragment_id = (
            "mnist_training",
            self._query,
            fragment,
        )
        state.is_auto_rerun = bool(fragment) and not press
        if press:
            widget = state.widget_states.widgets.add()
            widget.id, widget.trigger_value = self._buttons[press], True
        if not fragment:
            # A whole run draws all anew; Start may have become Pause.
            self._buttons.clear()
            self._fragments.clear()
        self._idle.clear()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(60):
            await self._idle.wait()

    async def press(self, label: str) -> None:
        """Click a button by the beginning of its label."""
        found = [name for name in self._buttons if name.startswith(label)]
        assert found, f"There is no {label}, only {', '.join(self._buttons)}."
        await self.ask(press=found[0])

    async def see(self, words: str) -> None:
        """Ask until the page says those words of its run's progress."""
        async with asyncio.timeout(60):
            while words not in self.progress:
                await asyncio.sleep(0.1)
                await self.ask()

    async def follow(self) -> None:
        """Ask again as often as the page says, until cancelled."""
        due: dict[str, float] = {}
        while True:
            for fragment, interval in list(self._fragments.items()):
                if due.setdefault(fragment, time.monotonic()) <= time.monotonic():
                    due[fragment] = time.monotonic() + interval
                    await self.ask(fragment)
            await asyncio.sleep(0.01)

    async def updates(self) -> int:
        """How many updates the page says that were made."""
        await self.ask()
        return int(re.search(r"([\d,]+) of", self.progress)[1].replace(",", ""))

    async def _listen(self) -> None:
        async for data in self._socket:
            self.bytes += len(data)
            message = ForwardMsg.FromString(data)
            match message.WhichOneof("type"):
                case "auto_rerun":
                    self._fragments[message.auto_rerun.fragment_id] = message.auto_rerun.interval
                case "delta":
                    self._read(message.delta.new_element)
                case "script_finished" if (
                    message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
                ):
                    self.runs += 1
                    self._idle.set()

    def _read(self, element) -> None:
        match element.WhichOneof("type"):
            case "button":
                self._buttons[element.button.label] = element.button.id
            case "progress":
                self.progress = element.progress.text


@asynccontextmanager
async def visiting(address: str, query: str = ""):
    """A visitor's tab, closed at the end."""
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    # A server answers nobody before it is warm.
    connection = websockets.connect(url, subprotocols=["streamlit"], max_size=None, open_timeout=60)
    async with connection as socket:
        visitor = Visitor(socket, query)
        try:
            await visitor.ask()
            yield visitor
        finally:
            visitor.listening.cancel()
