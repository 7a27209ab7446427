"""What is worked out for a setting, once for all visitors who look at it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import streamlit as st

from core import problems
from core.basins import Basins, basin_map
from core.landscape import Path, Surface, surface
from core.losses import Loss
from core.minima import Search, local_minima
from core.problems import Problem
from core.training import Plan
from core.twin import on_each, roll
from pages._ui import data
from pages._ui.landscapes import desk
from pages._ui.landscapes.setting import STEPS, Fields, Setting
from pages._ui.landscapes.sides import SIDES
from pages._ui.runs import visitor
from pages._ui.worked_out import worked_out
from pages._work import calculations

STARTS_A_SIDE = 60
FIRST_STEPS = 200
LOSSES = [loss for loss, _ in SIDES]


def problem(setting: Setting) -> Problem:
    """The examples of a setting, through its two weights."""
    return _problem(setting.data, setting.pair, setting.seed, setting.standardised)


@lru_cache(maxsize=64)
def _problem(kind: str, pair: tuple[int, int], seed: int, standardised: bool) -> Problem:
    match kind:
        case "reservations":
            return problems.one_input(data.police_table(), 0, standardised)
        case "police":
            return problems.two_weights(data.police_table(), pair, standardised)
    return problems.synthetic(seed, standardised)


Window = tuple[float, float]


def grid(setting: Setting, loss: Loss, points: int) -> Surface:
    """The loss over the window, float32, with that many points along a side."""
    return _grid(problem(setting), loss, setting.first, setting.second, points, np.float32)


def exact_grid(setting: Setting, loss: Loss, points: int) -> Surface:
    """The same in float64: in float32, rounding alone makes dips where the window is tiny."""
    return _grid(problem(setting), loss, setting.first, setting.second, points, np.float64)


@lru_cache(maxsize=64)
def _grid(
    of: Problem, loss: Loss, first: Window, second: Window, points: int, kind: type
) -> Surface:
    axes = (np.linspace(*ends, points, dtype=kind) for ends in (first, second))
    return surface(loss, of.A, of.labels, *axes, of.offset)


@dataclass(frozen=True, eq=False)
class Look:
    """What is known of a setting: on each loss, by its name, its true minima and the ball's path.

    step: where on its path the ball is.
    """

    setting: Setting
    step: int
    minima: dict[str, Search]
    paths: dict[str, Path]

    def ball(self, loss: Loss) -> np.ndarray:
        """The weights where the ball is, (2,)."""
        return self.paths[loss.name].weights[self.step]


def look() -> Look | None:
    """What is known of the setting on the desk; while it is worked out, of the one before.

    None where there was none. Progress is shown either way; so it stands after the pictures.
    """
    setting, step, last = desk.setting(), desk.step(), shown()
    height = None if last else "min(41vh, 620px, 90vw)"
    minima = worked_out(
        "landscapes-minima", *_minima(setting), title="All minima of both losses", height=height
    )
    if step <= FIRST_STEPS:
        # A ball that was just dropped need not wait for the thousands of steps to come.
        calculations.service().ask(visitor(), "landscapes-paths", *_paths(setting))
        paths = {loss.name: path_from(setting, loss, setting.start, FIRST_STEPS) for loss in LOSSES}
    else:
        title = f"{STEPS:,} steps on both losses"
        paths = worked_out("landscapes-paths", *_paths(setting), title=title, height=height)
    if minima and paths:
        last = st.session_state["landscapes-look"] = Look(setting, step, minima, paths)
    return last


def shown() -> Look | None:
    """What was last looked at."""
    return st.session_state.get("landscapes-look")


def _minima(setting: Setting) -> tuple:
    of = problem(setting)
    key = "minima", of, setting.first, setting.second
    return key, on_each, LOSSES, local_minima, of, setting.first, setting.second


def _paths(setting: Setting) -> tuple:
    of, plan = problem(setting), Plan(setting.rate, STEPS, batch_size=setting.batch)
    return ("paths", of, setting.start, plan), on_each, LOSSES, roll, of, setting.start, plan


@lru_cache(maxsize=256)
def _path(of: Problem, loss: Loss, start: Window, plan: Plan) -> Path:
    return roll(loss, of, start, plan)


def path_from(
    setting: Setting, loss: Loss, start: tuple[float, float], steps: int, batches: bool = True
) -> Path:
    """The first steps of a descent from that start: few enough to be there at once."""
    plan = Plan(setting.rate, steps, batch_size=setting.batch if batches else None)
    return _path(problem(setting), loss, start, plan)


@dataclass(frozen=True, eq=False)
class Maps:
    """Where descents from all over the window are after so many steps, on each loss by its name."""

    look: Look
    steps: int
    basins: dict[str, Basins]


def maps(look: Look, steps: int) -> Maps | None:
    """Both basin maps; while they are worked out, those before. Descents see all examples."""
    setting, last = look.setting, st.session_state.get("landscapes-maps")
    of = problem(setting)
    axes = [np.linspace(*ends, STARTS_A_SIDE) for ends in (setting.first, setting.second)]
    found = worked_out(
        "landscapes-basins",
        ("basins", of, setting.first, setting.second, setting.rate, steps),
        on_each,
        LOSSES,
        basin_map,
        of,
        *axes,
        setting.rate,
        steps,
        title=f"{steps:,} steps from {STARTS_A_SIDE**2:,} starts, on both losses",
        height=None if last else "min(41vh, 620px, 90vw)",
    )
    if found:
        last = st.session_state["landscapes-maps"] = Maps(look, steps, found)
    return last


def warm_up() -> None:
    """Have worked out what the first visitor will want to see."""
    opens = Fields().setting()
    for place, task in (("minima", _minima(opens)), ("paths", _paths(opens))):
        calculations.service().ask(calculations.SERVER, place, *task)
