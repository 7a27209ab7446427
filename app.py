"""The server: Streamlit's pages, the browser's scripts, start-up, shut-down and the error page."""

import asyncio
import gc
import logging
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from plotly import offline
from starlette.middleware import Middleware
from starlette.routing import Mount, Route, WebSocketRoute
from threadpoolctl import threadpool_limits

from pages._live import first_visit
from pages._live.channel import Channel
from pages._live.files import ASK_AGAIN, FOR_GOOD, Files, PackedFiles, ServePacked
from pages._live.guard import Guard
from pages._ui import data, runs
from pages._ui.bench import topic as bench
from pages._ui.draw import topic as drawing
from pages._ui.landscapes import results as landscapes
from pages._ui.lecture import stage
from pages._ui.police import fits, sheets
from pages._work import calculations, progress

ROOT = Path(__file__).parent
WEB = ROOT / "assets" / "web"
PLOTLY = Path(offline.__file__).parents[1] / "package_data"
STREAMLIT = Path(st.__file__).parent / "static"
# The path that the server was told to be served at; Streamlit's own routes are under it, too.
BASE = f"/{(st.get_option('server.baseUrlPath') or '').strip('/')}".rstrip("/")
logger = logging.getLogger("threshold")

PACKED = PackedFiles(
    {
        f"{BASE}/": (STREAMLIT / "index.html", ASK_AGAIN),
        f"{BASE}/static": (STREAMLIT / "static", FOR_GOOD),
        f"{BASE}/web": (WEB, ASK_AGAIN),
        f"{BASE}/web/vendor/plotly.min.js": (PLOTLY / "plotly.min.js", ASK_AGAIN),
    }
)


@asynccontextmanager
async def lifespan(_app: st.App):
    # Training, in its own process, uses one core, so that the other one serves the pages.
    threadpool_limits(1)
    runs.manager().open()
    calculations.service().open()
    packing = asyncio.get_running_loop().run_in_executor(None, PACKED.pack)
    fits.warm_up(sheets.lecture())
    landscapes.warm_up()
    data.warm_up()
    # Only with these results do the pages draw all that they will draw for others.
    while calculations.service().busy:
        await asyncio.sleep(0.01)
    await first_visit.visit_all()
    await packing
    # What is loaded by now stays: the garbage collector need not look at it again.
    gc.collect()
    gc.freeze()
    yield
    runs.manager().close()
    calculations.service().close()


def apologise(error: Exception) -> bool:
    """Log the whole error and show the visitor a sentence in place of it."""
    if stage.blame(error):
        return True
    logger.error("A page failed.", exc_info=error)
    st.error(
        "Something went wrong on this page. Your work on the other pages is safe: reload to "
        "go on, or choose another page above.",
        icon=":material/error:",
    )
    return True


FILES = [
    Mount("/vendor", Files(directory=PLOTLY)),
    Mount("/", Files(directory=WEB)),
]
ROUTES = [
    WebSocketRoute(f"{BASE}/live", Channel(drawing.TOPIC, bench.TOPIC).follow),
    Route(f"{BASE}/calculations/{{token}}", progress.follow),
    # The same files once more, for a browser that some of them didn't reach.
    Mount(f"{BASE}/web/again-{{attempt:int}}", routes=FILES),
    Mount(f"{BASE}/web", routes=FILES),
]
app = st.App(
    ROOT / "pages" / "index.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=[Middleware(Guard), Middleware(ServePacked, files=PACKED)],
    on_script_error=apologise,
)
