"""Rows of what plays: a training that many watch, many plans at once, landscapes."""

import asyncio
import time
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median

import numpy as np

from tests.benchmarks.hall.guests import Guest, crowd
from tests.benchmarks.hall.table import Figure, Load, Place, p95, seconds

# What nobody tells after so many seconds is never told.
NEVER = 15.0


@dataclass(frozen=True)
class Heard:
    """How long those who heard of something took, of so many."""

    count: int
    waits: list[float]

    @property
    def soon(self) -> bool:
        return len(self.waits) == self.count and max(self.waits) <= 1

    def __str__(self) -> str:
        return f"{len(self.waits)} within {seconds(max(self.waits))}" if self.waits else "nobody"


@asynccontextmanager
async def following(address: str, count: int, query: str = "", page: str = "mnist_training"):
    """So many who look at a page, and ask as often as it says."""
    async with crowd(address, count, query, page) as guests:
        tasks = [asyncio.create_task(guest.follow()) for guest in guests]
        yield guests
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(condition: Callable[[], bool], patience: float) -> None:
    """Wait for what the guests are shown, or until patience ends."""
    late = time.monotonic() + patience
    while not condition() and time.monotonic() < late:
        await asyncio.sleep(0.05)


def failed(guests: list[Guest]) -> str:
    """How many were lost, or saw the error page, in words."""
    count = sum(guest.failed or guest.lost for guest in guests)
    return f"; {count} failed" if count else ""


def heard(guests: list[Guest], status: str, since: float) -> list[float]:
    """When those who did first told a status after a moment."""
    told = ([then for then, word in g.statuses if word == status and then >= since] for g in guests)
    return [times[0] for times in told if times]


async def hear(guests: list[Guest], status: str, since: float, from_first: bool = False) -> Heard:
    """Wait until all tell a status; from the first of them on, if nobody asked for it."""
    await until(lambda: len(heard(guests, status, since)) == len(guests), NEVER)
    times = heard(guests, status, since)
    begun = min(times, default=since) if from_first else since
    return Heard(len(guests), [then - begun for then in times])


def watched(count: int):
    """The row of one training watched by so many."""

    async def row(place: Place, duration: float) -> list[Figure]:
        async with following(place.address, count, "iterations=200") as guests:
            begun = time.monotonic()
            await guests[0].click("Start")
            await until(lambda: heard(guests, "training", begun), NEVER)
            before = [guest.frames for guest in guests], [guest.bytes for guest in guests]
            since, load = time.monotonic(), Load(place.process)
            await asyncio.sleep(duration / 4)
            elapsed, words = time.monotonic() - since, load.told() + failed(guests)
            after = [guest.frames for guest in guests], [guest.bytes for guest in guests]
            frames, sizes = ((np.array(after) - np.array(before)) / elapsed).tolist()
            start = Heard(count, [then - begun for then in heard(guests, "training", begun)])
            pause = Heard(count, [])
            if guests[0].status == "training":
                moment = time.monotonic()
                await guests[0].click("Pause")
                pause = await hear(guests, "paused", moment)
                await guests[0].click("Start")
            await until(lambda: heard(guests, "finished", begun), 2 * NEVER)
            end = await hear(guests, "finished", begun, from_first=True)
        rate, size = min(frames), median(sizes)
        known = {"start": start, "pause": pause, "end": end}
        return [
            Figure(
                f"one training watched by {count}",
                "≥ 8 updates/s each, ≤ 40 kB/s, all know within 1 s",
                f"{median(frames):.1f} updates/s, {rate:.1f} the fewest; {size / 1e3:.0f} kB/s; "
                + "; ".join(f"{name} {who}" for name, who in known.items())
                + f"; {words}",
                rate >= 8 and size <= 4e4 and all(who.soon for who in known.values()),
            )
        ]

    return row


async def plans(place: Place, duration: float, count: int = 60) -> list[Figure]:
    """60 visitors who each start a plan of 200 updates of their own; waits thrice as long."""
    async with following(place.address, count, "rate=1.{:03}e-05&iterations=200") as guests:
        begun, load = time.monotonic(), Load(place.process)
        for guest in guests:
            await guest.click("Start")
        await until(lambda: all(guest.status == "finished" for guest in guests), 3 * duration)
        spent, words = time.monotonic() - begun, load.told() + failed(guests)
    places = [
        min(then for then, word in guest.statuses if then >= begun and word != "ready") - begun
        for guest in guests
        if guest.status != "ready"
    ]
    shares = [guest.moved - begun for guest in guests if guest.moved]
    soon = sum(share <= 10 for share in shares)
    ended = len(heard(guests, "finished", begun))
    return [
        Figure(
            f"{count} visitors start {count} plans of 200 updates",
            "each sees its place, has a share within 10 s",
            f"{len(places)} saw their place, p95 {seconds(p95(places))}; {soon} had a share within "
            f"10 s; {ended} ended within {seconds(spent)}; {words}",
            len(places) == soon == count,
        )
    ]


async def landscapes(place: Place, duration: float, count: int = 10) -> list[Figure]:
    """10 visitors press Play on the landscapes."""
    async with following(place.address, count, page="loss_landscapes") as guests:
        before = [guest.frames for guest in guests]
        load, begun = Load(place.process), time.monotonic()
        for guest in guests:
            await guest.click("Play")
        # They play for some eight seconds.
        await asyncio.sleep(min(duration, 8))
        elapsed = time.monotonic() - begun
        rates = ((np.array([guest.frames for guest in guests]) - before) / elapsed).tolist()
        (server, _), words = load.shares(), load.told() + failed(guests)
    return [
        Figure(
            f"{count} visitors press Play on the landscapes",
            "as smooth as alone (8 frames/s), server ≤ 5 %",
            f"{median(rates):.1f} frames/s, {min(rates):.1f} the fewest; {words}",
            min(rates) >= 8 and server <= 0.05,
        )
    ]
