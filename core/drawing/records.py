"""The values of a large JSON file one at a time: no more than one of them is ever in memory."""

import codecs
import json
import os
import re
import reprlib
from collections.abc import Callable, Iterator
from itertools import count
from typing import BinaryIO

# A drawing of the most points has 60,000 characters; indented by some other program, 4 times that.
MOST_CHARACTERS = 250_000
_BLOCK = 2**16
_BLANK = re.compile(r"[ \t\n\r]*")


class JsonError(ValueError):
    """A text isn't JSON that may be read; the message says why, and at which character."""


class JsonFile:
    """Reads a file of UTF-8, value by value; whoever calls says what should come next.

    Every value has at most MOST_CHARACTERS, and an object in it no key twice.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.bytes = file.seek(0, os.SEEK_END)
        file.seek(0)
        self._file = file
        self._text, self._place, self._before = "", 0, 0
        self._to_text = codecs.getincrementaldecoder("utf-8-sig")()
        self._to_value = json.JSONDecoder(object_pairs_hook=_without_repeats)

    @property
    def share(self) -> float:
        """How much of the file is read, from 0 to 1."""
        return self._file.tell() / self.bytes if self.bytes else 1.0

    def members(self) -> Iterator[str]:
        """The keys of an object that comes next; the value of each is to be read before the next.

        Nothing but blanks may follow the object.
        """
        self._expect("{")
        yield from self._until("}", self._key)
        if self._next():
            raise self._error("nothing may follow the last brace")

    def items(self) -> Iterator[int]:
        """The numbers from 1 of an array's items; each is to be read before the next."""
        self._expect("[")
        numbers = count(1)
        yield from self._until("]", lambda: next(numbers))

    def value(self) -> object:
        """The value that comes next, as Python has it."""
        self._next()
        while len(self._text) - self._place < MOST_CHARACTERS and self._read_on():
            pass
        text = self._text[self._place : self._place + MOST_CHARACTERS]
        try:
            value, length = self._to_value.raw_decode(text)
        except json.JSONDecodeError as error:
            self._place += error.pos
            raise self._error(
                f"{error.msg} (a value may have at most {MOST_CHARACTERS:,} characters)"
            ) from error
        # Deeply nested lists exhaust Python's stack; Python refuses to read the longest numbers.
        except (ValueError, RecursionError) as error:
            raise self._error(str(error)) from error
        self._place += length
        return value

    def _key(self) -> str:
        if self._next() != '"':
            raise self._error("a key in quotes must come here")
        key = self.value()
        self._expect(":")
        return key

    def _until(self, end: str, each: Callable) -> Iterator:
        if self._next() != end:
            yield each()
            while self._next() == ",":
                self._place += 1
                yield each()
        self._expect(end)

    def _expect(self, character: str) -> None:
        if self._next() != character:
            raise self._error(f"“{character}” must come here")
        self._place += 1

    def _next(self) -> str:
        """The next character that isn't blank, or "" at the end."""
        while True:
            self._place = _BLANK.match(self._text, self._place).end()
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._read_on():
                return ""

    def _read_on(self) -> bool:
        """Read more of the file, in place of what was used of it; whether there was more."""
        block = self._file.read(_BLOCK)
        try:
            more = self._to_text.decode(block, final=not block)
        except UnicodeDecodeError as error:
            raise JsonError(f"it isn't text in UTF-8: {error.reason}") from error
        self._text, self._before = self._text[self._place :] + more, self._before + self._place
        self._place = 0
        return bool(block)

    def _error(self, reason: str) -> JsonError:
        return JsonError(f"{reason}, at character {self._before + self._place + 1:,}")


def _without_repeats(pairs: list[tuple[str, object]]) -> dict:
    content = {}
    for key, value in pairs:
        if key in content:
            raise ValueError(f"{reprlib.repr(key)} stands twice in an object")
        content[key] = value
    return content
