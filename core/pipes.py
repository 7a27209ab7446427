"""How a process of ours talks with the server: pickled commands come in, pickled reports go out."""

import os
import sys
from typing import BinaryIO


def commands_and_reports() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes of this process, whose standard output is then its standard error.

    What a library may print must not come between the reports.
    """
    reports = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, reports
