"""The losses of the three methods over the counter of the race, and their ways downhill."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import streamlit as st

from core import race as problem
from core.figures import race as figures
from core.figures.theme import Theme
from pages._ui.epochs import race
from pages._ui.epochs.race import CLOCKS, NAMES, Entry
from pages._ui.page import theme
from pages._ui.plot import plot

HEIGHT = "min(32vh, 460px, 90vw)"


def show(entries: Sequence[Entry], clock: str, rate: float, seed: int) -> None:
    """Draw both charts, as far as the race has come."""
    losses, ways = st.columns([1.5, 1], gap="medium")
    with losses:
        st.markdown(f"## {leader(entries)}")
        plot(
            loss_axes(clock, rate, seed, theme()),
            key="epochs-losses",
            alt=f"The loss over {clock}: {in_words(entries)}",
            height=HEIGHT,
            points=_points(
                (entry.over(clock), entry.course.losses[: entry.updates + 1]) for entry in entries
            ),
        )
    with ways:
        st.markdown("## Their ways downhill")
        plot(
            map_of_losses(theme()),
            key="epochs-ways",
            alt="The loss over b and w from above, and the ways to where the methods are: "
            + "; ".join(_place(entry) for entry in entries)
            + ".",
            height=HEIGHT,
            points=_points(entry.course.weights[: entry.updates + 1].T for entry in entries),
        )


def leader(entries: Sequence[Entry]) -> str:
    """Whose loss is the lowest."""
    if not any(entry.updates for entry in entries):
        return "All start with the same weights"
    lowest = min(entry.loss for entry in entries)
    names = [entry.name for entry in entries if entry.loss == lowest]
    return f"Lowest loss now: {' and '.join(names)}"


def in_words(entries: Sequence[Entry]) -> str:
    """The losses, and after how many updates."""
    parts = (f"{entry.name} {entry.loss:.4f} after {entry.updates:,} updates" for entry in entries)
    return "; ".join(parts) + "."


def _place(entry: Entry) -> str:
    b, w = entry.course.weights[entry.updates]
    return f"{entry.name} at b = {b:.2f}, w = {w:.2f}"


def _points(lines) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Each method's line, and where it ends, by trace."""
    points = {}
    for method, (x, y) in enumerate(lines):
        x, y = np.asarray(x, dtype=np.float32), np.asarray(y, dtype=np.float32)
        points[figures.line_trace(method)] = x, y
        points[figures.end_trace(method)] = x[-1:], y[-1:]
    return points


@lru_cache(maxsize=128)
def loss_axes(clock: str, rate: float, seed: int, colours: Theme) -> str:
    """The empty chart of the losses, as JSON."""
    highest = max(course.losses.max() for course in race.courses(rate, seed))
    return figures.loss_curves(
        list(NAMES.values()), clock, CLOCKS[clock].last, highest, race.best().loss, colours
    ).to_json()


@lru_cache(maxsize=4)
def map_of_losses(colours: Theme) -> str:
    """The contour without any ways, as JSON."""
    return figures.ways(
        race.landscape(), list(NAMES.values()), problem.START, race.best().weights, colours
    ).to_json()
