"""The server visits its own pages before anybody else can.

What a page's first run imports, compiles and works out is there for all others. Else those who
come at once see each other's half imported modules, and their pages fail.
"""

import asyncio

from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.session_manager import SessionClient

MOST_SECONDS = 60.0


class _Nobody(SessionClient):
    """A visitor who looks at nothing, and only notes where else there is to go."""

    def __init__(self):
        self.others: list[str] = []
        self.run_ended = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        match msg.WhichOneof("type"):
            case "navigation":
                pages = msg.navigation.app_pages
                self.others = [page.url_pathname for page in pages if not page.is_default]
            # A page begins twice: see pages/_ui/fresh.py.
            case "script_finished" if msg.script_finished != msg.FINISHED_EARLY_FOR_RERUN:
                self.run_ended.set()


async def visit_all() -> None:
    """Run each page of the navigation once, on the event loop's thread."""
    server, nobody = runtime.get_instance(), _Nobody()
    session = server.connect_session(nobody, {})

    async def visit(page: str) -> None:
        message = BackMsg()
        message.rerun_script.page_name = page
        nobody.run_ended.clear()
        server.handle_backmsg(session, message)
        # Better no server than one that waits for good without a word.
        await asyncio.wait_for(nobody.run_ended.wait(), MOST_SECONDS)

    await visit("")
    for page in nobody.others:
        await visit(page)
    server.close_session(session)
