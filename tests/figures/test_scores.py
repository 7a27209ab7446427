"""Tables of bars, the Jacobian and the blocks: what they write and how they draw it."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.activations import softmax_jacobian
from core.figures import theme as colours
from core.figures.blocks import Block, length, product
from core.figures.scores import STEEPEST, Column, jacobian, scores, written
from core.figures.theme import DARK, LIGHT, diverging_pixels
from tests.figures.test_figures import contrast
from tests.finite import not_finite

OUTPUT = Column("softmax", np.array([0.2, 0.7, 0.1]))
ERROR = Column("gradient", np.array([0.2, -0.3, 0.1]), -1, 1, signed=True)
SCORE = Column("score", np.array([1.0, 2.0, -5.0]), -5, 5, ".1f", signed=True, total=False)


def bars(chart):
    """The bars of each column, without the tracks behind them."""
    return [trace for trace in chart.data if trace.type == "bar" and trace.hovertemplate]


def words(chart):
    return [list(trace.text) for trace in chart.select_traces({"type": "scatter", "mode": "text"})]


def test_each_column_writes_its_numbers_and_their_sum_where_it_means_something():
    chart = scores((OUTPUT, ERROR, SCORE), "abc", LIGHT)
    assert words(chart) == [
        ["0.2000", "<b>0.7000</b>", "0.1000", "1.0000"],
        ["0.2000", "−0.3000", "0.1000", "0.0000"],
        ["1.0", "2.0", "−5.0"],
    ]
    assert list(chart.layout.yaxis.ticktext) == ["a", "b", "c", "sum"]
    assert not not_finite(bars(chart))


def test_the_largest_output_stands_out_and_signs_have_their_colours():
    output, error, _ = bars(scores((OUTPUT, ERROR, SCORE), "abc", DARK))
    assert output.marker.color == (DARK.quiet, DARK.ink, DARK.quiet)
    assert error.marker.color == (colours.YES, colours.NO, colours.YES)
    assert error.x.tolist() == ERROR.values.tolist()


def test_columns_stand_side_by_side_each_on_a_scale_of_its_own():
    layout = scores((OUTPUT, ERROR, SCORE), "abc", LIGHT).layout
    axes = (layout.xaxis, layout.xaxis2, layout.xaxis3)
    assert [axis.range for axis in axes] == [(0, 1), (-1, 1), (-5, 5)]
    ends = [end for axis in axes for end in axis.domain]
    assert ends == sorted(ends)
    assert len(set(ends)) == 6


def test_a_frame_marks_one_row_if_it_is_asked_for():
    def frames(chart):
        return [(shape.y0, shape.y1) for shape in chart.layout.shapes if shape.type == "rect"]

    assert frames(scores((OUTPUT,), "abc", LIGHT, framed=1)) == [(0.5, 1.5)]
    assert frames(scores((OUTPUT,), "abc", LIGHT)) == []


@given(st.floats(-1e3, 1e3))
def test_a_number_is_written_with_a_true_minus_and_never_as_minus_zero(value):
    word = written(value)
    assert "-" not in word
    assert word != "−0.0000"
    assert float(word.replace("−", "-")) == pytest.approx(value, abs=5.001e-5)


def test_the_jacobian_has_its_numbers_and_frames_on_the_diagonal():
    slopes = softmax_jacobian([2, 1, 0.1])
    chart = jacobian(slopes, LIGHT)
    (table,) = chart.data
    np.testing.assert_array_equal(table.z, slopes)
    assert list(table.text[0]) == ["0.2247", "−0.1598", "−0.0650"]
    frames = [(shape.x0 + shape.x1, shape.y0 + shape.y1) for shape in chart.layout.shapes]
    assert frames == [(0, 0), (2, 2), (4, 4)]
    assert (table.zmin, table.zmax, table.colorscale[1][1]) == (-STEEPEST, STEEPEST, LIGHT.paper)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("steepest", [-0.25, 0.25])
def test_on_the_steepest_slopes_the_numbers_can_be_read(theme, steepest):
    pixel = diverging_pixels(np.array(steepest), STEEPEST, theme)
    assert contrast(theme.ink, "#" + "".join(f"{part:02x}" for part in pixel)) > 4.5


@pytest.mark.parametrize("examples", [1, 1000, 60_000])
def test_blocks_fit_together_side_by_side(examples):
    chart = product(Block("X", examples, 785), Block("w", 785, 10), LIGHT)
    X, w, v = [shape for shape in chart.layout.shapes if shape.fillcolor == LIGHT.grid]

    def size(block):
        return block.x1 - block.x0, block.y1 - block.y0

    assert size(X) == pytest.approx((length(785), length(examples)))
    assert size(w) == pytest.approx((length(10), length(785)))
    assert size(v) == pytest.approx((length(10), length(examples)))
    assert X.x1 < w.x0 < w.x1 < v.x0
    notes = {note["text"] for note in json.loads(chart.to_json())["layout"]["annotations"]}
    assert {f"{examples:,} × 785", "785 × 10", f"{examples:,} × 10"} <= notes


def test_blocks_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="X has 784 columns and w 785 rows"):
        product(Block("X", 9, 784), Block("w", 785, 10), LIGHT)
