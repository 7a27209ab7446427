"""Visitors without a browser: they speak Streamlit's protocol, and ask as often as a page would."""

import asyncio
import json
import math
import re
import time
import urllib.request
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX


@dataclass(frozen=True)
class Control:
    """What can be moved, pressed or filled on a page, and the fragment that it stands in."""

    id: str
    fragment: str


class Visitor:
    """One open tab on a page; `follow` has it ask again as its page says it should."""

    def __init__(self, socket, address: str, page: str, query: str):
        self._socket = socket
        self._address = address
        # A page is asked for by its name until the server has told its hash.
        self._page, self._hash = page, ""
        self._query = query
        self._buttons: dict[str, Control] = {}
        self._controls: dict[str, Control] = {}
        self._values: dict[str, WidgetState] = {}
        # Of the components that ask again: what they were last told, and when.
        self._polls: dict[str, dict] = {}
        self._idle = asyncio.Event()
        self._upload: asyncio.Future | None = None
        self.session = self.progress = self._awaited = ""
        self.runs = self.bytes = 0
        self.listening = asyncio.create_task(self._listen())

    async def ask(self, fragment: str = "", trigger: WidgetState | None = None) -> None:
        """Run the page, or one fragment of it, with all that was set; wait for the end."""
        if not fragment:
            # A whole run draws all anew; Start may have become Pause.
            self._buttons.clear()
            self._polls.clear()
        self._awaited = ""
        self._idle.clear()
        await self.send(fragment, trigger)
        async with asyncio.timeout(300):
            await self._idle.wait()

    async def send(self, fragment: str = "", trigger: WidgetState | None = None) -> None:
        """Ask for a run, as `ask` does, and go on."""
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash, state.page_name = self._hash, "" if self._hash else self._page
        state.query_string, state.fragment_id = self._query, fragment
        state.is_auto_rerun = bool(fragment) and trigger is None
        state.widget_states.widgets.extend(self._values.values())
        if trigger:
            state.widget_states.widgets.append(trigger)
        await self._socket.send(message.SerializeToString())

    async def set(self, label: str, **value: object) -> None:
        """Give a control a value, by the name of its field in Streamlit's WidgetState."""
        control = self._controls[label]
        self._values[control.id] = WidgetState(id=control.id, **value)
        await self.ask(control.fragment)

    async def tell(self, component: str, event: str, value: object) -> None:
        """Have one of our components tell something."""
        told = json.dumps([{"event": event, "value": value}])
        await self.ask(*self.telling(component, told))

    def telling(self, component: str, told: str) -> tuple[str, WidgetState]:
        """The fragment to ask, and the trigger, to have one of our components tell that JSON.

        It is known by its name, the last one of several, and by its id.
        """
        control = self._controls[component]
        name = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{control.id}__events"
        return control.fragment, WidgetState(id=name, json_trigger_value=told)

    async def upload(self, label: str, *files: Path) -> None:
        """Put files into a box, and see what becomes of them."""
        self._upload = asyncio.get_running_loop().create_future()
        message = BackMsg()
        asked = message.file_urls_request
        asked.request_id, asked.session_id = "files", self.session
        asked.file_names.extend(file.name for file in files)
        await self._socket.send(message.SerializeToString())
        state = FileUploaderState()
        for file, urls in zip(files, await self._upload, strict=True):
            await asyncio.to_thread(self._put, urls.upload_url, file)
            state.uploaded_file_info.add(
                file_id=urls.file_id, name=file.name, size=file.stat().st_size, file_urls=urls
            )
        box = self._controls[label]
        await self.set(label, file_uploader_state_value=state)
        await self.see_results()
        # Files that were taken are no longer in the box.
        del self._values[box.id]

    def _put(self, place: str, file: Path) -> None:
        mark = "a-line-that-stands-in-no-file"
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode() + file.read_bytes()
        with urllib.request.urlopen(f"{self._address}/_stcore/health") as answer:
            cookie = answer.headers["Set-Cookie"].partition(";")[0]
        request = urllib.request.Request(
            f"{self._address}{place}",
            data=body + f"\r\n--{mark}--\r\n".encode(),
            method="PUT",
            headers={
                "Content-Type": f"multipart/form-data; boundary={mark}",
                "Cookie": cookie,
                "X-Xsrftoken": cookie.partition("=")[2],
            },
        )
        urllib.request.urlopen(request).close()

    async def press(self, label: str) -> None:
        """Click a button by the beginning of its label."""
        await self.ask(*self.pressing(label))

    def pressing(self, label: str) -> tuple[str, WidgetState]:
        """The fragment to ask, and the trigger, to click a button."""
        found = [name for name in self._buttons if name.startswith(label)]
        assert found, f"There is no {label}, only {', '.join(self._buttons)}."
        control = self._buttons[found[0]]
        return control.fragment, WidgetState(id=control.id, trigger_value=True)

    async def see(self, words: str) -> None:
        """Ask until the page says those words of its run's progress."""
        async with asyncio.timeout(60):
            while words not in self.progress:
                await asyncio.sleep(0.1)
                await self.ask()

    async def see_results(self) -> None:
        """Wait until all that the page waits for is worked out, as its browser does."""
        while self._awaited:
            await asyncio.to_thread(self._hear, self._awaited)
            await self.ask(self._controls["progress"].fragment)

    def _hear(self, token: str) -> None:
        with urllib.request.urlopen(f"{self._address}/calculations/{token}") as events:
            events.read()

    async def follow(self) -> None:
        """Ask again as often as the page says, until cancelled."""
        asked: dict[str, float] = {}
        while True:
            for poll, told in list(self._polls.items()):
                next_one = asked.setdefault(poll, time.monotonic()) + (told["seconds"] or math.inf)
                if next_one <= time.monotonic():
                    asked[poll] = time.monotonic()
                    due = json.dumps([{"event": "due", "value": told["answer"]}])
                    await self.ask(*self.telling(poll, due))
            await asyncio.sleep(0.01)

    async def updates(self) -> int:
        """How many updates the page says that were made."""
        await self.ask()
        return int(re.search(r"([\d,]+) of", self.progress)[1].replace(",", ""))

    async def _listen(self) -> None:
        async for data in self._socket:
            self.bytes += len(data)
            message = ForwardMsg.FromString(data)
            self.notice(message)
            match message.WhichOneof("type"):
                case "new_session":
                    self.session = message.new_session.initialize.session_id
                case "navigation":
                    self._hash = message.navigation.page_script_hash
                case "page_info_changed":
                    self._query = message.page_info_changed.query_string
                case "file_urls_response":
                    self._upload.set_result(message.file_urls_response.file_urls)
                case "delta":
                    self._read(message.delta.new_element, message.delta.fragment_id)
                case "script_finished" if (
                    message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
                ):
                    self.runs += 1
                    self._idle.set()

    def notice(self, message: ForwardMsg) -> None:
        """Take note of a message, for visitors that are made for one purpose."""

    def _read(self, element, fragment: str) -> None:
        match element.WhichOneof("type"):
            case "button":
                self._buttons[element.button.label] = Control(element.button.id, fragment)
            case "progress":
                self.progress = element.progress.text
            case "slider" | "file_uploader" | "select_slider" as kind:
                control = getattr(element, kind)
                self._controls[control.label] = Control(control.id, fragment)
            case "bidi_component":
                component = element.bidi_component
                control = Control(component.id, fragment)
                self._controls[component.component_name] = self._controls[component.id] = control
                if component.component_name == "poll":
                    self._polls[component.id] = json.loads(component.json)
                if component.component_name == "progress":
                    self._awaited = json.loads(component.json)["token"] or self._awaited


@asynccontextmanager
async def visiting(
    address: str, query: str = "", page: str = "mnist_training", kind: type[Visitor] = Visitor
):
    """A visitor's tab, closed at the end."""
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    # A server answers nobody before it is warm.
    connection = websockets.connect(url, subprotocols=["streamlit"], max_size=None, open_timeout=60)
    async with connection as socket:
        visitor = kind(socket, address, page, query)
        try:
            await visitor.ask()
            yield visitor
        finally:
            visitor.listening.cancel()
