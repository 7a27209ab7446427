"""Rows of those who move sliders, and of the stage that leads them all."""

import asyncio
import json
import random
import re
import time

from tests.benchmarks.hall.drawing import drawers
from tests.benchmarks.hall.guests import PATIENCE, Guest, Waits, crowd
from tests.benchmarks.hall.table import Figure, Load, Place, p95, told
from tests.benchmarks.visitor import visiting

SLIDER = "Your threshold"
MOVED = re.compile(r"your threshold at (\d+\.\d\d)")
PAUSE = 2.0
# The first scene at the police data, to which no clock belongs.
FOLLOWED = 6
# As the clicker has it (assets/web/clicker.js), in seconds.
RESEND, SETTLE = 4.0, 0.03


class Mover(Guest):
    """A visitor at the police page's chapter Your guess, who moves the threshold.

    A move is answered when its run, or a later one's, has come to its end.
    """

    def __init__(self, *args):
        self.waits = Waits()
        self.count = 0
        self._numbers: dict[str, int] = {}
        self._drawn = 0
        super().__init__(*args)

    async def move(self, duration: float, seed: int) -> None:
        """Every two seconds or so, for so long."""
        places = random.Random(seed)
        ended = time.monotonic() + duration
        await asyncio.sleep(places.uniform(0, PAUSE))
        while time.monotonic() < ended:
            place = f"{places.uniform(8, 25):.2f}"
            self.count += 1
            self._numbers[place] = self.count
            self.waits.ask(self.count)
            await self.put(SLIDER, float(place))
            await asyncio.sleep(places.uniform(0.75, 1.25) * PAUSE)
        await self.until(lambda: not self.waits.open)

    def notice(self, message) -> None:
        super().notice(message)
        if message.WhichOneof("type") == "script_finished":
            self.waits.answer(self._drawn)

    def _look(self, element) -> None:
        super()._look(element)
        if element.WhichOneof("type") == "bidi_component" and (
            found := MOVED.search(element.bidi_component.json)
        ):
            self._drawn = self._numbers.get(found[1], self._drawn)


def movers(address: str, count: int):
    """So many of them."""
    return crowd(address, count, "chapter=Your guess", "police_calls", Mover)


async def sliders(place: Place, duration: float, count: int = 100) -> list[Figure]:
    """100 visitors who each move a slider."""
    async with movers(place.address, count) as guests:
        load, before = Load(place.process), sum(guest.runs for guest in guests)
        await asyncio.gather(*(guest.move(duration, seed) for seed, guest in enumerate(guests)))
        words = load.told(answers=sum(guest.runs for guest in guests) - before)
    waits = [wait for guest in guests for wait in guest.waits.done]
    wrong = sum(bool(guest.lost or guest.failed or guest.waits.open) for guest in guests)
    return [
        Figure(
            f"{count} visitors each move a slider every 2 s (police, Your guess)",
            "p95 ≤ 0.5 s",
            f"{told(waits)} ({len(waits)} moves); {words}; {wrong} not answered",
            p95(waits) <= 0.5 and not wrong,
        )
    ]


class Stage(Guest):
    """The lecturer's tab, led by the clicker as its script does."""

    def __init__(self, *args):
        self.number, self._target, self._rested = 0, 0, False
        self.waits: list[float] = []
        super().__init__(*args)

    async def page_down(self) -> None:
        """Lead on, and wait until the next scene's page has come to its end."""
        begun, self._target, self._rested = time.monotonic(), self.number + 1, False
        ended = self.runs
        late = begun + PATIENCE
        while time.monotonic() < late:
            await self._go()
            if await self.until(lambda: self.number == self._target and self.runs > ended, RESEND):
                self.waits.append(time.monotonic() - begun)
                return

    async def _go(self) -> None:
        await asyncio.sleep(SETTLE)
        told = json.dumps([{"event": "go", "value": self._target}])
        await self.send(*self.telling("clicker", told))

    def _look(self, element) -> None:
        super()._look(element)
        component = element.bidi_component
        if element.WhichOneof("type") != "bidi_component" or component.component_name != "clicker":
            return
        data = json.loads(component.json)
        if not data.get("going"):
            self.number = data["number"]
        elif not self._rested:
            # The old page is at rest: another one may come.
            self._rested = True
            self._task = asyncio.create_task(self._go())


async def stage(
    place: Place, duration: float, followers: int = 100, pens: int = 60
) -> list[Figure]:
    """PageDown through the scenes, while 100 have one open and 60 draw."""
    async with (
        crowd(place.address, followers, f"scene={FOLLOWED}") as guests,
        drawers(place.address, pens) as drawn,
        visiting(place.address, "scene=1", "", Stage) as lecturer,
    ):
        load = Load(place.process)
        others = [asyncio.create_task(guest.follow()) for guest in (*guests, lecturer)]
        others += [
            asyncio.create_task(pen.draw(2, 10 * duration + 10 * PATIENCE, seed))
            for seed, pen in enumerate(drawn.pens)
        ]
        ended, pressed = time.monotonic() + duration, 0
        while time.monotonic() < ended:
            pressed += 1
            await lecturer.page_down()
            await asyncio.sleep(1)
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        words = load.told()
    waits = lecturer.waits
    lost = pressed - len(waits)
    return [
        Figure(
            f"PageDown to its script's end, while {followers} have a scene open and {pens} draw",
            "p95 ≤ 0.3 s",
            f"{told(waits)} ({pressed} presses, {lost} lost); {words}",
            p95(waits) <= 0.3 and not lost,
        )
    ]
