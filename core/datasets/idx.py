"""Images and labels in IDX, the format of MNIST's files; nothing that a file claims is trusted."""

import gzip
import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import numpy as np

from core.datasets.source import Source, file_name, opened

SIDE = 28
MOST_EXAMPLES = 70_000
IMAGES_MAGIC = 2051
LABELS_MAGIC = 2049

_GZIP_MAGIC = b"\x1f\x8b"
_MOST_PACKED_BYTES = 64 * 2**20
# Some programs pack each 64 KiB by themselves: of 70,000 images that makes 838 members.
_MOST_MEMBERS = 1_000
_CHUNK = 2**16


class FormatError(ValueError):
    """A file is not what its reader expects; the message names the file, the rule and the value."""


def read_images(path_or_file: Source) -> np.ndarray:
    """Read a file of 1 to 70,000 images, gzipped or not: (n, 28, 28) uint8, 0 to 255.

    Raises FormatError.
    """
    with _naming(path_or_file), opened(path_or_file) as file:
        return _read_idx(file, IMAGES_MAGIC, "images", (SIDE, SIDE))


def read_labels(path_or_file: Source) -> np.ndarray:
    """Read a file of 1 to 70,000 labels, gzipped or not: (n,) uint8, 0 to 9.

    Raises FormatError.
    """
    with _naming(path_or_file), opened(path_or_file) as file:
        labels = _read_idx(file, LABELS_MAGIC, "labels", ())
        wrong = np.flatnonzero(labels > 9)
        if wrong.size:
            raise FormatError(
                f"a label must be 0 to 9; "
                f"label {wrong[0] + 1} of {len(labels)} is {labels[wrong[0]]}."
            )
        return labels


def write_images(images: np.ndarray) -> bytes:
    """A gzipped file of images (n, 28, 28) uint8, for `read_images`."""
    return _packed(IMAGES_MAGIC, images)


def write_labels(labels: np.ndarray) -> bytes:
    """A gzipped file of labels (n,) from 0 to 9, for `read_labels`."""
    return _packed(LABELS_MAGIC, labels)


def _packed(magic: int, content: np.ndarray) -> bytes:
    content = np.asarray(content, np.uint8)
    header = np.array([magic, *content.shape], ">u4")
    # Without the time: equal data are equal files.
    return gzip.compress(header.tobytes() + content.tobytes(), mtime=0)


@contextmanager
def _naming(path_or_file: Source) -> Iterator[None]:
    """Put the file's name before the message of a FormatError."""
    try:
        yield
    except FormatError as error:
        raise FormatError(f"{file_name(path_or_file)}: {error}") from error


def _read_idx(file: BinaryIO, magic: int, kind: str, shape: tuple[int, ...]) -> np.ndarray:
    """Read the whole of an IDX file, gzipped or not: (n, *shape) uint8."""
    start = _read_all(file, 4, "the magic number").tobytes()
    if start.startswith(_GZIP_MAGIC):
        file = _Unpacked(file, start)
        start = _read_all(file, 4, "the magic number").tobytes()
    found = int.from_bytes(start, "big")
    if found != magic:
        raise FormatError(
            f"a file of {kind}, gzipped or not, must start with the magic number {magic}; "
            f"this one starts with {found} ({start!r})."
        )
    count = _read_count(file, kind, shape)
    size = count * math.prod(shape)
    content = _read_all(file, size, f"the {count} {kind} that the header claims")
    if _read(file, 1).size:
        raise FormatError(
            f"the file must end after the {count} {kind} that the header claims; more bytes follow."
        )
    return content.reshape(count, *shape)


def _read_count(file: BinaryIO, kind: str, shape: tuple[int, ...]) -> int:
    """Read the sizes in the header, n and the shape of an example, and check them."""
    sizes = _read_all(file, 4 + 4 * len(shape), "the sizes in the header")
    count, *found = sizes.view(">u4").tolist()
    if tuple(found) != shape:
        raise FormatError(
            f"an image must have {SIDE} × {SIDE} pixels; these have {' × '.join(map(str, found))}."
        )
    if not 1 <= count <= MOST_EXAMPLES:
        raise FormatError(
            f"a file must have 1 to {MOST_EXAMPLES} {kind}; the header claims {count}."
        )
    return count


def _read_all(file: BinaryIO, size: int, what: str) -> np.ndarray:
    """Read exactly `size` bytes."""
    content = _read(file, size)
    if len(content) < size:
        raise FormatError(f"{what} must have {size} bytes; the file ends after {len(content)}.")
    return content


def _read(file: BinaryIO, size: int) -> np.ndarray:
    """Read `size` bytes, or as many as there are."""
    content = np.empty(size, np.uint8)
    filled = 0
    while filled < size and (piece := file.read(min(size - filled, _CHUNK))):
        content[filled : filled + len(piece)] = np.frombuffer(piece, np.uint8)
        filled += len(piece)
    return content[:filled]


class _Unpacked:
    """A gzipped file, all its members one after the other, unpacked no further than it is read.

    Not gzip.GzipFile: it loops in Python over the headers, as many and as long as a file likes.
    """

    def __init__(self, file: BinaryIO, start: bytes) -> None:
        """Go on behind `start`, the first few bytes of the gzip header."""
        self._file = file
        # What was read of the file and not yet unpacked.
        self._ahead = start
        self._packed_bytes = self._members = 0
        self._begin_member()

    def read(self, size: int) -> bytes:
        """At least one byte and at most `size`; none at the end."""
        while not self._unpacker.eof or self._begin_member():
            packed = self._ahead or self._read_packed()
            piece = self._unpack(packed, size)
            if piece:
                return piece
            if not packed and not self._unpacker.eof:
                raise FormatError("gzipped data must be complete; these break off.")
        return b""

    def _begin_member(self) -> bool:
        """Go on with the next member; False at the end of the file."""
        while len(self._ahead) < len(_GZIP_MAGIC) and (packed := self._read_packed()):
            self._ahead += packed
        if not self._ahead:
            return False
        if not self._ahead.startswith(_GZIP_MAGIC):
            raise FormatError("the file must end where its gzipped data end; more bytes follow.")
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise FormatError(
                f"a gzipped file must have at most {_MOST_MEMBERS} members; this one has more."
            )
        self._unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        return True

    def _read_packed(self) -> bytes:
        packed = self._file.read(_CHUNK)
        self._packed_bytes += len(packed)
        if self._packed_bytes > _MOST_PACKED_BYTES:
            raise FormatError(
                f"a gzipped file must have at most {_MOST_PACKED_BYTES} bytes; this one has more."
            )
        return packed

    def _unpack(self, packed: bytes, size: int) -> bytes:
        try:
            piece = self._unpacker.decompress(packed, size)
        except zlib.error as error:
            raise FormatError(f"gzipped data must be intact; unpacking says: {error}.") from error
        self._ahead = self._unpacker.unused_data or self._unpacker.unconsumed_tail
        return piece
