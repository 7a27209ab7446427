"""What watching costs a training, what runs cost the server, and how soon an unwatched run pauses.

`python -m tests.benchmarks.lab [slow-down] [memory] [pause]`
"""

import asyncio
import sys
import time
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from statistics import median

from tests.benchmarks.visitor import Visitor, visiting
from tests.browser.conftest import children, cpu_seconds, serving

WATCHERS = 10
SECONDS = 12
ROUNDS = 3
RUNS = 10
CLOSINGS = 20
LONG = "iterations=100000"


async def rate(visitor: Visitor, seconds: float) -> float:
    """The updates a second that training makes meanwhile."""
    first, begun = await visitor.updates(), time.monotonic()
    await asyncio.sleep(seconds)
    return (await visitor.updates() - first) / (time.monotonic() - begun)


async def watched_rate(visitor: Visitor, address: str) -> tuple[float, float]:
    """The same with ten who watch, and how often a second each of them is shown something."""
    async with AsyncExitStack() as tabs:
        watchers = [
            await tabs.enter_async_context(visiting(address, LONG)) for _ in range(WATCHERS)
        ]
        following = [asyncio.create_task(watcher.follow()) for watcher in watchers]
        await asyncio.sleep(2)
        before = sum(watcher.runs for watcher in watchers)
        updates = await rate(visitor, SECONDS)
        shown = (sum(watcher.runs for watcher in watchers) - before) / WATCHERS / SECONDS
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
        return updates, shown


async def slow_down(address: str, _process) -> None:
    async with visiting(address, LONG) as visitor:
        await visitor.press("Start")
        await asyncio.sleep(3)
        ratios = []
        for _ in range(ROUNDS):
            alone = await rate(visitor, SECONDS)
            watched, shown = await watched_rate(visitor, address)
            ratios.append(1 - watched / alone)
            print(
                f"updates a second: {alone:.1f} unwatched, {watched:.1f} with {WATCHERS} watchers, "
                f"each shown {shown:.1f} times a second"
            )
        print(f"slow-down by {WATCHERS} watchers: {median(ratios):.0%} (at most 15 %)")


def megabytes(pid: int) -> float:
    """What Linux says that a process holds in memory now."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return float(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1000


async def memory(address: str, process) -> None:
    async with visiting(address):
        print(f"server before any run, a page open: {megabytes(process.pid):.0f} MB")
    for number in range(RUNS):
        query = f"model=softmax&rate=0.5&batch=100&iterations=1000&pixels=/ 255&seed={number}"
        async with visiting(address, query) as visitor:
            await visitor.press("Start")
            while await visitor.updates() < 1000:
                await asyncio.sleep(0.2)
    trainers = [f"{megabytes(child):.0f}" for child in children(process.pid)]
    print(
        f"server after {RUNS} runs of 1,000 updates: {megabytes(process.pid):.0f} MB, "
        f"and its trainer {' + '.join(trainers)} MB"
    )


async def pause(address: str, process) -> None:
    """Close the last tab again and again, and see whether the trainer still works 5 s later."""
    idle = 0
    for _ in range(CLOSINGS):
        async with visiting(address, LONG) as visitor:
            if "training" not in visitor.progress:
                await visitor.press("Start")
            await asyncio.sleep(1)
            assert "training" in (await visitor.updates(), visitor.progress)[1]
        await asyncio.sleep(5)
        (trainer,) = children(process.pid)
        before = cpu_seconds(trainer)
        await asyncio.sleep(0.5)
        idle += cpu_seconds(trainer) - before < 0.02
    print(f"5 s after the last tab closed nothing trains: {idle} of {CLOSINGS} times")


def main() -> None:
    every = {"slow-down": slow_down, "memory": memory, "pause": pause}
    for name in sys.argv[1:] or every:
        with serving() as (process, address), suppress(asyncio.CancelledError):
            asyncio.run(every[name](address, process))


if __name__ == "__main__":
    main()
