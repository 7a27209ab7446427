"""What can be fitted to a visitor's table: a line, a sigmoid exactly, or step by step."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.activations import sigmoid
from core.classifiers import LinearRegression
from core.design_matrix import with_ones
from core.landscape import descend
from core.losses import CROSS_ENTROPY, Loss
from core.newton import NoOptimum, minimise_cross_entropy
from core.rates import Descent, descend_at
from core.scaling import Scaling, standardising, unscaled
from pages._ui.player import log_frames
from pages._ui.police.sheets import Sheet
from pages._ui.worked_out import worked_out
from pages._work import calculations

# As near to the best loss as the lecture's numbers are printed.
CLOSE = 1e-6
# What a fit without an optimum shows: far enough to see where it goes, and soon.
FALLBACK, FALLBACK_WORK = 2_000, 1_000_000
# Updates times rows, so that a descent is there within two seconds however large the table is.
MOST_WORK = 20_000_000


@dataclass(frozen=True)
class Way:
    """How descents go on one kind of inputs: at which learning rates, for how long."""

    rates: tuple[float, ...]
    usual: float
    iterations: int


RAW = Way((0.001, 0.003, 0.01, 0.03, 0.1), 0.01, 80_000)
STANDARDISED = Way((0.1, 0.3, 1.0, 3.0, 10.0), 1.0, 3_000)


@dataclass(frozen=True, eq=False)
class Fit:
    """A sigmoid fitted to some inputs; `problem` says why it isn't the best one, if there is none.

    weights: (d + 1,), for raw inputs. loss: its cross-entropy.
    """

    weights: np.ndarray
    loss: float
    problem: str = ""

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """ŷ, (n,), for raw inputs (n, d)."""
        return sigmoid(with_ones(X) @ self.weights)


def fit(X: np.ndarray, labels: np.ndarray) -> Fit:
    """The sigmoid with the least cross-entropy, or, where there is none, one on the way there."""
    try:
        best = minimise_cross_entropy(X, labels)
        return Fit(best.weights, best.loss)
    except NoOptimum as error:
        scaling = standardising(X)
        path = descend(
            CROSS_ENTROPY,
            with_ones(scaling.apply(X)),
            labels,
            np.zeros(X.shape[1] + 1),
            STANDARDISED.usual,
            min(FALLBACK, FALLBACK_WORK // len(labels)),
        )
        weights = scaling.for_raw_inputs(path.weights[-1])
        return Fit(weights, float(path.losses[-1]), str(error))


@lru_cache(maxsize=128)
def best(sheet: Sheet, inputs: tuple[str, ...]) -> Fit:
    """The fit of those inputs of a table."""
    return fit(sheet.columns(inputs), sheet.data.labels)


def line(x: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """b and w of the straight line through labels over one input (n,)."""
    b, w = LinearRegression(1).fit(x.reshape(-1, 1), labels).weights[:, 0]
    return float(b), float(w)


def crossing(b: float, w: float, level: float = 0.0) -> float | None:
    """Where b + w x is at a level; None where the line is flat."""
    return (level - b) / w if abs(w) > 1e-12 else None


def updates(asked: int, sheet: Sheet) -> int:
    """As many of the updates asked for as a table of that size has time for."""
    return min(asked, MOST_WORK // len(sheet.data))


def bound_in_words(asked: int, sheet: Sheet) -> str:
    """Why there are fewer updates than asked for; empty if there aren't."""
    n = updates(asked, sheet)
    return "" if n == asked else f"With {len(sheet.data):,} rows there is time for {n:,} updates."


def descents(
    sheet: Sheet, name: str, loss: Loss, standardised: bool, place: str, height: str
) -> tuple[dict[float, Descent], Scaling] | None:
    """The descents on one input at all learning rates, by rate, and the scaling that they see.

    None while they are being worked out; their progress is then shown, see `worked_out`.
    """
    task, scaling = _descents(sheet, name, loss, standardised)
    found = worked_out(place, *task, title="Gradient descent at five rates", height=height)
    return found and ({descent.learning_rate: descent for descent in found}, scaling)


def _descents(sheet: Sheet, name: str, loss: Loss, standardised: bool) -> tuple[tuple, Scaling]:
    """The key of those descents and how to work them out; the scaling that they see."""
    X = sheet.columns((name,))
    way = STANDARDISED if standardised else RAW
    scaling = standardising(X) if standardised else unscaled(1)
    goal = best(sheet, (name,))
    level = goal.loss + CLOSE if loss is CROSS_ENTROPY and not goal.problem else -np.inf
    task = (
        ("descents", sheet, name, loss.name, standardised),
        descend_at,
        loss,
        with_ones(scaling.apply(X)),
        sheet.data.labels,
        way.rates,
        log_frames(updates(way.iterations, sheet)),
        level,
    )
    return task, scaling


def lecture_run(
    sheet: Sheet, learning_rate: float, iterations: np.ndarray, place: str, height: str
) -> Descent | None:
    """The lecture's descent over all inputs, from w = 0, remembered at those iterations.

    None while it is being worked out.
    """
    task = _lecture_run(sheet, learning_rate, iterations)
    found = worked_out(place, *task, title="The lecture's gradient descent", height=height)
    return found and found[0]


def _lecture_run(sheet: Sheet, learning_rate: float, iterations: np.ndarray) -> tuple:
    return (
        ("lecture's run", sheet, learning_rate),
        descend_at,
        CROSS_ENTROPY,
        with_ones(sheet.data.inputs),
        sheet.data.labels,
        [learning_rate],
        iterations,
    )


def warm_up(sheet: Sheet) -> None:
    """Have worked out what the first visitor will want to see."""
    for standardised in (False, True):
        task, _ = _descents(sheet, sheet.inputs[0], CROSS_ENTROPY, standardised)
        calculations.service().ask(calculations.SERVER, f"police-{standardised}", *task)
