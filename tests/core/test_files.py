"""Digits from files: labels by name, what can be taken, and a sentence for what can't."""

import io

import pytest
from PIL import Image, ImageDraw

from core.drawing import MOST_EXAMPLES, LabelError, files, read_files, to_json


def upload(content, name):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    file.name = name
    return file


def taken_from(brought):
    *shares, taken = read_files(brought)
    assert shares == sorted(shares)
    return taken


def picture(name, inked=True):
    image = Image.new("L", (100, 100), 230)
    if inked:
        ImageDraw.Draw(image).line([(30, 20), (70, 20), (45, 85)], fill=20, width=7)
    content = io.BytesIO()
    image.save(content, "PNG")
    return upload(content.getvalue(), name)


@pytest.mark.parametrize(
    ("name", "label"),
    [("7_anna.png", 7), ("3/scan.png", 3), ("set/4/5.png", 4), ("set/0.png", 0), ("a/9b.gif", 9)],
)
def test_a_picture_is_labelled_by_its_folder_or_its_first_character(name, label):
    assert files.picture(picture(name)).label == label


@pytest.mark.parametrize("name", ["seven.png", "set/seven.png", "12/seven.png", "٣.png", ".png"])
def test_a_name_that_tells_no_digit_is_refused(name):
    with pytest.raises(LabelError) as refusal:
        files.label_of(name)
    assert str(refusal.value).startswith(f"{name}: ")


def test_what_can_be_taken_is_taken_and_the_rest_is_named():
    brought = [
        picture("7_a.png"),
        picture("seven.png"),
        upload("no picture", "3.png"),
        picture("5_blank.png", inked=False),
        upload('{"format": "other"}', "other.json"),
        upload(b"\x00\x00\x08\x03", "images"),
        upload("", "8.png"),
    ]
    examples, problems = taken_from(brought)
    assert [example.label for example in examples] == [7]
    names = ["images", "other.json", "seven.png", "3.png", "5_blank.png", "8.png"]
    assert len(problems) == len(names)
    for name in names[1:]:
        assert any(sentence.startswith(f"{name}: ") for sentence in problems)
    assert "here is 1 such file" in problems[0]


def test_files_are_read_until_there_are_too_many_digits():
    seven = files.picture(picture("7.png"))
    many = upload(to_json([seven] * (MOST_EXAMPLES - 1)), "many.json")
    assert taken_from([many, picture("7.png"), picture("1.png"), picture("unread.png")]) == (
        [],
        ["1.png: at most 1,000 digits may come at once; with this file there are 1,001."],
    )
