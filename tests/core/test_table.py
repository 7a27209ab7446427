"""Any table of numbers as people's programs write it, and two classes made of a column."""

import csv
import io
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets import table
from core.datasets.table import FormatError, Table, two_classes


def read(content):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    file.name = "mine.csv"
    return table.read(file)


def refusal(content):
    with pytest.raises(FormatError) as refused:
        read(content)
    return str(refused.value)


# ---- what is written comes back

ENCODINGS = {
    "UTF-8": str.encode,
    "UTF-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16, little end first": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "Latin-1": lambda text: text.encode("latin-1"),
}
# With a letter first, a name is neither nothing nor a separator by itself.
names = st.text(" ,;.'\"()%äöéßabc1", max_size=9).map(lambda end: " ".join(f"a{end}".split()))
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**6), 10**6)


@st.composite
def tables(draw):
    columns = draw(st.lists(names, min_size=1, max_size=8, unique=True))
    rows = draw(st.lists(st.tuples(*[numbers] * len(columns)), min_size=2, max_size=6))
    # One number that nobody takes for thousands.
    return [*columns, "last"], [[*row, 0.5] for row in rows]


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS.keys())
@pytest.mark.parametrize(
    ("separator", "sign"),
    [(",", "."), (";", "."), (";", ","), ("\t", "."), ("\t", ","), (" ", ".")],
)
@given(
    written=tables(),
    newline=st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n \r\n", "\n\t;,\n"]),
    quotes_all=st.booleans(),
)
def test_a_written_table_comes_back(separator, sign, encode, written, newline, quotes_all):
    columns, rows = written
    text = io.StringIO()
    # Between blanks, a name with a comma in it would make one of commas.
    quoting = csv.QUOTE_ALL if quotes_all or separator == " " else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=newline)
    writer.writerow(columns)
    writer.writerows([str(value).replace(".", sign) for value in row] for row in rows)
    found = read(encode(text.getvalue()))
    assert found.columns == tuple(columns)
    assert found.values.tolist() == rows


@pytest.mark.parametrize(
    ("content", "columns", "first"),
    [
        ("hours,passed\n1.5,0\n-2e3,1\n", ("hours", "passed"), [1.5, 0]),
        ("x  y\n1   2  \n  3  4\n", ("x", "y"), [1, 2]),
        ("petal length,petal width,class\n4,1,0\n5,2,1", None, [4, 1, 0]),
        ("Zimmer Temperatur\tkrank\n21,5\t1\n20\t0\n", ("Zimmer Temperatur", "krank"), [21.5, 1]),
        # What the sign means is the same in all of a file.
        ("a;b\n1,234;0\n1,5;1\n", None, [1.234, 0]),
        ("a\tb\n1.234\t0\n0.123\t1\n", None, [1.234, 0]),
        # Where commas separate, there is no doubt.
        ("a,b\n1.234,0\n2.345,1\n", None, [1.234, 0]),
        # pandas writes its index so, R as well.
        (",a,b\n0,1,2\n1,3,4\n", ("row", "a", "b"), [0, 1, 2]),
        ('"","row","b"\n"1",1,2\n"2",3,4\n', ("row 2", "row", "b"), [1, 1, 2]),
        # Under semicolons, these rows would have one column.
        ("mass; kg,b\n1,0\n2,1\n", ("mass; kg", "b"), [1, 0]),
        ('"height\n(cm)";b\n1;0\n2;1\n', ("height (cm)", "b"), [1, 0]),
        # A spreadsheet's empty rows.
        ("\n;;\na;b\n;\n1;0\n2;1\n;\n", ("a", "b"), [1, 0]),
    ],
)
def test_what_programs_write_is_read(content, columns, first):
    found = read(content)
    assert columns is None or found.columns == columns
    assert found.values[0].tolist() == first
    assert len(found.values) == 2


# ---- what is no table

REFUSED = {
    "empty": ("", "mine.csv: a table must have a header row; the file is empty."),
    "separators only": (" ;;\t,\r\n" * 9, "a table must have a header row; the file is empty."),
    "binary": (b"PK\x03\x04\n\0", "line 2: a table must be text, such as CSV, in UTF-8, UTF-16"),
    "no letter": (b"\xe4,b\n1,\x81\n2,3", "line 2: a table must be text, such as CSV, in UTF-8"),
    "half a UTF-16 letter": ("a,b\n1,2".encode("utf-16") + b"3", "line 2: a table must be text"),
    "one column": ("a\n1\n2\n", "line 1: a table must have a label and 1 to 8 inputs, 2 to 9 colu"),
    "10 columns": ("a b c d e f g h i j\n", "2 to 9 columns; here are 10."),
    # Wide as well as with names that stand there twice: the width is seen first.
    "16,000 columns": ("a," * 16_000, "2 to 9 columns; here are 16001."),
    "one row": ("a b\n1 2\n", "2 to 10000 rows; it has 1."),
    "too many rows": ("a b\n" + "1 2\n" * 10_001, "2 to 10000 rows; it has more."),
    "a name twice": (
        "a a\n1 2\n3 4\n",
        "line 1: each column must have a name of its own; here are 2",
    ),
    "an unnamed column": (
        "a;\n1;2\n3;4\n",
        "line 1: a column's name must have 1 to 80 letters; that ",
    ),
    "a long name": (f"b;{'a' * 81}\n1;2\n3;4\n", "letters; that of column 2 has 81."),
    "another separator": (
        "a;b\n1;2\n3,4\n",
        "line 3: a row must have 2 values, one for each column, with semicolons between them; this",
    ),
    "tabs under blanks": (
        "a b\n1\t2\n",
        "line 2: a row must have 2 values, one for each column, w",
    ),
    # Neither of the header's separators makes a table of it: tabs are the likelier.
    "two separators": (
        "a,b\tc\n1,x\t3\n4\t5\n",
        "line 2, column 'a,b': a value must be a finite number",
    ),
    "empty cell": ("a,b\n1,\n2,3\n", "line 2, column 'b': a cell must not be empty; it is ''."),
    "text": (
        "a,class\n1,setosa\n2,b\n",
        "line 2, column 'class': a value must be a finite number, even",
    ),
    "nan": ("a b\n1 2\n1 nan\n", "line 3, column 'b': a value must be a finite number"),
    "too large": (
        "a b\n1 2\n1 1e999\n",
        "line 3, column 'b': a value must be a finite number; it is",
    ),
    "hexadecimal": (
        "a b\n1 0x10\n1 2\n",
        "column 'b': a value must be a finite number; it is '0x10'.",
    ),
    "behind a cell of two lines": (
        '"a\n\nb";c\n1;2\n\nx;2',
        "line 6, column 'a b': a value must be",
    ),
    "an open quotation mark": ('a,b\n1,2\n"3,4\n5,6\n', "line 3: a cell must have at most 131072"),
    "a long cell": (f'a,b\n"{"x" * 2**19}",1\n', "line 2: a cell must have at most 131072 charact"),
    "a long cell of digits": (
        f"a;b\n{'9' * 131_000}x,;1\n2;0\n",
        "a value must be a finite number",
    ),
    "two decimal signs": (
        "a;b\n1,5;0\n2.5;1\n",
        "line 3, column 'a': a file must have one decimal sign; here is '2.5', but '1,5' in line "
        "2, column 'a'.",
    ),
    "thousands or decimals": (
        "a;b\n7;0\n1,234;1\n2,000;1\n",
        "line 3, column 'a': '1,234' may be 1.234 or 1234, and no other value of the file tells "
        "which; write 1,2340 or 1234.",
    ),
    "thousands or decimals in German": (
        "a\tb\n-1.234\t0\n5\t1\n",
        "line 2, column 'a': '-1.234' may be -1.234 or -1234, and no other",
    ),
    "a decimal comma between commas": (
        'a,b\n"1,5",0\n2,1\n',
        "column 'a': a number may have a decimal comma only where tabs or semicolons separate",
    ),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_such_table_is_refused(content, message):
    said = refusal(content)
    assert said.startswith("mine.csv")
    assert message in said
    assert len(said) < 300


@pytest.mark.parametrize("separator", ["\t", ";"])
@pytest.mark.parametrize(
    "number",
    ["1.234,5", "1,234.5", "1,234,567", "1.234.567", "1 234", "1'234", "1’234", "1\u202f234"],
)
def test_thousands_with_something_between_them_are_refused(separator, number):
    said = refusal(f"a{separator}b\n1{separator}2\n{number}{separator}0\n")
    assert "line 3, column 'a': a number must have nothing between its thousands" in said


@given(st.text(",;\t \n\r\"'01.aä-\0e", max_size=80), st.sampled_from(["", "a;b\n", "a,b\n1,2\n"]))
def test_any_text_is_read_or_refused_in_a_sentence(text, start):
    with suppress(FormatError):
        assert np.isfinite(read(start + text).values).all()
        return
    said = refusal(start + text)
    assert said.startswith("mine.csv")
    assert said.isprintable()
    assert said.endswith(".")


# ---- two classes


def test_of_two_values_the_larger_is_1_and_the_other_columns_are_inputs():
    found = Table("mine.csv", ("a", "class", "b"), np.array([[1.0, 7, 2], [3, 5, 4], [5, 7, 6]]))
    data = two_classes(found, "class")
    assert data.columns == ("a", "b", "class")
    assert data.labels.tolist() == [1, 0, 1]
    assert data.inputs.tolist() == [[1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize(("values", "count"), [([1, 1], 1), ([1, 2, 3], 3)])
def test_a_label_must_have_two_values(values, count):
    found = Table("mine.csv", ("a", "class"), np.array([[0.0, value] for value in values]))
    with pytest.raises(FormatError, match=f"mine.csv, column 'class': .* it has {count}"):
        two_classes(found, "class")
