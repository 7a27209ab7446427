"""A hall of a hundred: what so many visitors at once must wait for, each row as it was measured.

`python -m tests.benchmarks.hall [--checkout FOLDER] [--rows draw,slider] [--seconds 20]` serves
the app of a checkout, each row by a server of its own, and prints what is measured, what it must
reach, what it was, and whether that holds. It takes some twenty minutes; it needs Linux. Where
an older checkout has no live channel, those who draw do so by reruns.
"""

import argparse
import asyncio
import os
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.hall import arriving, browsers, drawing, moving, playing
from tests.benchmarks.hall.table import Figure, Place
from tests.browser.browsing import browsing
from tests.browser.conftest import ROOT, serving

ROWS = {
    "draw30": drawing.slow(30, 0.03),
    "draw60": drawing.slow(60, 0.06),
    "draw100": drawing.slow(100, 0.1),
    "fast": drawing.fast,
    "stage": moving.stage,
    "slider": moving.sliders,
    "link": arriving.links,
    "tabs12": arriving.tabs(12),
    "tabs100": arriving.tabs(100),
    "plotly": arriving.plotly,
    "watch10": playing.watched(10),
    "watch15": playing.watched(15),
    "watch30": playing.watched(30),
    "watch60": playing.watched(60),
    "watch100": playing.watched(100),
    "plans": playing.plans,
    "landscapes": playing.landscapes,
}
IN_BROWSER = {"pen": browsers.pen, "bytes": browsers.first_visits}


def measure(folder: Path, name: str, seconds: float) -> list[Figure]:
    """The figures of a row."""
    if name in IN_BROWSER:
        with browsing(folder) as server:
            return IN_BROWSER[name](*server)
    with serving(folder=folder) as server:
        place = Place(folder, *server)
        asyncio.run(arriving.fetch(place.address, arriving.HEALTH))
        return asyncio.run(ROWS[name](place, seconds))


def chosen(words: str) -> Iterable[str]:
    """The rows of those names, whose numbers may be left out; without a name all of them."""
    asked = words.split(",")
    for name in (*ROWS, *IN_BROWSER):
        if not words or name in asked or name.rstrip("0123456789") in asked:
            yield name


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.hall")
    parser.add_argument("--checkout", type=Path, default=ROOT, help="whose app is served")
    parser.add_argument("--rows", default="", help=f"of {', '.join((*ROWS, *IN_BROWSER))}")
    parser.add_argument("--seconds", type=float, default=20, help="how long a row lasts")
    told = parser.parse_args()
    print("what | must reach | measured | load average")
    for name in chosen(told.rows):
        for figure in measure(told.checkout.resolve(), name, told.seconds):
            print(f"{figure} | {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
