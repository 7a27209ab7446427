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
    """seq: of the browser's last change. strokes: points from 0 to 1000, y down.

    `stages` of them, by the wishes, are kept until either changes.
    """

    seq: int = 0
    strokes: Strokes = ()
    wishes: Wishes | None = None
    _made: tuple = (None, None, None)

    def take(self, message: object) -> None:
        """Take over a browser's {"seq", "strokes"}; raises SetError for anything else."""
        if not isinstance(message, dict) or type(message.get("seq")) is not int:
            raise SetError("A drawing must have its number, seq, and its strokes.")
        strokes = to_strokes(message.get("strokes"))
        # The same once more, of a pen that came to rest, keeps what was made of it.
        if not _same(strokes, self.strokes):
            self.strokes = strokes
        self.seq = message["seq"]

    def stages(self) -> tuple[np.ndarray, ...] | None:
        """The drawing before and after each step, four times (28, 28); None without ink."""
        strokes, wishes = self.strokes, self.wishes
        made_of, by, made = self._made
        if made_of is not strokes or by != wishes:
            try:
                made = stages(strokes, PAD_SIDE, wishes.pen * PAD_SIDE, wishes.steps)
            except EmptyDrawing:
                made = None
            self._made = strokes, wishes, made
        return made


def _same(strokes: Strokes, others: Strokes) -> bool:
    return len(strokes) == len(others) and all(map(np.array_equal, strokes, others))
