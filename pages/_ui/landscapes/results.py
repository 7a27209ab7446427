"""What is worked out for a setting, once for all visitors who look at it."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from core import problems
from core.basins import Basins, basin_map
from core.landscape import Path, Surface, descend, descend_in_batches, surface
from core.losses import Loss
from core.minima import Search, local_minima
from core.problems import Problem
from core.training import Plan
from pages._ui import data
from pages._ui.landscapes.setting import STEPS, Setting

STARTS_A_SIDE = 60
FIRST_STEPS = 200


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


def path(setting: Setting, loss: Loss, step: int) -> Path:
    """The descent from the setting's start, at least as far as that step."""
    # A ball that was just dropped need not wait for the thousands of steps to come.
    steps = FIRST_STEPS if step <= FIRST_STEPS else STEPS
    return _path(problem(setting), loss, setting.start, setting.rate, setting.batch, steps)


@lru_cache(maxsize=256)
def _path(
    of: Problem, loss: Loss, start: Window, rate: float, batch: int | None, steps: int
) -> Path:
    if batch is None:
        return descend(loss, of.A, of.labels, np.array(start), rate, steps, of.offset)
    plan = Plan(rate, steps, batch_size=batch)
    return descend_in_batches(loss, of.A, of.labels, np.array(start), plan, of.offset)


def path_from(setting: Setting, loss: Loss, start: Window, steps: int) -> Path:
    """The descent from another start, by all examples."""
    return _path(problem(setting), loss, start, setting.rate, None, steps)


def minima(setting: Setting, loss: Loss) -> Search:
    """The loss's true minima, found from all over the window."""
    return _minima(problem(setting), loss, setting.first, setting.second)


@lru_cache(maxsize=64)
def _minima(of: Problem, loss: Loss, first: Window, second: Window) -> Search:
    return local_minima(loss, of, first, second)


def basins(setting: Setting, loss: Loss, steps: int, tell: Callable[[float], None]) -> Basins:
    """Where descents from all over the window are after so many steps; `tell` hears how far it is.

    They see all examples at each step.
    """
    of = problem(setting)
    kept = _kept_basins(of, loss, setting.first, setting.second, setting.rate, steps)
    if not kept:
        axes = (np.linspace(*ends, STARTS_A_SIDE) for ends in (setting.first, setting.second))
        for news in basin_map(loss, of, *axes, setting.rate, steps):
            if isinstance(news, Basins):
                kept.append(news)
            else:
                tell(news)
    return kept[0]


@lru_cache(maxsize=32)
def _kept_basins(*_asked) -> list[Basins]:
    """The place for a map: empty until it is worked out."""
    return []
