"""Rows of those who draw: how long moves and rests wait for their answers."""

import asyncio
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from tests.benchmarks.hall.channel import pen_of
from tests.benchmarks.hall.guests import PATIENCE, crowd
from tests.benchmarks.hall.pens import Drawer, Pen
from tests.benchmarks.hall.table import Figure, Load, Place, p95, seconds, told


@dataclass(frozen=True)
class Drawn:
    """What those who drew have to tell."""

    guests: list[Drawer]
    pens: list[Pen]

    @property
    def moves(self) -> list[float]:
        return [wait for pen in self.pens for wait in pen.moves.done]

    @property
    def rests(self) -> list[float]:
        return [wait for pen in self.pens for wait in pen.rests.done]

    @property
    def unanswered(self) -> int:
        """Visitors who, long after, have no answer to their last move or rest."""
        return sum(bool(pen.moves.open or pen.rests.open) for pen in self.pens)

    @property
    def failed(self) -> int:
        """Visitors who were hung up on, were told an error, or saw the error page."""
        return sum(
            bool(guest.lost or guest.failed or pen.errors)
            for guest, pen in zip(self.guests, self.pens, strict=True)
        )

    @property
    def complaints(self) -> str:
        """What is wrong besides the waits; empty for nothing."""
        wrong = {"unanswered": self.unanswered, "failed": self.failed}
        return ", ".join(f"{count} {word}" for word, count in wrong.items() if count)


@asynccontextmanager
async def drawers(address: str, count: int):
    """So many visitors with a pen."""
    async with (
        crowd(address, count, page="draw_a_digit", kind=Drawer) as guests,
        AsyncExitStack() as stack,
    ):
        pens = [await stack.enter_async_context(pen_of(guest, address)) for guest in guests]
        yield Drawn(guests, pens)


async def draw(drawn: Drawn, speed: float, duration: float) -> None:
    """Have all draw, and then wait for the answers that are still to come."""
    await asyncio.gather(*(pen.draw(speed, duration, seed) for seed, pen in enumerate(drawn.pens)))
    late = time.monotonic() + PATIENCE
    while drawn.unanswered and not drawn.failed and time.monotonic() < late:
        await asyncio.sleep(0.05)


async def measured(place: Place, count: int, speed: float, duration: float) -> tuple[Drawn, str]:
    """What they tell, and in words how many answers they had, and how busy all were."""
    async with drawers(place.address, count) as drawn:
        load = Load(place.process)
        await draw(drawn, speed, duration)
        words = load.told(answers=sum(pen.answers for pen in drawn.pens))
        if cuts := sum(pen.cuts for pen in drawn.pens):
            words += f"; connected anew {cuts} times"
        return drawn, words


def slow(count: int, most: float):
    """The row of so many visitors at 2 moves a second."""

    async def row(place: Place, duration: float) -> list[Figure]:
        drawn, load = await measured(place, count, 2, duration)
        words = [told(drawn.moves), load]
        return [
            Figure(
                f"{count} visitors drawing, 2 moves/s each",
                f"p95 ≤ {seconds(most)}",
                "; ".join(filter(None, [*words, drawn.complaints])),
                p95(drawn.moves) <= most and not drawn.complaints,
            )
        ]

    return row


async def fast(place: Place, duration: float, count: int = 60) -> list[Figure]:
    """60 visitors at 10 moves a second, and how soon the lifted pen is judged."""
    drawn, load = await measured(place, count, 10, duration)
    pauses = sum(pen.drawings for pen in drawn.pens)
    in_time = sum(pen.in_time for pen in drawn.pens)
    words = [told(drawn.moves), f"{in_time} of {pauses} pauses answered in time", load]
    return [
        Figure(
            f"{count} visitors drawing, 10 moves/s each",
            "every pause answered, p95 ≤ 150 ms",
            "; ".join(filter(None, [*words, drawn.complaints])),
            p95(drawn.moves) <= 0.15 and in_time == pauses and not drawn.complaints,
        ),
        Figure(
            f"the same {count}: pen up to judgement",
            "p95 ≤ 0.5 s",
            told(drawn.rests),
            p95(drawn.rests) <= 0.5 and not drawn.complaints,
        ),
    ]
