"""What watching costs a training, what runs cost the server, and how soon an unwatched run pauses.

`python -m tests.benchmarks.lab [slow-down] [memory] [pause]` prints the updates a second without
and with ten watchers, and how much slower those make it; the megabytes of the server and of its
trainer before and after ten runs; and the seconds from closing the last tab until nothing trains.
"""

import asyncio
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median
from subprocess import Popen

from tests.benchmarks.visitor import Visitor, visiting
from tests.browser.conftest import cpu_seconds, serving, trainer_of

LONG = "iterations=100000"


async def train(visitor: Visitor) -> None:
    """Have the run make updates; one that was watched before goes on by itself."""
    if "ready" in visitor.progress:
        await visitor.press("Start")
    await visitor.see("training")
    first = await visitor.updates()
    while await visitor.updates() == first:
        await asyncio.sleep(0.1)


async def rate(visitor: Visitor, seconds: float) -> float:
    """The updates a second that training makes meanwhile."""
    first, begun = await visitor.updates(), time.monotonic()
    await asyncio.sleep(seconds)
    return (await visitor.updates() - first) / (time.monotonic() - begun)


async def watched_rate(
    visitor: Visitor, address: str, count: int, seconds: float
) -> tuple[float, float]:
    """The same with so many who watch, and how often a second each of them is shown something."""
    async with AsyncExitStack() as tabs:
        watchers = [await tabs.enter_async_context(visiting(address, LONG)) for _ in range(count)]
        following = [asyncio.create_task(watcher.follow()) for watcher in watchers]
        # They have all come once.
        while not all(watcher.runs > 1 for watcher in watchers):
            await asyncio.sleep(0.1)
        before, begun = sum(watcher.runs for watcher in watchers), time.monotonic()
        updates = await rate(visitor, seconds)
        shown = sum(watcher.runs for watcher in watchers) - before
        shown /= count * (time.monotonic() - begun)
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
        return updates, shown


async def slow_down(
    process: Popen, address: str, watchers: int = 10, rounds: int = 3, seconds: float = 12
) -> None:
    async with visiting(address, LONG) as visitor:
        await train(visitor)
        ratios = []
        for _ in range(rounds):
            alone = await rate(visitor, seconds)
            watched, shown = await watched_rate(visitor, address, watchers, seconds)
            ratios.append(1 - watched / alone)
            print(
                f"updates a second: {alone:.1f} unwatched, {watched:.1f} with {watchers} watchers, "
                f"each shown {shown:.1f} times a second"
            )
        print(f"slow-down by {watchers} watchers: {median(ratios):.0%} (at most 15 %)")


def megabytes(pid: int) -> float:
    """What Linux says that a process holds in memory now."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return float(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1000


async def memory(process: Popen, address: str, runs: int = 10, updates: int = 1_000) -> None:
    async with visiting(address):
        print(f"server before these runs, a page open: {megabytes(process.pid):.0f} MB")
    for number in range(runs):
        query = f"model=softmax&rate=0.5&batch=100&iterations={updates}&pixels=/ 255&seed={number}"
        async with visiting(address, query) as visitor:
            await visitor.press("Start")
            await visitor.see("finished")
    trainer = trainer_of(process.pid)
    print(
        f"server after {runs} runs of {updates:,} updates: {megabytes(process.pid):.0f} MB, "
        f"and its trainer {megabytes(trainer):.0f} MB"
    )


async def until_idle(process: int) -> float:
    """The seconds until that process has done nothing for half a second, without that half."""
    begun = time.monotonic()
    async with asyncio.timeout(60):
        while True:
            before, since = cpu_seconds(process), time.monotonic() - begun
            await asyncio.sleep(0.5)
            if cpu_seconds(process) - before < 0.02:
                return since


async def pause(process: Popen, address: str, closings: int = 20) -> None:
    """Close the last tab again and again, and see how long the trainer still works."""
    waits = []
    for _ in range(closings):
        async with visiting(address, LONG) as visitor:
            await train(visitor)
        waits.append(await until_idle(trainer_of(process.pid)))
    print(
        f"from the last tab's closing until nothing trains, {len(waits)} times: "
        f"median {median(waits):.1f} s, longest {max(waits):.1f} s (at most 5 s)"
    )


def main() -> None:
    every = {"slow-down": slow_down, "memory": memory, "pause": pause}
    for name in sys.argv[1:] or every:
        with serving() as server:
            asyncio.run(every[name](*server))


if __name__ == "__main__":
    main()
