"""Calculations in a process of their own, so that no page waits for them and each can be stopped.

A calculation is a function; one that takes long is a generator, which yields the share that is
done, a float, now and then, and its result last of all. When the process's input ends, so does it.
"""

import os
import pickle
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from types import GeneratorType
from typing import BinaryIO

from threadpoolctl import threadpool_limits

from core.pipes import commands_and_reports, heard, send

# How often the share that is done is told.
TELL_SECONDS = 0.1


@dataclass(frozen=True, eq=False)
class Task:
    """Work out function(*args); it is pickled by its name, so it stands in a module."""

    number: int
    function: Callable
    args: tuple


@dataclass(frozen=True)
class Cancel:
    """End that task where it next yields; its last news comes all the same."""

    number: int


@dataclass(frozen=True, eq=False)
class News:
    """How far a task is; the last of it carries what it came to, see `packed`."""

    number: int
    share: float = 0.0
    ended: bool = False
    outcome: tuple[bytes, list[bytes]] | None = None


def packed(outcome: object) -> tuple[bytes, list[bytes]]:
    """An object and, apart from it, what its arrays hold, so that they needn't be copied again."""
    buffers: list[pickle.PickleBuffer] = []
    head = pickle.dumps(outcome, protocol=5, buffer_callback=buffers.append)
    return head, [buffer.raw().tobytes() for buffer in buffers]


def unpacked(outcome: tuple[bytes, list[bytes]]) -> object:
    """The object again; its arrays are read-only."""
    head, buffers = outcome
    return pickle.loads(head, buffers=buffers)


class _CancelledError(Exception):
    """Nobody wants to know any more."""


class Calculator:
    """The process's own side: one task after the other, while a thread listens for commands."""

    def __init__(self, commands: BinaryIO, reports: BinaryIO):
        self._commands = commands
        self._reports = reports
        self._tasks: SimpleQueue[Task] = SimpleQueue()
        self._cancelled: set[int] = set()

    def run(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            task = self._tasks.get()
            send(self._reports, News(task.number, 1.0, ended=True, outcome=self._outcome(task)))
            self._cancelled.discard(task.number)

    def _listen(self) -> None:
        for command in heard(self._commands):
            match command:
                case Cancel(number):
                    self._cancelled.add(number)
                case Task() as task:
                    self._tasks.put(task)

    def _outcome(self, task: Task) -> tuple[bytes, list[bytes]] | None:
        """What a task came to, which may be an exception; None if it was cancelled."""
        try:
            result = task.function(*task.args)
            if isinstance(result, GeneratorType):
                result = self._last(result, task.number)
            return packed(result)
        except _CancelledError:
            return None
        except Exception as error:
            return packed(error)

    def _last(self, steps: Iterator, number: int) -> object:
        """The result of a generator, whose shares are told on the way."""
        told = time.monotonic()
        for step in steps:
            if not isinstance(step, float):
                return step
            if number in self._cancelled:
                raise _CancelledError
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                send(self._reports, News(number, step))
        raise ValueError("A calculation must yield its result last; this one came to none.")


def main() -> None:
    """Be that process, until its input ends."""
    if hasattr(os, "nice"):
        # Who waits for a calculation can wait a little longer; who moves a slider can't.
        os.nice(5)
    with threadpool_limits(1):
        Calculator(*commands_and_reports()).run()
