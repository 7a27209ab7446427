"""Rows of what plays: a training that many watch, many plans at once, landscapes."""

import asyncio
import time
from statistics import median

from tests.benchmarks.hall.guests import Guest, crowd
from tests.benchmarks.hall.table import Figure, Load, Place, seconds

# How long it takes at most until a change counts as never heard of.
NEVER = 15.0


def heard(guests: list[Guest], status: str, since: float) -> list[float]:
    """How long after that moment each who did told that status."""
    return [
        next(then for then, word in guest.statuses if word == status and then >= since) - since
        for guest in guests
        if any(word == status and then >= since for then, word in guest.statuses)
    ]


async def until_heard(guests: list[Guest], status: str, since: float, patience: float) -> str:
    """Wait until all tell a status; how many do, and the longest that one of them took."""
    late = time.monotonic() + patience
    while len(heard(guests, status, since)) < len(guests) and time.monotonic() < late:
        await asyncio.sleep(0.05)
    waits = heard(guests, status, since)
    if not waits:
        return "nobody"
    return f"{len(waits)} of {len(guests)} within {seconds(max(waits))}"


def all_at_once(words: str, count: int) -> bool:
    """Whether all heard within a second."""
    return words.startswith(f"{count} of ") and words.endswith(" ms")


def watched(count: int):
    """The row of one training watched by so many."""

    async def row(place: Place, duration: float) -> list[Figure]:
        async with crowd(place.address, count, "iterations=200") as guests:
            following = [asyncio.create_task(guest.follow()) for guest in guests]
            starter = guests[0]
            begun, load = time.monotonic(), Load(place.process)
            before = [(guest.frames, guest.bytes) for guest in guests]
            await starter.click("Start")
            start = await until_heard(guests, "training", begun, NEVER)
            await asyncio.sleep(max(0, begun + duration / 4 - time.monotonic()))
            elapsed = time.monotonic() - begun
            after = [(guest.frames, guest.bytes) for guest in guests]
            words = str(load)
            pause = end = "never begun"
            if starter.status == "training":
                moment = time.monotonic()
                await starter.click("Pause")
                pause = await until_heard(guests, "paused", moment, NEVER)
            if starter.status == "paused":
                await starter.click("Start")
            async with asyncio.timeout(2 * NEVER) as late:
                while not late.expired() and not heard(guests, "finished", begun):
                    await asyncio.sleep(0.05)
            for task in following:
                task.cancel()
        rates, bytes_each = (
            [(new[n] - old[n]) / elapsed for new, old in zip(after, before, strict=True)]
            for n in (0, 1)
        )
        return rates, bytes_each, start, pause, end, words

    return row


async def plans(place: Place, duration: float, count: int = 60) -> list[Figure]:
    """60 visitors who each start a plan of 200 updates of their own."""
    return []


async def landscapes(place: Place, duration: float, count: int = 10) -> list[Figure]:
    """10 visitors press Play on the landscapes."""
    async with crowd(place.address, count, page="loss_landscapes") as guests:
        following = [asyncio.create_task(guest.follow()) for guest in guests]
        before = [guest.frames for guest in guests]
        load, begun = Load(place.process), time.monotonic()
        for guest in guests:
            await guest.click("Play")
        # They play for some eight seconds.
        await asyncio.sleep(min(duration, 8))
        rates = [
            (guest.frames - frames) / (time.monotonic() - begun)
            for guest, frames in zip(guests, before, strict=True)
        ]
        server, words = load.shares()[0], str(load)
        for task in following:
            task.cancel()
    return [
        Figure(
            f"{count} visitors press Play on the landscapes",
            "as smooth as alone, server ≤ 5 %",
            f"{median(rates):.1f} frames/s each, {min(rates):.1f} the fewest; {words}",
            min(rates) >= 8 and server <= 0.05,
        )
    ]
