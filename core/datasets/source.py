"""Where a reader takes its bytes from: a path, or a binary file such as an upload."""

import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

Source = str | os.PathLike | BinaryIO


def file_name(source: Source) -> str:
    """The name, without folders, by which a message speaks of a file."""
    if isinstance(source, str | os.PathLike):
        return Path(source).name
    return Path(str(getattr(source, "name", "the file"))).name


def opened(source: Source) -> AbstractContextManager[BinaryIO]:
    """A binary file to read in a `with`, which closes it only if it was a path."""
    if isinstance(source, str | os.PathLike):
        return Path(source).open("rb")
    return nullcontext(source)
