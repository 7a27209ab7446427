"""The 99 examples of each method as tiles: lit by an update, seen in this epoch, or to come."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.figures.race import STYLES, Style
from core.race import EXAMPLES
from pages._ui.epochs.race import Entry, problem


def show(entries: Sequence[Entry], clock: str) -> None:
    """Draw the three methods side by side: tiles and counters, that of the race marked."""
    sections = "".join(
        _section(entry, style, clock) for entry, style in zip(entries, STYLES, strict=True)
    )
    st.html(f'<div class="race">{sections}</div>')


def show_legend() -> None:
    """Draw what the looks of a tile mean."""
    st.html(LEGEND)


LEGEND = (
    '<p class="race-legend">'
    '<span><i class="lit"></i><i class="yes lit"></i> in the last update</span>'
    '<span><i class="seen"></i><i class="yes seen"></i> seen in this epoch</span>'
    '<span><i></i><i class="yes"></i> still to come</span>'
    "<span>circle: no, triangle: yes</span></p>"
)


def _section(entry: Entry, style: Style, clock: str) -> str:
    counters = {
        "updates": f"{entry.updates:,}",
        "examples seen": f"{entry.seen:,}",
        "epochs": f"{entry.epochs:,}",
        "loss": f"{entry.loss:.4f}",
    }
    cells = "".join(
        f"<div{' class=clock' if name == clock else ''}><span>{name}</span><b>{value}</b></div>"
        for name, value in counters.items()
    )
    return (
        f'<section><h3><span class="race-line {style.dash} {style.symbol}"></span>{entry.name}'
        f"<small>batch size {entry.course.batch_size}</small></h3>"
        f'<div class="race-tiles" role="img" aria-label="{in_words(entry)}">{_tiles(entry)}</div>'
        f'<div class="race-counters">{cells}</div></section>'
    )


def _tiles(entry: Entry) -> str:
    states = np.full(EXAMPLES, "", dtype=object)
    states[entry.course.this_epoch(entry.updates)] = "seen"
    states[entry.course.lit(entry.updates)] = "lit"
    return "".join(
        f'<i class="{"yes " if label else ""}{state}"></i>'
        for label, state in zip(problem().labels, states, strict=True)
    )


def in_words(entry: Entry) -> str:
    """What the tiles show now."""
    lit = entry.course.lit(entry.updates)
    if not len(lit):
        return f"{EXAMPLES} examples as tiles; no update yet."
    if len(lit) == EXAMPLES:
        return f"{EXAMPLES} examples as tiles: the last update took all of them."
    numbers = ", ".join(str(row + 1) for row in sorted(lit))
    seen = len(entry.course.this_epoch(entry.updates))
    examples = "example" if len(lit) == 1 else "examples"
    return (
        f"{EXAMPLES} examples as tiles: the last update took {examples} {numbers}; "
        f"{seen} of {EXAMPLES} seen in this epoch."
    )
