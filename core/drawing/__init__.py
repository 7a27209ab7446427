"""From a drawing or a picture of a digit to pixels that look like MNIST's."""

from core.drawing.files import LabelError, Taken, read_files
from core.drawing.frame import EmptyDrawing
from core.drawing.ink import find_ink
from core.drawing.pictures import digit_from_image, ink_stages
from core.drawing.scans import Scan, read_scan
from core.drawing.sets import (
    MOST_EXAMPLES,
    MOST_PATH,
    MOST_POINTS,
    MOST_STROKES,
    PAD_SIDE,
    Example,
    SetError,
    Strokes,
    from_record,
    read_json,
    to_json,
    to_record,
    to_strokes,
)
from core.drawing.stages import Steps, stages
from core.drawing.strokes import digit_from_strokes
from core.drawing.uploads import ImageError, open_image

__all__ = [
    "MOST_EXAMPLES",
    "MOST_PATH",
    "MOST_POINTS",
    "MOST_STROKES",
    "PAD_SIDE",
    "EmptyDrawing",
    "Example",
    "ImageError",
    "LabelError",
    "Scan",
    "SetError",
    "Steps",
    "Strokes",
    "Taken",
    "digit_from_image",
    "digit_from_strokes",
    "find_ink",
    "from_record",
    "ink_stages",
    "open_image",
    "read_files",
    "read_json",
    "read_scan",
    "stages",
    "to_json",
    "to_record",
    "to_strokes",
]
