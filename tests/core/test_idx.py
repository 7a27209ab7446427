"""Reading IDX: what is written comes back, and what is broken is named."""

import contextlib
import gzip
import io
import struct
import tracemalloc
import zlib
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.datasets import idx

IMAGE = bytes(range(256)) * 3 + bytes(16)
GZIP_HEADER = b"\x1f\x8b\x08" + bytes(7)


def images_file(content, count=None, magic=2051, rows=28, cols=28):
    count = len(content) // 784 if count is None else count
    return struct.pack(">4I", magic, count, rows, cols) + content


def labels_file(labels, count=None, magic=2049):
    return struct.pack(">2I", magic, len(labels) if count is None else count) + bytes(labels)


def members(content, count):
    """The content cut into pieces, each gzipped by itself; some may be empty."""
    size = -(-len(content) // count)
    pieces = (content[i * size : (i + 1) * size] for i in range(count))
    return b"".join(map(gzip.compress, pieces))


def upload(content, name="my-upload.gz"):
    file = io.BytesIO(content)
    file.name = name
    return file


pack = st.sampled_from([bytes, gzip.compress, *(partial(members, count=n) for n in (2, 3, 1_000))])


@given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 5), st.just(28), st.just(28))), pack)
def test_images_come_back(images, pack):
    packed = pack(images_file(images.tobytes(), count=len(images)))
    read = idx.read_images(io.BytesIO(packed))
    assert read.dtype == np.uint8
    np.testing.assert_array_equal(read, images)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=300), pack)
def test_labels_come_back(labels, pack):
    read = idx.read_labels(io.BytesIO(pack(labels_file(labels))))
    assert read.dtype == np.uint8
    assert read.tolist() == labels


@given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 5), st.just(28), st.just(28))))
def test_written_images_are_read_again(images):
    np.testing.assert_array_equal(idx.read_images(io.BytesIO(idx.write_images(images))), images)


@given(hnp.arrays(np.uint8, st.integers(1, 20), elements=st.integers(0, 9)))
def test_written_labels_are_read_again(labels):
    np.testing.assert_array_equal(idx.read_labels(io.BytesIO(idx.write_labels(labels))), labels)


def test_more_than_one_chunk_comes_back():
    images = np.random.default_rng(0).integers(0, 256, (300, 28, 28), np.uint8)
    packed = gzip.compress(images_file(images.tobytes()))
    np.testing.assert_array_equal(idx.read_images(io.BytesIO(packed)), images)


def test_a_long_name_in_the_gzip_header_is_allowed():
    assert idx.read_images(io.BytesIO(ONE_CHUNK)).shape == (2, 28, 28)


@pytest.mark.hostile
@given(st.binary(max_size=200), st.sampled_from([b"", b"\x1f\x8b", GZIP_HEADER, b"\0\0\x08\x01"]))
def test_any_bytes_are_read_or_refused(content, start):
    for read in (idx.read_images, idx.read_labels):
        with contextlib.suppress(idx.FormatError):
            assert read(io.BytesIO(start + content)).dtype == np.uint8


@pytest.mark.hostile
@given(st.integers(0, 1000), st.integers(0, 255))
def test_a_changed_byte_of_a_gzipped_file_never_changes_the_labels(place, byte):
    labels = list(range(10)) * 30
    packed = bytearray(gzip.compress(labels_file(labels), mtime=0))
    packed[place % len(packed)] = byte
    with contextlib.suppress(idx.FormatError):
        assert idx.read_labels(io.BytesIO(packed)).tolist() == labels


@pytest.mark.parametrize("as_path", [str, lambda path: path])
def test_a_path_may_be_text_or_a_path(tmp_path, as_path):
    path = tmp_path / "labels"
    path.write_bytes(labels_file([3, 1, 4]))
    assert idx.read_labels(as_path(path)).tolist() == [3, 1, 4]


def test_a_file_of_the_callers_stays_open():
    file = upload(labels_file([3, 1, 4]))
    idx.read_labels(file)
    assert not file.closed


def test_a_missing_path_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.gz"):
        idx.read_images(tmp_path / "nowhere.gz")


def test_the_message_names_a_path_without_its_folders(tmp_path):
    path = tmp_path / "train-labels.gz"
    path.write_bytes(gzip.compress(labels_file([0] * 16 + [42] + [0] * 3)))
    with pytest.raises(idx.FormatError) as caught:
        idx.read_labels(path)
    assert str(caught.value) == "train-labels.gz: a label must be 0 to 9; label 17 of 20 is 42."


HTML = b"<!DOCTYPE html><html><body>404 Not Found</body></html>"
UNPACKED = images_file(IMAGE * 2)
PACKED = gzip.compress(UNPACKED)
# Ends where the reader's first chunk ends, thanks to a long name in the gzip header.
LONG_NAME = b"a" * (4 + idx._CHUNK - len(PACKED) - 1) + b"\0"
ONE_CHUNK = b"\x1f\x8b\x08\x08" + bytes(6) + LONG_NAME + PACKED[10:]
BAD_IMAGES = {
    "empty": (b"", ["magic number must have 4 bytes", "ends after 0"]),
    "labels in place of images": (labels_file([1] * 20), ["images", "magic number 2051", "2049"]),
    "HTML page": (HTML, ["magic number 2051", "<!DO"]),
    "gzipped HTML page": (gzip.compress(HTML), ["magic number 2051", "<!DO"]),
    "neither gzip nor IDX": (b"PK\x03\x04" + bytes(99), ["gzipped or not", "2051", "PK"]),
    "cut magic": (images_file(IMAGE)[:3], ["magic number", "4 bytes", "after 3"]),
    "cut header": (images_file(IMAGE)[:9], ["sizes in the header", "12 bytes", "after 5"]),
    "cut body": (images_file(IMAGE * 2)[:-1], ["2 images", "1568 bytes", "after 1567"]),
    "a body of other length": (images_file(IMAGE, count=2), ["1568 bytes", "after 784"]),
    "trailing byte": (images_file(IMAGE * 2) + b"\0", ["end after the 2 images", "more bytes"]),
    "trailing byte in gzip": (gzip.compress(images_file(IMAGE) + b"\0"), ["end after the 1 image"]),
    "trailing bytes behind gzip": (PACKED + b"junk", ["end where its gzipped data end"]),
    "trailing byte behind a chunk": (ONE_CHUNK + b"j", ["end where its gzipped data end"]),
    "the file twice": (PACKED + PACKED, ["end after the 2 images", "more bytes"]),
    "trailing byte behind two": (members(UNPACKED, 2) + b"j", ["end where its gzipped data end"]),
    "half a gzip behind one": (members(UNPACKED, 2) + b"\x1f", ["end where its gzipped data"]),
    "the second broken": (members(UNPACKED, 2)[:-9], ["must be complete", "break off"]),
    "too many members": (members(UNPACKED, 1_001), ["at most 1000 members", "has more"]),
    "none": (images_file(b"", 0), ["1 to 70000 images", "claims 0"]),
    "other size": (images_file(bytes(1024), 1, rows=32, cols=32), ["28 × 28", "32 × 32"]),
    "other columns": (images_file(bytes(756), 1, cols=27), ["28 × 28", "28 × 27"]),
    "endless size": (images_file(b"", 1, rows=2**32 - 1), ["28 × 28", "4294967295 × 28"]),
    "too many": (images_file(b"", 70_001), ["1 to 70000 images", "claims 70001"]),
    "far too many": (images_file(b"", 2**32 - 1), ["1 to 70000 images", "claims 4294967295"]),
    "claims all, holds none": (images_file(b"", 70_000), ["54880000 bytes", "ends after 0"]),
    "cut gzip header": (PACKED[:5], ["must be complete", "break off"]),
    "cut gzip": (PACKED[:-20], ["must be complete", "break off"]),
    "cut gzip check sum": (PACKED[:-3], ["must be complete", "break off"]),
    "wrong gzip check sum": (PACKED[:-8] + bytes(8), ["must be intact", "check"]),
    "broken gzip": (GZIP_HEADER + b"\xff" * 50, ["must be intact", "invalid block type"]),
    "broken gzip method": (b"\x1f\x8b\xff\xff" + bytes(50), ["must be intact", "method"]),
    "gzip of nothing": (gzip.compress(b""), ["magic number must have 4 bytes", "ends after 0"]),
}
BAD_LABELS = {
    "images in place of labels": (images_file(IMAGE), ["labels", "magic number 2049", "2051"]),
    "cut header": (labels_file([1] * 9)[:7], ["sizes in the header", "4 bytes", "after 3"]),
    "cut body": (labels_file([1] * 8, count=9), ["9 labels", "9 bytes", "after 8"]),
    "trailing byte": (labels_file([1] * 10, count=9), ["end after the 9 labels", "more bytes"]),
    "none": (labels_file([]), ["1 to 70000 labels", "claims 0"]),
    "too many": (labels_file([], count=70_001), ["1 to 70000 labels", "claims 70001"]),
    "a ten": (labels_file([9, 0, 10]), ["0 to 9", "label 3 of 3 is 10"]),
    "the first of two": (labels_file([255, 0, 10]), ["0 to 9", "label 1 of 3 is 255"]),
}
BAD_FILES = [
    pytest.param(read, content, parts, id=f"{read.__name__}: {name}")
    for read, cases in ((idx.read_images, BAD_IMAGES), (idx.read_labels, BAD_LABELS))
    for name, (content, parts) in cases.items()
]


@pytest.mark.parametrize(("read", "content", "parts"), BAD_FILES)
def test_a_bad_file_is_refused_with_its_name_the_rule_and_the_value(read, content, parts):
    with pytest.raises(idx.FormatError) as caught:
        read(upload(content))
    message = str(caught.value)
    assert message.startswith("my-upload.gz: ")
    assert message.endswith(".")
    assert [part for part in parts if part not in message] == []


class Endless(io.RawIOBase):
    """A file that goes on for ever: a start, then the same bytes again and again."""

    name = "endless.gz"

    def __init__(self, start, again):
        self.ahead, self.again, self.taken = start, again, 0

    def tell(self):
        return self.taken

    def read(self, size):
        if len(self.ahead) < size:
            self.ahead += self.again * (size // len(self.again) + 1)
        piece, self.ahead = self.ahead[:size], self.ahead[size:]
        self.taken += size
        return piece


def bomb(start):
    """Gzip `start` and then zeros for ever, a megabyte in each thousand bytes."""
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    start, megabyte = (
        packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
        for content in (start, bytes(2**20))
    )
    return Endless(start, megabyte)


ATTACKS = {
    "bomb that claims little": lambda: bomb(images_file(b"", 1)),
    "bomb that claims all": lambda: bomb(images_file(b"", 70_000)),
    "bomb that claims more": lambda: bomb(images_file(b"", 2**31)),
    "bomb without IDX": lambda: bomb(b"not IDX"),
    "endless images": lambda: Endless(images_file(b"", 70_000), b"\0"),
    "endless gzip of empty blocks": lambda: Endless(GZIP_HEADER, b"\0\0\0\xff\xff"),
    "endless name in the gzip header": lambda: Endless(b"\x1f\x8b\x08\x08" + bytes(6), b"a"),
    "many empty gzips": lambda: io.BytesIO(gzip.compress(b"") * 1_000_000),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_of_no_file_more_than_100_mb_are_read_or_kept(attack):
    file = attack()
    tracemalloc.start()
    try:
        with pytest.raises(idx.FormatError, match=r"must|at most"):
            idx.read_images(file)
        assert tracemalloc.get_traced_memory()[1] < 100e6
    finally:
        tracemalloc.stop()
    assert file.tell() < 100e6


def test_no_more_is_read_than_the_header_claims():
    file = io.BytesIO(images_file(IMAGE * 2) + bytes(10_000))
    with pytest.raises(idx.FormatError, match="more bytes follow"):
        idx.read_images(file)
    assert file.tell() == 16 + 2 * 784 + 1
