"""From a drawing or a picture of a digit to pixels that look like MNIST's."""

from core.drawing.frame import EmptyDrawing
from core.drawing.ink import find_ink
from core.drawing.pictures import digit_from_image, ink_stages
from core.drawing.stages import Steps, prepared, stages
from core.drawing.strokes import digit_from_strokes
from core.drawing.uploads import ImageError, open_image

__all__ = [
    "EmptyDrawing",
    "ImageError",
    "Steps",
    "digit_from_image",
    "digit_from_strokes",
    "find_ink",
    "ink_stages",
    "open_image",
    "prepared",
    "stages",
]
