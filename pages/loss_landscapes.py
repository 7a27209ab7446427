"""Parts 4 and 5 of the lecture: the squared error and the cross-entropy as landscapes."""

import numpy as np

from core.landscape import finite_differences, gradient
from core.losses import (
    CROSS_ENTROPY,
    SQUARED_ERROR,
    Loss,
    cross_entropy,
    squared_error,
)
from core.problems import Problem
from pages._ui import gate
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.landscapes import basins, desk, one_example, results, twin, valleys
from pages._ui.landscapes.results import Look
from pages._ui.page import question
from pages._ui.poll import poll

MODULES = (twin, one_example, basins, valleys)
CHAPTERS = dict(zip(desk.CHOICES["chapter"].options, MODULES, strict=True))

question(
    "Why not simply square the error?",
    "Two losses over the same two weights. One ball starts at the same place on both and rolls "
    "downhill: gradient descent. Click where it should start.",
)
desk.follow_link()


def lesson() -> None:
    desk.player.tick()
    desk.show_choice("chapter", label_visibility="collapsed")
    desk.show_problem()
    chapter = CHAPTERS[desk.choice("chapter")]
    chapter.show()
    if chapter is one_example:
        formula_code_number(*chapter.explanations())
    elif look := results.shown():
        formula_code_number(*at_the_ball(look))
    desk.tell_link()
    poll("landscapes", desk.player.interval)


def at_the_ball(look: Look) -> list[Explanation]:
    """Both losses where their balls are now; their gradients also without their formulas."""
    rows, of = [], results.problem(look.setting)
    for loss, value, formula, slope in (
        (SQUARED_ERROR, squared_error, r"(\hat y - y)^2", r"2\,(\hat y - y)\,\varphi'(\hat v)"),
        (
            CROSS_ENTROPY,
            cross_entropy,
            r"-y \ln \hat y - (1 - y) \ln (1 - \hat y)",
            r"\hat y - y",
        ),
    ):
        ball = loss, of, look.ball(loss)
        rows += [
            Explanation("L = " + formula, value, lambda ball=ball: mean_loss(*ball)),
            Explanation(
                r"\frac{\partial L}{\partial \hat v} = " + slope,
                loss.derivative,
                lambda ball=ball: both_gradients(*ball),
            ),
        ]
    of_weights = (
        r"\frac{\partial L}{\partial w} = \frac{1}{N} X^T \frac{\partial L}{\partial \hat v}"
    )
    by_differences = r"\frac{\partial L}{\partial w_i} \approx \frac{L(w_i + h) - L(w_i - h)}{2 h}"
    return [
        *rows,
        Explanation(of_weights, gradient, "the gradients above"),
        Explanation(by_differences, finite_differences, "the same by differences"),
    ]


def mean_loss(loss: Loss, of: Problem, w: np.ndarray) -> str:
    values = loss.value(of.A @ w + of.offset, of.labels)
    return f"{loss.name}, mean of the {len(values)}  \nat the ball: L = {values.mean():.6f}"


def both_gradients(loss: Loss, of: Problem, w: np.ndarray) -> str:
    exact = gradient(loss, of.A, of.labels, w, of.offset)
    nearly = finite_differences(loss, of.A, of.labels, w, of.offset)
    return "  \n".join(
        (
            f"at the ball: ∂L/∂w = ({exact[0]:.3e}, {exact[1]:.3e})",
            f"by differences ({nearly[0]:.3e}, {nearly[1]:.3e})",
            f"apart by {np.abs(exact - nearly).max():.0e}",
        )
    )


gate.fragment(lesson)()
