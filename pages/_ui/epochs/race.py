"""The race of three batch sizes: what is run, by which counter, and how far each one is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import streamlit as st

from core import race
from core.datasets.dataset import Dataset
from core.design_matrix import with_ones
from core.landscape import Surface, surface
from core.losses import CROSS_ENTROPY
from core.newton import Optimum, minimise_cross_entropy
from core.race import BATCH_SIZES, EXAMPLES, Course
from core.training import Plan, updates_per_epoch
from pages._ui.player import Player

NAMES = dict(zip(BATCH_SIZES, ("SGD", "mini-batch", "batch"), strict=True))
RATES = (0.03, 0.1, 0.3, 1.0)
SEEDS = (0, 1, 2)
EPOCHS = 10
# Raced by updates, all make as many as SGD does in its first epoch.
UPDATES = EXAMPLES
# b and w from … to …: no descent gets out of this window.
WINDOW = ((-3.0, 3.0), (-2.2, 4.2))
POINTS = 33


@dataclass(frozen=True)
class Clock:
    """A counter that goes on evenly and alike for all; the others follow from it.

    last: where it ends. updates: how many a batch size has made when it stands at a number.
    speeds: how far it goes at each tick of the player.
    """

    last: int
    updates: Callable[[int, int], int]
    speeds: Mapping[str, float]


CLOCKS = {
    "updates": Clock(
        UPDATES,
        lambda now, batch_size: now,
        {"slow": 0.25, "normal": 1.0, "fast": 4.0},
    ),
    "examples seen": Clock(
        EPOCHS * EXAMPLES,
        lambda now, batch_size: race.updates_within(EXAMPLES, batch_size, now),
        {"slow": 0.25, "normal": 1.0, "fast": 8.0},
    ),
    "epochs": Clock(
        EPOCHS,
        lambda now, batch_size: now * updates_per_epoch(EXAMPLES, batch_size),
        {"slow": 1 / 16, "normal": 1 / 8, "fast": 0.5},
    ),
}
USUAL_CLOCK = "examples seen"
# In the fifth epoch: SGD and mini-batch are there, and the batch has made four updates.
FIRST_SHOWN = 4 * EXAMPLES + EXAMPLES // 3


@dataclass(frozen=True, eq=False)
class Entry:
    """One method at a moment of the race."""

    course: Course
    updates: int

    @property
    def name(self) -> str:
        return NAMES[self.course.batch_size]

    @property
    def seen(self) -> int:
        return int(self.course.seen[self.updates])

    @property
    def epochs(self) -> int:
        """Passes over all examples completed."""
        return self.seen // EXAMPLES

    @property
    def loss(self) -> float:
        return float(self.course.losses[self.updates])

    def over(self, counter: str) -> np.ndarray:
        """Where each moment of the course so far stands on that counter, (updates + 1,)."""
        seen = self.course.seen[: self.updates + 1]
        match counter:
            case "updates":
                return np.arange(self.updates + 1)
            case "examples seen":
                return seen
        return seen / EXAMPLES


@cache
def problem() -> Dataset:
    """The 99 examples."""
    return race.problem()


@cache
def best() -> Optimum:
    """The weights with the least loss of all."""
    return minimise_cross_entropy(problem().inputs, problem().labels)


@cache
def landscape() -> Surface:
    """The loss over b and w."""
    b, w = (np.linspace(*ends, POINTS) for ends in WINDOW)
    return surface(CROSS_ENTROPY, with_ones(problem().inputs), problem().labels, b, w)


@lru_cache(maxsize=len(RATES) * len(SEEDS))
def courses(rate: float, seed: int) -> tuple[Course, ...]:
    """The three trainings, each as long as any clock needs it."""
    return tuple(
        race.course(problem(), Plan(rate, updates_needed(size), size, seed)) for size in BATCH_SIZES
    )


def updates_needed(batch_size: int) -> int:
    return max(clock.updates(clock.last, batch_size) for clock in CLOCKS.values())


def clock_name() -> str:
    """The counter that the visitor races by."""
    return st.session_state.get("epochs-clock", USUAL_CLOCK)


def player(name: str) -> Player:
    """The player that moves that counter."""
    clock = CLOCKS[name]
    return Player("epochs", clock.last + 1, FIRST_SHOWN, clock.speeds)


def entries(rate: float, seed: int) -> list[Entry]:
    """The three methods where the player is now."""
    name = clock_name()
    now = player(name).frame
    return [
        Entry(course, CLOCKS[name].updates(now, course.batch_size))
        for course in courses(rate, seed)
    ]


def keep_sgd_in_place(before: str) -> None:
    """After a change of the clock: SGD stays at its update, and the others go where they belong."""
    made = CLOCKS[before].updates(player(before).frame, 1)
    name = clock_name()
    player(name).go_to(min(made // CLOCKS[name].updates(1, 1), CLOCKS[name].last))
