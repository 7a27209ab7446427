"""What a visitor types or a link tells, read word by word; each word is doubtful."""

import math
import re
from collections.abc import Iterable

from pages._ui.page import plain

# A comma is for thousands where nothing else makes sense of it: in 1,000, not in 0,001.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_BETWEEN = re.compile(r"\s*(?:[,;:]|\bto\b|\s)\s*")


class WordError(ValueError):
    """A word can't be what somebody asked for; the message says what, the rule and the value."""


def one_of(what: str, word: str, known: Iterable[str]) -> str:
    """The word, if it is one of those known; raises WordError."""
    if word not in known:
        raise WordError(f"{what} must be one of {', '.join(known)}; got {quoted(word)}.")
    return word


def number(what: str, word: str, least: float, most: float) -> float:
    """A number as people write it: 0.5, 1e-5, 0,5; raises WordError."""
    try:
        value = float(_without_thousands(word).replace(",", "."))
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise WordError(
            f"{what} must be a number from {least:,.10g} to {most:,.10g}; got {quoted(word)}."
        )
    return value


def two_numbers(what: str, word: str, most: float) -> tuple[float, float]:
    """Two numbers of at most that size, as in “-20 to 20”, “-20, 20”; raises WordError."""
    try:
        first, second = map(float, _BETWEEN.split(_without_thousands(word)))
    except ValueError:
        first = second = math.nan
    if not (abs(first) <= most and abs(second) <= most):
        raise WordError(
            f"{what} must be two numbers of at most {most:,.10g} in size; got {quoted(word)}."
        )
    return first, second


def whole(what: str, word: str, least: int, most: int) -> int:
    """A whole number; raises WordError."""
    value = whole_or_none(word)
    if value is None or not least <= value <= most:
        raise WordError(
            f"{what} must be a whole number from {least} to {most:,}; got {quoted(word)}."
        )
    return value


def whole_or_none(word: str) -> int | None:
    """A whole number as people write it: 1000, 1 000, 1,000, 1e3."""
    try:
        value = float(_without_thousands(re.sub(r"\s", "", word)))
    except ValueError:
        return None
    return int(value) if value.is_integer() else None


def _without_thousands(word: str) -> str:
    """The word with a minus as computers write it, and without commas between thousands."""
    word = word.strip().replace("−", "-")
    return word.replace(",", "") if _THOUSANDS.fullmatch(word.lstrip("-")) else word


def quoted(word: str) -> str:
    """What somebody typed, as a sentence in Markdown repeats it."""
    if not word.strip():
        return "nothing"
    return f"“{plain(word)}”" if len(word) <= 40 else f"“{plain(word[:40])}…”"
