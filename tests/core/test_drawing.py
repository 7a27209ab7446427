"""Drawings and pictures must come out as MNIST would show them, and bad ones be refused kindly."""

import io
import math
import re
import struct
import zlib

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from core.drawing import (
    EmptyDrawing,
    ImageError,
    Steps,
    digit_from_image,
    digit_from_strokes,
    ink,
    open_image,
    read_scan,
    strokes,
)
from core.drawing.frame import to_pixels
from core.drawing.reduced import reduced

SEVEN = [[(10, 10), (60, 8), (58, 20), (40, 60), (32, 110)]]
FOUR = [[(50, 0), (10, 70), (80, 66)], [(62, 40), (58, 110)]]
# All its ink is at the left and at the top.
CORNER = [[(0, 100), (0, 0), (100, 0)]]

points = st.tuples(st.integers(-50, 50), st.integers(-50, 50))
drawings = st.lists(st.lists(points, min_size=1, max_size=6), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def mnist_digits(mnist_sets):
    return mnist_sets[1].inputs[:50].reshape(-1, 28, 28)


def centre_of_mass(digit):
    ink = digit / digit.sum()
    pixels = np.arange(28)
    return np.array([ink.sum(axis=0) @ pixels, ink.sum(axis=1) @ pixels])


def box(digit):
    """The height and width of the ink."""
    rows, columns = np.flatnonzero(digit.any(axis=1)), np.flatnonzero(digit.any(axis=0))
    return np.ptp(rows) + 1, np.ptp(columns) + 1


def likeness(a, b):
    return np.corrcoef(a.ravel(), b.ravel())[0, 1]


def difference(a, b):
    """The largest difference of a pixel, in grey levels."""
    return np.abs(a.astype(int) - b).max()


# Strokes


def exact_ink(segments, pen, samples=8):
    """The oracle: each pixel's share within half a pen of a segment, by counting sample points."""
    side = 28 * samples
    y, x = (np.indices((side, side)) + 0.5) / samples - 0.5
    inside = np.zeros((side, side), dtype=bool)
    for (ax, ay), (bx, by) in segments:
        length = math.hypot(bx - ax, by - ay) or 1.0
        ux, uy = (bx - ax) / length, (by - ay) / length
        t = np.clip((x - ax) * ux + (y - ay) * uy, 0, math.hypot(bx - ax, by - ay))
        inside |= np.hypot(x - ax - t * ux, y - ay - t * uy) <= pen / 2
    return inside.reshape(28, samples, 28, samples).mean(axis=(1, 3))


@pytest.mark.parametrize("drawing", [SEVEN, FOUR, [[(0, 0), (9, 0)]]])
def test_ink_is_what_a_round_pen_covers(drawing):
    segments = strokes.fit(strokes.to_segments(drawing))
    ink = strokes.draw(segments)
    exact = exact_ink(segments, strokes.PEN)
    assert np.abs(ink - exact).max() < 0.16
    assert ink.sum() == pytest.approx(exact.sum(), rel=0.02)


def test_a_digit_is_28_by_28_pixels_of_uint8_with_ink_at_255():
    digit = digit_from_strokes(SEVEN)
    assert digit.shape == (28, 28)
    assert digit.dtype == np.uint8
    assert digit.max() == 255
    assert np.median(digit) == 0


@settings(deadline=None)
@given(drawings, st.floats(1e-6, 1e9), points)
@example(SEVEN, 1e9, (0, 0))
@example([[(3, 3)]], 1e-6, (7, 7))
@example([[(0, -20), (0, -21)]], 270549121.1274704, (0, -20))
def test_neither_size_nor_place_matters(drawing, scale, offset):
    moved = [[((x + offset[0]) * scale, (y + offset[1]) * scale) for x, y in s] for s in drawing]
    assert difference(digit_from_strokes(moved), digit_from_strokes(drawing)) <= 1


@settings(deadline=None)
@given(drawings)
@example([[(0, 0), (-2, -35)]])
@example([[(0, -2)], [(0, -3), (2, -1)]])
def test_a_drawing_fits_the_box_of_20_pixels_and_none_of_its_ink_is_lost(drawing):
    fitted = strokes.draw(strokes.fit(strokes.to_segments(drawing)))
    is_dot = len({point for stroke in drawing for point in stroke}) == 1
    assert max(box(to_pixels(fitted))) == (4 if is_dot else 20)
    digit = digit_from_strokes(drawing)
    # A round end has up to 6 % more or less ink by where it lies between the pixels.
    assert digit.sum() / 255 == pytest.approx(fitted.sum(), rel=0.07)


@pytest.mark.parametrize("drawing", [SEVEN, FOUR, [[(3, 4)]], [[(0, 0), (1, 0)]]])
def test_the_centre_of_mass_is_mnists(drawing, mnist_digits):
    mnists = np.mean([centre_of_mass(digit) for digit in mnist_digits], axis=0)
    assert mnists == pytest.approx([14, 14], abs=0.1)
    assert centre_of_mass(digit_from_strokes(drawing)) == pytest.approx([14, 14], abs=0.05)


def test_an_off_balance_drawing_moves_as_far_as_its_ink_stays_in_the_frame():
    fitted = strokes.draw(strokes.fit(strokes.to_segments(CORNER)))
    digit = digit_from_strokes(CORNER)
    np.testing.assert_allclose(digit, 255 * np.roll(fitted, (4, 4), axis=(0, 1)), atol=0.5 + 1e-9)


@pytest.mark.parametrize(("line", "axis"), [([(0, 5), (80, 5)], 0), ([(5, 0), (5, 80)], 1)])
def test_a_straight_line_is_as_wide_as_the_pen(line, axis):
    across = digit_from_strokes([line]).sum(axis=axis) / 255
    assert across[8:20] == pytest.approx(2.5, abs=0.02)
    assert np.count_nonzero(across) in (20, 21)


def test_strokes_have_the_ink_of_mnists_digits(mnist_digits):
    low, high = np.percentile(mnist_digits.mean(axis=(1, 2)), [5, 95])
    assert low < digit_from_strokes(SEVEN).mean() < high
    assert low < digit_from_strokes(FOUR).mean() < high


@pytest.mark.parametrize(
    "same",
    [
        np.array(FOUR[0]),
        np.array(FOUR[0], dtype=np.float32),
        [list(point) for point in FOUR[0]],
        FOUR[0][::-1],
        [point for point in FOUR[0] for _ in range(3)],
        [(50, 0), (30, 35), (10, 70), (45, 68), (80, 66)],
    ],
    ids=["integers", "float32", "lists", "backwards", "points thrice", "points between"],
)
def test_how_a_stroke_was_recorded_hardly_matters(same):
    assert difference(digit_from_strokes([same]), digit_from_strokes(FOUR[:1])) <= 1


def test_an_empty_stroke_among_others_draws_nothing():
    np.testing.assert_array_equal(
        digit_from_strokes([[], *FOUR, np.empty((0, 2))]), digit_from_strokes(FOUR)
    )


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_the_most_extreme_units_do_not_overflow(size):
    corner = digit_from_strokes([[(0, 0), (0, size), (size, size)]])
    assert difference(corner, digit_from_strokes([[(0, 0), (0, 1), (1, 1)]])) <= 1


@pytest.mark.parametrize("least", [(1, 1 + 2**-52), (0, 5e-324), (1e299, 1e299 * (1 + 2**-52))])
def test_the_shortest_line_between_two_numbers_is_a_line(least):
    line = digit_from_strokes([[(each, 0) for each in least]])
    assert difference(line, digit_from_strokes([[(0, 0), (1, 0)]])) <= 1


def test_it_makes_no_difference_how_many_segments_are_measured_at_once():
    scribble = [np.random.default_rng(0).normal(size=(600, 2)).cumsum(axis=0)]
    segments = strokes.fit(strokes.to_segments(scribble))
    one_by_one = [strokes.draw(segment[None]) for segment in segments]
    np.testing.assert_allclose(strokes.draw(segments), np.max(one_by_one, axis=0), atol=1e-5)


def test_the_same_point_many_times_is_one_dot():
    dot = digit_from_strokes([[(7, 7)]])
    np.testing.assert_array_equal(digit_from_strokes([[(7, 7)] * 1000] + [[(7, 7)]] * 500), dot)


@pytest.mark.parametrize("pen", [0.5, 2.5, 28])
def test_ink_beyond_the_frame_is_cut_off(pen):
    across = np.array([[[-40.0, 10], [70, 10]], [[200, 200], [300, 300]]])
    np.testing.assert_array_equal(strokes.draw(across, pen), strokes.draw(across[:1], pen))
    assert strokes.draw(across, pen)[10].tolist() == [min(1, pen / 2 + 0.5)] * 28
    assert not strokes.draw(across[1:], pen).any()


def test_a_scribble_of_thousands_of_long_segments_is_drawn():
    scribble = np.random.default_rng(0).random((2000, 2))
    assert digit_from_strokes([scribble]).mean() > 100


@pytest.mark.parametrize("nothing", [[], [[]], [[], []], [np.empty((0, 2))]])
def test_nothing_drawn_is_an_empty_drawing(nothing):
    with pytest.raises(EmptyDrawing, match=r"^A drawing must have at least one point; "):
        digit_from_strokes(nothing)


@pytest.mark.parametrize(
    ("stroke", "message"),
    [
        ([(1, math.nan)], "finite, at most 1e+300 in size; stroke 2 has nan."),
        ([(math.inf, 1)], "stroke 2 has inf."),
        ([(1, 2), (3, -1e301)], "stroke 2 has -1e+301."),
        ([(1, 2, 3)], "of shape (n, 2); stroke 2 has the shape (1, 3)."),
        ((1, 2), "of shape (n, 2); stroke 2 has the shape (2,)."),
        ([(1, 2), (3,)], "list of points (x, y); stroke 2 is not: "),
        ([(1, None), ("a", 2)], "list of points (x, y); stroke 2 is not: "),
        ([{"x": 1, "y": 2}], "list of points (x, y); stroke 2 is not: "),
    ],
)
def test_a_malformed_stroke_is_refused_by_its_number(stroke, message):
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        digit_from_strokes([[(0, 0)], stroke])
    assert not isinstance(caught.value, EmptyDrawing)


# Pictures


def page(drawing, side=280, width=20, scale=2.0, offset=(30, 20)):
    """Black strokes on a white page."""
    picture = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(picture)
    for stroke in drawing:
        path = [(x * scale + offset[0], y * scale + offset[1]) for x, y in stroke]
        pen.line(path, fill=0, width=width, joint="curve")
        for x, y in path:
            pen.ellipse([x - width / 2, y - width / 2, x + width / 2, y + width / 2], fill=0)
    return picture


@pytest.mark.parametrize("factor", [1, 10])
@pytest.mark.parametrize("ink", ["light on dark", "dark on light"])
def test_an_enlarged_mnist_digit_comes_back_nearly_the_same(mnist_digits, factor, ink):
    alike = []
    for digit in mnist_digits[10:30]:
        large = digit.repeat(factor, axis=0).repeat(factor, axis=1)
        picture = Image.fromarray(large if ink == "light on dark" else 255 - large)
        alike.append(likeness(digit_from_image(picture), digit))
    assert min(alike) > 0.99


def test_an_mnist_digit_enlarged_smoothly_comes_back_alike(mnist_digits):
    for digit in mnist_digits[10:20]:
        large = Image.fromarray(digit).resize((308, 308))
        assert likeness(digit_from_image(large), digit) > 0.8


def test_a_photo_with_uneven_light_noise_and_specks_shows_the_same_digit(mnist_digits):
    rng = np.random.default_rng(0)
    y, x = np.indices((900, 700)) / 900
    light = 200 - 90 * x - 60 * y**2
    for digit in mnist_digits[:8]:
        reflected = np.ones((900, 700))
        large = np.asarray(Image.fromarray(digit).resize((500, 500)))
        reflected[100:600, 50:550] -= 0.7 * large / 255
        reflected[800:804, 600:604] = reflected[20:23, 30:34] = 0.1
        photo = light * reflected + rng.normal(0, 5, reflected.shape)
        picture = Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8)).convert("RGB")
        # Digits balanced by whole pixels may lie half a pixel apart, so they are never quite alike.
        assert likeness(digit_from_image(picture), digit) > 0.7


@pytest.mark.parametrize("drawing", [SEVEN, FOUR])
@pytest.mark.parametrize(
    ("side", "width", "scale"),
    [(280, 1, 2), (280, 5, 2), (280, 26, 2), (3000, 2, 25), (3000, 4, 4), (40, 1, 0.25)],
)
def test_strokes_on_a_page_look_as_if_drawn_with_mnists_pen(drawing, side, width, scale):
    picture = page(drawing, side, width, scale, offset=(side / 9, side / 15))
    digit, drawn = digit_from_image(picture), digit_from_strokes(drawing)
    assert digit.max() == 255
    assert digit.mean() == pytest.approx(drawn.mean(), rel=0.2)
    assert likeness(digit, drawn) > 0.9


def test_specks_do_not_decide_the_crop():
    clean, specked = page(FOUR), page(FOUR)
    pen = ImageDraw.Draw(specked)
    for corner in [(2, 2), (270, 5), (4, 271), (140, 276)]:
        pen.rectangle([corner, np.add(corner, 3).tolist()], fill=0)
    np.testing.assert_array_equal(digit_from_image(specked), digit_from_image(clean))


def test_all_parts_of_a_digit_count():
    five = [[(0, 0), (0, 40), (60, 50), (0, 100)], [(25, -15), (60, -15)]]
    digit = digit_from_image(page(five, width=10, offset=(70, 50)))
    assert likeness(digit, digit_from_strokes(five)) > 0.9


def test_the_proportions_are_kept():
    picture = Image.new("L", (300, 200), 255)
    picture.paste(0, (40, 80, 240, 140))
    digit = digit_from_image(picture)
    assert box(digit) == (6, 20)
    assert digit.sum() == 6 * 20 * 255


def test_a_picture_is_balanced_to_half_a_pixel(mnist_digits):
    for digit in mnist_digits:
        shifted = np.roll(np.pad(digit, 20), (9, -13), axis=(0, 1))
        found = centre_of_mass(digit_from_image(Image.fromarray(shifted)))
        assert found == pytest.approx([14, 14], abs=0.501)


def as_clear(picture, colour):
    """Ink of one colour on a transparent page, whose hidden colour is the ink's own."""
    clear = Image.new("RGBA", picture.size, colour)
    clear.putalpha(picture.point(lambda light: 255 - light))
    return clear


def with_clear_corners(picture):
    alpha = Image.new("L", picture.size, 0)
    ImageDraw.Draw(alpha).rounded_rectangle([0, 0, 279, 279], 40, fill=255)
    rounded = picture.convert("RGBA")
    rounded.putalpha(alpha)
    return rounded


@pytest.mark.parametrize(
    "convert",
    [
        lambda picture: as_clear(picture, "black"),
        lambda picture: as_clear(picture, "white"),
        with_clear_corners,
        lambda picture: picture.convert("1"),
        lambda picture: picture.convert("P"),
        lambda picture: picture.convert("RGB"),
        lambda picture: picture.convert("CMYK"),
        lambda picture: Image.fromarray(np.asarray(picture).astype(np.uint16) * 100),
    ],
    ids=["black on clear", "white on clear", "clear corners", "1", "P", "RGB", "CMYK", "I;16"],
)
def test_every_mode_of_a_picture_shows_the_same_digit(convert):
    picture = page(FOUR)
    assert difference(digit_from_image(convert(picture)), digit_from_image(picture)) <= 2


def test_thin_strokes_on_a_large_clear_page_are_found():
    picture = page(FOUR, side=3000, width=1, scale=20)
    assert likeness(digit_from_image(as_clear(picture, "white")), digit_from_strokes(FOUR)) > 0.85


NOISE = np.random.default_rng(0).normal(128, 12, (400, 300)).astype(np.uint8)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
@pytest.mark.parametrize("size", [(300, 200), (2500, 1111), (1, 5000), (1001, 999)])
def test_a_picture_is_reduced_in_bands_as_if_at_once(mode, size):
    colours = np.random.default_rng(0).integers(0, 256, (16, 16, 4), np.uint8)
    colours = colours if mode.endswith("A") else colours[:, :, :3]
    picture = Image.fromarray(colours).resize(size).convert(mode)
    expected = picture.convert({"LA": "RGBA", "1": "L", "P": "RGB", "CMYK": "RGB"}.get(mode, mode))
    assert reduced(picture) == expected.reduce(math.ceil(max(size) / 1000))


def flooded(mask):
    """The oracle: pixels labelled by the first one that a flood from it reaches."""
    labels = np.full(np.add(mask.shape, 2), -1)
    labels[1:-1, 1:-1][mask] = -2
    for place in np.argwhere(labels == -2).tolist():
        reached = [place] if labels[tuple(place)] == -2 else []
        number = labels.max() + 1
        while reached:
            row, column = reached.pop()
            labels[row, column] = number
            around = labels[row - 1 : row + 2, column - 1 : column + 2] == -2
            reached += np.add(np.argwhere(around), (row - 1, column - 1)).tolist()
    return labels[1:-1, 1:-1][mask]


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 10**6), st.sampled_from([0.3, 0.6]))
def test_what_hangs_together_is_one_part(rows, columns, seed, share):
    mask = np.random.default_rng(seed).random((rows, columns)) < share
    _, parts = np.unique(ink._connected_parts(mask), return_inverse=True)
    np.testing.assert_array_equal(parts, flooded(mask))


@pytest.mark.parametrize(
    "blank",
    [
        Image.new("L", (28, 28), 0),
        Image.new("RGB", (300, 200), "white"),
        Image.new("RGB", (300, 200), (120, 90, 200)),
        Image.new("RGBA", (50, 50), (0, 0, 0, 0)),
        Image.new("L", (1, 1), 77),
        Image.new("L", (1, 500), 77),
        Image.linear_gradient("L"),
        Image.fromarray(NOISE),
    ],
    ids=["black", "white", "coloured", "clear", "1 × 1", "1 × 500", "gradient", "noise"],
)
def test_a_picture_without_ink_is_an_empty_drawing(blank):
    with pytest.raises(EmptyDrawing, match=r"^A picture must show a digit; this one "):
        digit_from_image(blank)


def test_specks_alone_are_an_empty_drawing():
    picture = Image.new("L", (500, 500), 255)
    for corner in range(50, 500, 90):
        picture.paste(0, (corner, corner, corner + 4, corner + 4))
    with pytest.raises(EmptyDrawing, match="nothing but specks"):
        digit_from_image(picture)


# Uploads


def encoded(picture, kind="PNG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def upload(content, name="digit.png"):
    file = io.BytesIO(content)
    file.name = name
    return file


def png_header(width, height):
    """A PNG that claims a size and has next to no pixels."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_picture_is_opened_by_its_content_from_a_path_or_a_file(kind, tmp_path):
    content = encoded(page(FOUR), kind)
    path = tmp_path / "named.tiff"
    path.write_bytes(content)
    file = io.BytesIO(content)
    file.seek(0, io.SEEK_END)
    expected = digit_from_image(page(FOUR))
    for source in (path, str(path), file):
        assert likeness(digit_from_image(open_image(source)), expected) > 0.99
    assert not file.closed


def test_the_picture_is_loaded_and_needs_its_file_no_more():
    file = upload(encoded(page(FOUR)))
    picture = open_image(file)
    file.close()
    assert picture.getpixel((0, 0)) == 255


@pytest.mark.parametrize(("clear", "kind"), [(False, "JPEG"), (True, "PNG")])
def test_a_picture_is_read_once_to_be_shown_and_to_be_looked_at(clear, kind):
    content = as_clear(page(FOUR, 1400, 60, 6), "black") if clear else page(FOUR, 1400, 60, 6)
    scan = read_scan(upload(encoded(content), "four.png"))
    assert scan.name == "four.png"
    shown = Image.open(io.BytesIO(scan.shown))
    assert (shown.format, shown.size) == (kind, (700, 700))
    expected = digit_from_image(content)
    assert difference(scan.stages[Steps()][-1], expected) <= 1


def test_a_photo_is_turned_upright_as_its_exif_says():
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = page(FOUR).transpose(Image.Transpose.ROTATE_90)
    picture = open_image(upload(encoded(sideways, "JPEG", exif=exif)))
    assert likeness(digit_from_image(picture), digit_from_image(page(FOUR))) > 0.99


def test_the_first_frame_of_an_animation_is_the_picture():
    frames = encoded(page(FOUR), "GIF", save_all=True, append_images=[page(SEVEN)])
    picture = open_image(upload(frames))
    np.testing.assert_array_equal(digit_from_image(picture), digit_from_image(page(FOUR)))


@pytest.mark.parametrize("kind", ["TIFF", "PPM", "ICO", "EPS", "PDF"])
def test_no_other_kind_of_picture_is_opened(kind):
    with pytest.raises(ImageError) as caught:
        open_image(upload(encoded(page(FOUR).convert("RGB"), kind), "photos/digit.png"))
    assert str(caught.value) == (
        "digit.png: a picture must be a PNG, JPEG, GIF, WebP or BMP; "
        "this file starts like none of them."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a picture can't be empty; this file has 0 bytes."),
        (b"<svg/>", "this file starts like none of them."),
        (bytes(20 * 2**20 + 1), "at most 20,971,520 bytes; this one has 20,971,521."),
        (
            png_header(4001, 4000),
            "at most 16,000,000 pixels; this one has 4,001 × 4,000 = 16,004,000.",
        ),
        # Pillow itself warns of the first and refuses the second.
        (png_header(10_000, 10_000), "this one has 10,000 × 10,000 = 100,000,000."),
        (png_header(100_000, 100_000), "at most 16,000,000 pixels; this one claims more than 17"),
        (png_header(4000, 4000), "a picture must be intact; decoding this one says: "),
    ],
    ids=["empty", "svg", "bytes", "pixels", "warned of", "bomb", "no pixels"],
)
def test_a_file_is_refused_in_a_sentence_with_its_name_the_rule_and_the_value(content, message):
    with pytest.raises(ImageError, match=rf"^digit\.png: .*{re.escape(message)}.*"):
        open_image(upload(content))


def test_a_webp_which_takes_more_memory_may_have_fewer_pixels():
    most = encoded(Image.new("L", (3000, 2000), 255), "WEBP", method=0)
    assert open_image(upload(most)).size == (1000, 667)
    more = encoded(Image.new("L", (3001, 2000), 255), "WEBP", method=0)
    with pytest.raises(ImageError, match=r"a WebP may have at most 6,000,000 pixels; .* 6,002,000"):
        open_image(upload(more))


@pytest.mark.parametrize("size", [(5000, 300), (3000, 3), (4000, 1600)])
def test_a_large_jpeg_is_decoded_small_and_shows_the_same_upright(size):
    exif = Image.Exif()
    exif[0x0112] = 6
    upright = page(FOUR, 1000, 60, 5).resize(size)
    sideways = upright.transpose(Image.Transpose.ROTATE_90)
    opened = open_image(upload(encoded(sideways, "JPEG", exif=exif, quality=95)))
    assert opened.size == reduced(upright).size
    assert difference(np.asarray(opened), np.asarray(reduced(upright))) < 40
    assert likeness(np.asarray(opened), np.asarray(reduced(upright))) > 0.999


def test_files_up_to_the_limits_are_opened():
    picture = encoded(Image.new("1", (4000, 4000)))
    assert open_image(upload(picture.ljust(20 * 2**20, b"\0"))).size == (1000, 1000)


def test_a_file_without_a_name_is_called_the_picture():
    with pytest.raises(ImageError, match=r"^the picture: a picture can't be empty"):
        open_image(io.BytesIO())


WHOLE = {
    kind: encoded(page(FOUR, 60, 4, 0.4), kind) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP")
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_breaks_off_is_refused(kind):
    for length in (20, len(WHOLE[kind]) // 2):
        with pytest.raises(ImageError, match=r"^digit\.png: a picture must be "):
            open_image(upload(WHOLE[kind][:length]))


@pytest.mark.hostile
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 255)), min_size=1, max_size=5),
)
def test_a_damaged_file_is_opened_or_refused_and_nothing_else(kind, damage):
    content = bytearray(WHOLE[kind])
    for place, value in damage:
        content[place % len(content)] = value
    try:
        picture = open_image(upload(bytes(content)))
    except ImageError:
        return
    picture.load()
