"""Rows of those who arrive: by a scene's link, all at once on a fresh server, with no file yet."""

import asyncio
import random
import time

from tests.benchmarks.hall.guests import Guest
from tests.benchmarks.hall.moving import FOLLOWED
from tests.benchmarks.hall.table import Figure, Load, Place, p95, seconds, told
from tests.benchmarks.visitor import visiting
from tests.browser.conftest import serving
from tests.browser.test_pages import PAGES

PLOTLY = "/web/vendor/plotly.min.js"
# A server answers it, as all else, once it is warm.
HEALTH = "/_stcore/health"


async def links(place: Place, _: float, count: int = 100, within: float = 3.0) -> list[Figure]:
    """100 visitors open one scene's link, until its script has come to its end."""
    moments = random.Random(0)
    load = Load(place.process)

    async def arrive(moment: float) -> tuple[float, bool]:
        await asyncio.sleep(moment)
        begun = time.monotonic()
        async with visiting(place.address, f"scene={FOLLOWED}", "", Guest) as guest:
            await guest.see_results()
            waited = time.monotonic() - begun
            # Whoever has come stays.
            await asyncio.sleep(within)
            return waited, guest.failed or guest.lost

    came = await asyncio.gather(*(arrive(moments.uniform(0, within)) for _ in range(count)))
    waits, failed = [waited for waited, _ in came], sum(wrong for _, wrong in came)
    return [
        Figure(
            f"{count} open scene {FOLLOWED}'s link within {within:g} s (messages only)",
            "p95 ≤ 3 s",
            f"{told(waits)}; {load.told()}; {failed} failed",
            p95(waits) <= 3 and not failed,
        )
    ]


async def at_once(address: str, count: int, path: str) -> int:
    """How many of so many tabs, opened at the same moment, show the error page, or nothing."""
    page, _, query = path.partition("?")

    async def look() -> bool:
        async with visiting(address, query, page, Guest) as guest:
            await guest.see_results()
            return guest.failed or guest.lost

    looks = await asyncio.gather(*(look() for _ in range(count)), return_exceptions=True)
    return sum(look is not False for look in looks)


def tabs(count: int):
    """The rows of so many tabs at once, for each page on a server of its own."""

    async def row(place: Place, _: float) -> list[Figure]:
        return [await fresh(place, path) for path in PAGES]

    async def fresh(place: Place, path: str) -> Figure:
        with serving(folder=place.folder) as (_, address):
            await fetch(address, HEALTH)
            begun = time.monotonic()
            failed = await at_once(address, count, path)
            spent = time.monotonic() - begun
        return Figure(
            f"{count} tabs at once on a fresh server: {path.partition('?')[0] or 'home'}",
            "0 error pages",
            f"{failed} of {count}; all there after {seconds(spent)}",
            failed == 0,
        )

    return row


async def fetch(address: str, path: str) -> tuple[float, int]:
    """The seconds that a file takes to come, and its bytes as they are sent."""
    host, port = address.removeprefix("http://").split(":")
    begun = time.monotonic()
    reader, writer = await asyncio.open_connection(host, int(port))
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Accept-Encoding: gzip"]
    writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode())
    answer = await reader.read(-1)
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    if b" 200 " not in head.splitlines()[0]:
        raise OSError(f"{path}: {head.splitlines()[0].decode()}")
    return time.monotonic() - begun, len(body)


async def plotly(place: Place, _: float, count: int = 30) -> list[Figure]:
    """30 browsers that have nothing yet fetch Plotly at once."""
    load = Load(place.process)
    came = await asyncio.gather(*(fetch(place.address, PLOTLY) for _ in range(count)))
    waits = [waited for waited, _ in came]
    return [
        Figure(
            f"{count} browsers with nothing yet fetch Plotly",
            "the last ≤ 1 s",
            f"the last {seconds(max(waits))}; {came[0][1] / 1e6:.2f} MB each; {load.told()}",
            max(waits) <= 1,
        )
    ]
