"""How far a calculation is, told to a browser that waits for it, as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from pages._work import calculations
from pages._work.calculations import Calculation

# How often it is looked at; only what has changed is sent.
LOOK_SECONDS = 0.05


async def follow(request: Request) -> Response:
    """Tell of the calculation whose token the path holds, until it has ended.

    Each event is JSON: {"place": in the queue, "share": 0 to 1, "ended": whether it has}.
    """
    found = calculations.service().find(request.path_params["token"])
    if found is None:
        return Response("There is no such calculation.", status_code=404)
    return StreamingResponse(
        _events(found), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def _events(calculation: Calculation) -> AsyncIterator[str]:
    told = None
    while told is None or not told["ended"]:
        news = {
            "place": calculations.service().place(calculation),
            "share": round(calculation.share, 3),
            "ended": calculation.ended,
        }
        if news != told:
            yield f"data: {json.dumps(news)}\n\n"
            told = news
        await asyncio.sleep(LOOK_SECONDS)
