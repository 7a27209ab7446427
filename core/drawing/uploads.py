"""A picture from outside: nothing of it is decoded before its kind and its size are known."""

import math
import os
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from core.drawing.reduced import factor, reduced

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MOST_BYTES = 20 * 2**20
MOST_PIXELS = 16_000_000
# Pillow takes 16 bytes a pixel to decode WebP, 4 for all others.
MOST_PIXELS_OF_WEBP = 6_000_000


class ImageError(ValueError):
    """A file is no picture that may be opened; the message names the file, the rule, the value."""


def open_image(file: str | os.PathLike | BinaryIO) -> Image.Image:
    """Open a PNG, JPEG, GIF (its first frame), WebP or BMP, turned upright as its EXIF says.

    The kind is told by content. At most 20 MB and 16 megapixels, reduced to 1,000 pixels on the
    longer side. Raises ImageError.
    """
    is_path = isinstance(file, str | os.PathLike)
    with Path(file).open("rb") if is_path else nullcontext(file) as opened:
        try:
            _check_bytes(opened)
            # Pillow warns of the very faults for which a picture is refused here.
            with warnings.catch_warnings(action="ignore"):
                return _decode(opened)
        except ImageError as error:
            raise ImageError(f"{_name(opened)}: {error}") from error


def _check_bytes(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size == 0:
        raise ImageError("a picture can't be empty; this file has 0 bytes.")
    if size > MOST_BYTES:
        raise ImageError(f"a picture may have at most {MOST_BYTES:,} bytes; this one has {size:,}.")


def _decode(file: BinaryIO) -> Image.Image:
    try:
        image = Image.open(file, formats=FORMATS)
        _check_pixels(image)
        _draft(image)
        return ImageOps.exif_transpose(reduced(image))
    except ImageError:
        raise
    except Image.DecompressionBombError as error:
        raise ImageError(
            f"a picture may have at most {MOST_PIXELS:,} pixels; "
            f"this one claims more than {2 * Image.MAX_IMAGE_PIXELS:,}."
        ) from error
    except UnidentifiedImageError as error:
        raise ImageError(
            "a picture must be a PNG, JPEG, GIF, WebP or BMP; this file starts like none of them."
        ) from error
    # A damaged file can make a decoder fail in almost any way.
    except Exception as error:
        raise ImageError(f"a picture must be intact; decoding this one says: {error}.") from error


def _check_pixels(image: Image.Image) -> None:
    width, height = image.size
    is_webp = image.format == "WEBP"
    most = MOST_PIXELS_OF_WEBP if is_webp else MOST_PIXELS
    if width * height > most:
        raise ImageError(
            f"a {'WebP' if is_webp else 'picture'} may have at most {most:,} pixels; "
            f"this one has {width:,} × {height:,} = {width * height:,}."
        )


def _draft(image: Image.Image) -> None:
    """Have a JPEG decoded at a half, a quarter or an eighth, where it will be reduced so anyway."""
    by = math.gcd(factor(image), 8)
    image.draft(None, tuple(max(1, length // by) for length in image.size))


def _name(file: BinaryIO) -> str:
    """The name, without folders, by which a message speaks of a file."""
    return Path(str(getattr(file, "name", "the picture"))).name
