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
    """drawn: the number of the browser's last change, and the strokes, points from 0 to 1000.

    Both at once, as the channel and the page's runs both change them. `stages` of the strokes, by
    the wishes, are kept until either changes.
    """

    drawn: tuple[int, Strokes] = (0, ())
    wishes: Wishes | None = None
    _made: tuple = (None, None, None)

    def take(self, message: object) -> None:
        """Take over a browser's {"seq", "strokes"}, unless it is older than what is known.

        Raises SetError for anything else.
        """
        if not isinstance(message, dict) or type(message.get("seq")) is not int:
            raise SetError("A drawing must have its number, seq, and its strokes.")
        strokes = to_strokes(message.get("strokes"))
        seq, known = self.drawn
        # The same once more, of a pen that came to rest, keeps what was made of it.
        if message["seq"] >= seq:
            self.drawn = message["seq"], known if _same(strokes, known) else strokes

    def stages(self, strokes: Strokes, wishes: Wishes) -> tuple[np.ndarray, ...] | None:
        """A drawing before and after each step, four times (28, 28); None without ink."""
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
