"""How a process of ours talks with the server: pickled commands come in, pickled reports go out."""

import os
import pickle
import sys
from collections.abc import Iterator
from typing import BinaryIO


def commands_and_reports() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes of this process, whose standard output is then its standard error.

    What a library may print must not come between the reports.
    """
    reports = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, reports


def heard(commands: BinaryIO) -> Iterator[object]:
    """Each command as it comes; when there are no more, the process ends, whatever it is doing."""
    while True:
        try:
            yield pickle.load(commands)
        except (EOFError, pickle.UnpicklingError):
            # Nobody is left to report to; a normal exit would wait for the work.
            os._exit(0)


def send(reports: BinaryIO, report: object) -> None:
    """Have the server hear that."""
    pickle.dump(report, reports, protocol=5)
    reports.flush()
