"""From the bytes of a CSV file of any usual kind to its rows of cells; nothing is trusted."""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

FEWEST_ROWS = 2
MOST_ROWS = 10_000
MOST_BYTES = 2**20
MOST_INPUTS = 8

# The most telling first: a name or a number may well have a comma in it.
_SEPARATORS = {"\t": "tabs", ";": "semicolons", ",": "commas"}
_BLANK = " "
_SOMETHING = re.compile(r"[^\t;, \n]")


class FormatError(ValueError):
    """A table can't be used; the message names the place, the rule and the value."""


# A row of a file: the number of the line in which it begins, and its cells.
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class _Lines:
    """The lines of a file from its header on; `first` is the header's number."""

    first: int
    texts: list[str]


# ---- from bytes to text


def decode(content: bytes, name: str) -> str:
    """The text of a file in any usual encoding; raises FormatError."""
    if len(content) > MOST_BYTES:
        raise FormatError(f"{name}: a table must have at most {MOST_BYTES} bytes; it has more.")
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        # Of a byte order mark the error may know nothing.
        before = error.object[: error.start].decode(encoding, "ignore")
        raise _no_text(before, error.object[error.start], name) from error
    if (place := text.find("\0")) >= 0:
        raise _no_text(text[:place], 0, name)
    return text


def _no_text(before: str, byte: int, name: str) -> FormatError:
    line = before.count("\n") + 1
    return FormatError(
        f"{name}, line {line}: a table must be text, such as CSV, in UTF-8, "
        f"UTF-16 or Latin-1; here is the byte 0x{byte:02x}."
    )


def _encoding(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode()
    except UnicodeDecodeError:
        # Latin-1 with the letters that Windows has in place of its control characters.
        return "cp1252"
    return "utf-8"


# ---- from text to rows


def separate(text: str, name: str) -> tuple[str, list[Row]]:
    """The separator, and all rows as it separates them, the header first; raises FormatError.

    At most one of the separators in a header can make a table: under any other one, the rows have
    fewer columns than the header, or their cells have a separator in them and are no numbers.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    something = _SOMETHING.search(text)
    if not something:
        raise FormatError(f"{name}: a table must have a header row; the file is empty.")
    before = text.count("\n", 0, something.start())
    lines = _Lines(before + 1, text.split("\n")[before:])
    problems = []
    for separator in [mark for mark in _SEPARATORS if _has_in_header(mark, lines)] or [_BLANK]:
        try:
            return separator, _rows(lines, separator, name)
        except FormatError as error:
            problems.append(error)
    raise problems[0]


def _has_in_header(separator: str, lines: _Lines) -> bool:
    """Whether it stands there outside of quotation marks."""
    try:
        return len(next(_split(lines, separator, ""))[1]) > 1
    except FormatError:
        return False


def _rows(lines: _Lines, separator: str, name: str) -> list[Row]:
    """All rows, as many as may be and each as wide as the header."""
    (first, header), *rows = islice(_split(lines, separator, name), MOST_ROWS + 2)
    width = len(header)
    if not 2 <= width <= MOST_INPUTS + 1:
        raise FormatError(
            f"{name}, line {first}: a table must have a label and 1 to {MOST_INPUTS} inputs, 2 to "
            f"{MOST_INPUTS + 1} columns; here {'is 1' if width == 1 else f'are {width}'}."
        )
    for line, row in rows:
        if len(row) != width:
            raise FormatError(
                f"{name}, line {line}: a row must have {width} values, one for each column, with "
                f"{_SEPARATORS.get(separator, 'blanks')} between them; this one has {len(row)}."
            )
    if not FEWEST_ROWS <= len(rows) <= MOST_ROWS:
        count = len(rows) if len(rows) < FEWEST_ROWS else "more"
        raise FormatError(
            f"{name}: a table must have {FEWEST_ROWS} to {MOST_ROWS} rows; it has {count}."
        )
    return [(first, header), *rows]


def _split(lines: _Lines, separator: str, name: str) -> Iterator[Row]:
    """The rows in which something stands besides separators; of any width."""
    numbers = []

    def kept() -> Iterator[str]:
        for number, line in enumerate(lines.texts, start=lines.first):
            if _SOMETHING.search(line):
                numbers.append(number)
                # A blank at its end would be a column, or stand behind a quotation mark.
                yield line.strip(" ") + "\n"

    reader = csv.reader(kept(), delimiter=separator, skipinitialspace=True, strict=True)
    done = 0
    try:
        for row in reader:
            yield numbers[done], [cell.strip() for cell in row]
            done = reader.line_num
    except csv.Error as error:
        raise FormatError(
            f"{name}, line {numbers[done]}: a cell must have at most {csv.field_size_limit()} "
            f"characters, and end where its quotation marks end; Python's csv says: {error}."
        ) from error
