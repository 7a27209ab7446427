"""A picture of a digit, read once: what is shown of it, and what the models get by each choice."""

import io
from dataclasses import dataclass
from itertools import product
from typing import BinaryIO

import numpy as np

from core.datasets.source import file_name
from core.drawing.ink import find_ink
from core.drawing.pictures import ink_stages
from core.drawing.stages import Steps
from core.drawing.uploads import open_image


@dataclass(frozen=True, eq=False)
class Scan:
    """name: of the file. shown: the picture, PNG or JPEG. stages: `ink_stages` by any steps."""

    name: str
    shown: bytes
    stages: dict[Steps, tuple[np.ndarray, ...]]


def read_scan(file: BinaryIO) -> Scan:
    """Read a picture; raises ImageError or EmptyDrawing, whose messages say what is wrong."""
    image = open_image(file)
    ink = find_ink(image)
    choices = [Steps(*taken) for taken in product((True, False), repeat=3)]
    stages = {steps: ink_stages(ink, steps) for steps in choices}
    shown = io.BytesIO()
    image.save(shown, "PNG" if image.mode == "RGBA" else "JPEG", quality=90)
    return Scan(file_name(file), shown.getvalue(), stages)
