"""Starts the app in this process, visits each page once more and prints what that imported."""

import asyncio
import sys

import app
from pages._live import first_visit


async def main() -> None:
    told, ended = asyncio.Queue(), asyncio.Event()
    events = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> dict:
        event = next(events)
        if event == "lifespan.shutdown":
            await ended.wait()
        return {"type": event}

    server = asyncio.create_task(app.app({"type": "lifespan", "state": {}}, receive, told.put))
    started = await told.get()
    assert started["type"] == "lifespan.startup.complete", started
    known = set(sys.modules)
    await first_visit.visit_all()
    print(*sorted(set(sys.modules) - known))
    ended.set()
    await server


if __name__ == "__main__":
    asyncio.run(main())
