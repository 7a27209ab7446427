"""A tab's drawing and how it is to be answered, which the channel and the page's runs share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.drawing import PAD_SIDE, EmptyDrawing, SetError, Steps, Strokes, stages, to_strokes
from core.figures.theme import Theme


@dataclass(frozen=True)
class Wishes:
    """How a digit is to be answered.

    source: where it comes from. pen: its width, in sides of the pad. steps: taken before a model
    gets it. asked: the digit that one sigmoid is asked about. theme: of its pictures.
    """

    source: str
    pen: float
    steps: Steps
    asked: int
    theme: Theme


@dataclass
class Sheet:
    """seq: of the browser's last change. strokes: points from 0 to 1000, y down."""

    seq: int = 0
    strokes: Strokes = ()
    wishes: Wishes | None = None

    def take(self, message: object) -> None:
        """Take over a browser's {"seq", "strokes"}; raises SetError for anything else."""
        if not isinstance(message, dict) or type(message.get("seq")) is not int:
            raise SetError("A drawing must have its number, seq, and its strokes.")
        strokes = to_strokes(message.get("strokes"))
        self.seq, self.strokes = message["seq"], strokes


def stages_of(strokes: Strokes, wishes: Wishes) -> tuple[np.ndarray, ...] | None:
    """The drawing before and after each step, four times (28, 28); None without ink."""
    try:
        return stages(strokes, PAD_SIDE, wishes.pen * PAD_SIDE, wishes.steps)
    except EmptyDrawing:
        return None
