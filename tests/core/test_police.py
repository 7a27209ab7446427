"""The police table as it is kept here, and tables of the same kind that people bring."""

import contextlib
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets import police

HEADER = "Reservations Temperature Tourists Police\n"
COLUMNS = ("Reservations", "Temperature", "Tourists", "Police")


def upload(text, name="my-table.txt"):
    file = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    file.name = name
    return file


def test_the_lectures_table():
    table = police.load()
    assert table.columns == COLUMNS
    assert table.inputs.shape == (30, 3)
    assert table.inputs.dtype == np.float64
    assert np.issubdtype(table.labels.dtype, np.integer)
    assert np.bincount(table.labels).tolist() == [15, 15]
    assert table.inputs[0].tolist() == [13, 26, 9]
    assert table.inputs[-1].tolist() == [13, 20, 3]
    assert table.inputs.sum(axis=0).tolist() == [380, 592, 158]


@pytest.mark.hostile
@given(st.binary(max_size=300), st.sampled_from([b"", HEADER.encode(), HEADER.encode() + b"1 "]))
def test_any_bytes_are_read_or_refused(content, start):
    with contextlib.suppress(police.FormatError):
        assert np.isfinite(police.read(upload(start + content)).inputs).all()


def test_the_columns_may_stand_in_any_order_and_case():
    table = police.read(upload("POLICE,tourists,Reservations,temperature\n1,2,3,4\n0,6,7,8\n"))
    assert table.columns == COLUMNS
    assert table.inputs.tolist() == [[3, 4, 2], [7, 8, 6]]
    assert table.labels.tolist() == [1, 0]


def test_further_columns_are_inputs_behind_the_lectures_three():
    text = "Rain Reservations Temperature Police Wind Tourists\n.5 1 2 0 9 3\n.25 4 5 1 8 6\n"
    table = police.read(upload(text))
    assert table.columns == ("Reservations", "Temperature", "Tourists", "Rain", "Wind", "Police")
    assert table.inputs.tolist() == [[1, 2, 3, 0.5, 9], [4, 5, 6, 0.25, 8]]
    assert table.labels.tolist() == [0, 1]


@pytest.mark.parametrize("as_path", [str, lambda path: path])
def test_a_path_may_be_text_or_a_path(tmp_path, as_path):
    path = tmp_path / "table.csv"
    path.write_text(HEADER + "1 2 3 0\n4 5 6 1\n")
    assert police.read(as_path(path)).labels.tolist() == [0, 1]


def test_the_largest_table_is_read():
    assert len(police.read(upload(HEADER + "1 2 3 1\n" * 10_000))) == 10_000


def header_without(column):
    return HEADER.replace(column, "Other") + "1 2 3 1\n" * 2


BAD_TABLES = {
    "empty": ("", ["header row", "is empty"]),
    "blank": ("\ufeff \r\n\t\n", ["header row", "is empty"]),
    **{
        f"no {column}": (header_without(column), ["line 1: ", f"column {column} once", "'Other'"])
        for column in COLUMNS
    },
    "a column twice": (
        "Police " + HEADER + "1 2 3 1 1\n" * 2,
        ["line 1: ", "a name of its own", "2 named 'Police'"],
    ),
    "no header": ("\n13 26 9 1\n" * 3, ["line 2: ", "column Reservations once", "'13', '26'"]),
    "a column in capitals, too": (
        "POLICE " + HEADER + "1 2 3 1 1\n" * 2,
        ["line 1: ", "column Police once", "'POLICE', 'Reservations'"],
    ),
    "a row too short": (HEADER + "1 2 3 1\n\n1 2 3\n", ["line 4: ", "4 values", "has 3"]),
    "a row too long": (HEADER + "1 2 3 1\n1 2 3 1 5\n", ["line 3: ", "4 values", "has 5"]),
    "text": (HEADER + "1 2 3 1\n1 warm 3 1\n", ["line 3, ", "'Temperature'", "finite", "'warm'"]),
    "old Mac lines": (HEADER + "1 2 3 1\r1 2 x 1\r", ["line 3, ", "'Tourists'", "finite", "'x'"]),
    "nothing": ("Reservations,Temperature,Tourists,Police\n1,,3,1\n" * 2, ["'Temperature'", "''"]),
    "NaN": (HEADER + "nan 2 3 1\n" * 2, ["line 2, ", "'Reservations'", "finite", "'nan'"]),
    "infinity": (HEADER + "1 2 -inf 1\n" * 2, ["line 2, ", "'Tourists'", "finite", "'-inf'"]),
    "too large": (HEADER + "1 2 1e999 1\n" * 2, ["line 2, ", "'Tourists'", "finite", "'1e999'"]),
    "label 2": (HEADER + "1 2 3 0\n1 2 3 2\n", ["line 3, ", "'Police'", "0 or 1", "'2'"]),
    "label 0.5": (HEADER + "1 2 3 0.5\n" * 2, ["line 2, ", "'Police'", "0 or 1", "'0.5'"]),
    "label of text": (HEADER + "1 2 3 yes\n" * 2, ["line 2, ", "'Police'", "0 or 1", "'yes'"]),
    "label NaN": (HEADER + "1 2 3 nan\n" * 2, ["line 2, ", "'Police'", "0 or 1", "'nan'"]),
    "no row": (HEADER, ["2 to 10000 rows", "it has 0"]),
    "one row": (HEADER + "1 2 3 1\n", ["2 to 10000 rows", "it has 1."]),
    "a row too many": (HEADER + "1 2 3 1\n" * 10_001, ["2 to 10000 rows", "it has more"]),
    "too big": (HEADER + " " * 2**20, ["at most 1048576 bytes", "it has more"]),
    "Latin-1 after a BOM": (b"\xef\xbb\xbfCaf\xe9", ["line 1: ", "UTF-8", "0xe9"]),
}


@pytest.mark.parametrize(("text", "parts"), BAD_TABLES.values(), ids=BAD_TABLES.keys())
def test_a_bad_table_is_refused_with_the_place_the_rule_and_the_value(text, parts):
    with pytest.raises(police.FormatError) as caught:
        police.read(upload(text))
    message = str(caught.value)
    assert message.startswith("my-table.txt")
    assert message.endswith(".")
    assert [part for part in parts if part not in message] == []


LARGE = {
    "value": HEADER + "x" * 1_000_000 + " 2 3 1\n" * 2,
    "column": HEADER.strip() + " " + "x" * 1_000_000 + "\n1 2 3 1 y\n" * 2,
    "header": "x " * 500_000,
    "digits": HEADER + "9" * 1_000_000 + " 2 3 1\n" * 2,
    "space": HEADER + "1" + " " * 1_000_000 + "x\n",
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_what_is_long_is_shortened(text):
    with pytest.raises(police.FormatError) as caught:
        police.read(upload(text))
    assert len(str(caught.value)) < 300


def test_a_value_cannot_bring_control_characters_into_the_message():
    with pytest.raises(police.FormatError) as caught:
        police.read(upload(HEADER + "1 2 \x1b[31mred 1\n" * 2))
    assert str(caught.value).isprintable()


def test_both_labels_are_required_to_fit():
    police.require_both_labels(police.load())


@pytest.mark.parametrize("label", [0, 1])
def test_one_label_alone_can_be_read_but_not_fitted(label):
    table = police.read(upload(HEADER + f"1 2 3 {label}\n" * 3))
    with pytest.raises(police.FormatError, match=f"all 3 labels are {label}"):
        police.require_both_labels(table)


@pytest.mark.parametrize("value", ["1_0", "١"])
def test_only_plain_numbers_are_numbers(value):
    text = f"Reservations Temperature Tourists Police\n1 2 3 0\n{value} 2 3 1\n"
    with pytest.raises(police.FormatError, match="Reservations"):
        police.read(io.BytesIO(text.encode()))
