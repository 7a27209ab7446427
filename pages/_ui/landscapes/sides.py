"""The two losses that are compared, each with its colour."""

from core.figures import theme as colours
from core.losses import CROSS_ENTROPY, SQUARED_ERROR

SIDES = ((SQUARED_ERROR, colours.SQUARED_ERROR), (CROSS_ENTROPY, colours.CROSS_ENTROPY))
