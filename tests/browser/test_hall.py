"""A small hall, by sockets: twenty visitors at once, of whom each is answered in the end.

How long they wait tests/benchmarks/hall measures.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from tests.benchmarks.hall.drawing import draw, drawers
from tests.benchmarks.hall.moving import movers


async def visit(address: str) -> list[str]:
    """What goes wrong while ten draw and ten move sliders."""
    async with drawers(address, 10) as drawn, movers(address, 10) as guests:
        moving = (guest.move(4, seed) for seed, guest in enumerate(guests))
        await asyncio.gather(draw(drawn, 6, 2), *moving)
        assert all(pen.drawings for pen in drawn.pens)
        assert all(guest.count for guest in guests)
        wrong = [drawn.complaints] if drawn.complaints else []
        for guest in guests:
            wrong += ["lost"] * guest.lost + ["the error page"] * guest.failed
            wrong += ["no answer to the last move"] * bool(guest.waits.open)
        return wrong


def test_each_visitor_of_a_small_hall_is_answered(address):
    # Playwright's loop may run in this thread.
    with ThreadPoolExecutor() as pool:
        assert pool.submit(asyncio.run, visit(address)).result() == []
