"""The pictures show what they are given, in the house's colours, with nothing undefined in them."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core.design_matrix import with_ones
from core.figures import curves, landscape, police, race, sheet
from core.figures import theme as colours
from core.figures.confusion import confusion
from core.figures.theme import (
    DARK,
    DARK_PROJECTED,
    LIGHT,
    LIGHT_PROJECTED,
    diverging_pixels,
    ink_pixels,
)
from core.landscape import Surface, descend, surface
from core.losses import CROSS_ENTROPY
from tests.finite import not_finite


def luminance(colour: str) -> float:
    """WCAG's relative luminance of a colour #rrggbb."""
    shares = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK, LIGHT_PROJECTED, DARK_PROJECTED])
def test_text_can_be_read_and_marks_can_be_seen(theme):
    assert contrast(theme.ink, theme.paper) > 7
    assert contrast(theme.quiet, theme.paper) > 4.5
    for colour in (colours.YES, colours.NO):
        assert contrast(colour, theme.paper) > 3


def test_projected_text_is_large_and_lines_are_thicker(police_table):
    def drawn(theme):
        chart = police.axes(police_table.inputs[:, 0], "reservations", theme)
        police.add_curve(chart, np.array([0.0, 29.0]), np.array([0.0, 1.0]), theme)
        police.add_cut(chart, 12.0, theme)
        return json.loads(chart.to_json())

    usual, projected = drawn(LIGHT), drawn(LIGHT_PROJECTED)
    template = projected["layout"]["template"]["layout"]
    scene = template["scene"]["zaxis"]
    assert min(template["font"]["size"], scene["tickfont"]["size"]) >= 20
    assert all(note["font"]["size"] >= 20 for note in projected["layout"]["annotations"])
    assert projected["data"][0]["line"]["width"] > usual["data"][0]["line"]["width"]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_zero_is_the_paper_and_the_signs_have_their_colours(theme):
    low, zero, high = diverging_pixels(np.array([-3.0, 0.0, 3.0]), 2.0, theme)
    as_pixels = [[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (colours.NO, colours.YES)]
    assert [low.tolist(), high.tolist()] == as_pixels
    assert zero.tolist() == ink_pixels(np.array([0]), theme)[0].tolist()


def test_weights_of_zero_make_no_division_by_zero():
    assert diverging_pixels(np.zeros((28, 28)), 0.0, LIGHT).shape == (28, 28, 3)


def test_a_columns_name_is_no_markup_in_a_picture():
    name = "<b>a</b> & %{x}"
    x = np.arange(4.0)
    over_one = police.axes(x, name, LIGHT, name)
    police.add_evenings(over_one, x, np.array([0, 1, 0, 1]), LIGHT, label=name)
    over_two = sheet.sheet(x, x, np.ones((4, 4)), (name, name), LIGHT)
    for chart in (over_one, over_two, sheet.contributions([name], [1.0], LIGHT)):
        # The one thing that nobody sees.
        chart.layout.uirevision = None
        drawn = json.dumps(json.loads(chart.to_json()), ensure_ascii=False)
        assert "&lt;b&gt;a&lt;/b&gt; &amp; %&#123;" in drawn
        assert "<b>" not in drawn
        assert " %{x}:" not in drawn


def test_bars_of_names_that_are_the_same_when_shortened_stay_apart():
    names = [f"{'a' * 40}{letter}" for letter in "bc"]
    chart = sheet.contributions(names, [1.0, 2.0], LIGHT)
    assert len(set(chart.data[0].y)) == 3
    assert chart.layout.yaxis.ticktext[0].endswith("…")


def test_equal_evenings_are_stacked_away_from_the_middle(police_table):
    chart = police.axes(police_table.inputs[:, 0], "reservations", LIGHT)
    police.add_evenings(chart, police_table.inputs[:, 0], police_table.labels, LIGHT)
    none, call = chart.data
    assert len(none.x) == len(call.x) == 15
    assert none.y.max() == 0
    assert call.y.min() == 1
    assert len(set(zip(call.x, call.y, strict=True))) == 15, "no dot hides another"


NAMES = ("b", "w")


@pytest.fixture
def descent(police_table):
    """A surface, and a path on it."""
    A, y = with_ones(police_table.inputs[:, :1]), police_table.labels
    axis = np.linspace(-1, 1, 11)
    path = descend(CROSS_ENTROPY, A, y, np.zeros(2), 0.01, 20)
    return surface(CROSS_ENTROPY, A, y, axis, axis), path


@pytest.mark.parametrize("log", [False, True])
def test_a_landscape_has_its_ball_at_the_end_of_the_path_shown(descent, log):
    grid, path = descent
    chart = landscape.landscape(grid, NAMES, colours.CROSS_ENTROPY, LIGHT, log)
    points = landscape.walk_on_surface(path, 7, np.arange(21), grid, log)
    assert [len(line) for line in points[landscape.PATH]] == [8, 8, 8]
    *place, height = (values[0] for values in points[landscape.BALL])
    np.testing.assert_allclose(place, path.weights[7], rtol=1e-6)
    loss = np.log10(path.losses[7]) if log else path.losses[7]
    assert loss < height < loss + 0.05 * np.ptp(chart.data[0].z)
    assert chart.layout.scene.zaxis.range[1] > chart.data[0].z.max()
    assert not not_finite(chart)


def test_a_path_skips_what_is_to_come_and_what_is_not_drawn(descent):
    _, path = descent
    points = landscape.walk(path, 9, np.array([0, 4, 8, 12]))
    line = np.stack(points[landscape.PATH], axis=1)
    np.testing.assert_allclose(line, path.weights[[0, 4, 8, 9]], rtol=1e-6)


def test_level_lines_stay_off_the_plateau_that_lies_at_a_round_number():
    losses = np.full((5, 5), 0.5)
    losses[2, 2], losses[0, 0] = 0, 1
    axis = np.arange(5.0)
    chart = landscape.contours(Surface(axis, axis, losses), NAMES, colours.SQUARED_ERROR, LIGHT)
    lines = chart.data[0].contours
    levels = np.arange(lines.start, lines.end, lines.size)
    assert len(levels) >= 19
    assert np.abs(levels - 0.5).min() > 0.01


def test_a_map_on_which_all_arrive_is_no_empty_picture():
    axis, losses = np.arange(4.0), np.full((4, 4), 0.3)
    losses[0, 0] += 1e-9
    chart = landscape.basin_map(
        axis, axis, losses, losses < 0.31, NAMES, colours.CROSS_ENTROPY, LIGHT
    )
    ends = chart.data[0]
    # One tint all over: neither the paper nor the noise of the last digits.
    share = (0.3 - ends.zmin) / (ends.zmax - ends.zmin)
    assert 0.05 < share < 0.3


AXES = curves.Axes("updates", 200, 0.5)


def test_live_curves_leave_room_for_their_points():
    chart = json.loads(curves.training_curves(["one"], AXES, {"guessing": 9.8}, DARK).to_json())
    assert chart["layout"]["xaxis"]["range"] == [0, 200]
    assert [trace["x"] for trace in chart["data"]] == [[]] * 5
    assert {curves.loss_trace(0), curves.accuracy_trace(0), *curves.now_traces(1)} == set(range(5))
    assert chart["layout"]["annotations"][0]["text"] == "guessing: 9.80%"


def test_seven_runs_are_told_apart_by_dash_and_name_in_panels_that_do_not_overlap():
    names = [f"run {number}" for number in range(7)]
    chart = curves.training_curves(names, AXES, {}, LIGHT)
    for trace in (curves.loss_trace, curves.accuracy_trace):
        assert len({chart.data[trace(run)].line.dash for run in range(7)}) == 7
    assert [chart.data[curves.accuracy_trace(run)].name for run in range(7)] == names
    assert chart.layout.yaxis.domain[1] < chart.layout.yaxis2.domain[0]
    assert chart.layout.showlegend


def test_a_logarithmic_axis_begins_where_an_update_can_be_seen():
    axes = curves.Axes("updates", 1000, 0.5, log_x=True, log_loss=True)
    chart = curves.training_curves(["one"], axes, {}, LIGHT)
    assert chart.layout.xaxis.range == (np.log10(0.5), 3)
    assert (chart.layout.xaxis.type, chart.layout.yaxis.type) == ("log", "log")
    assert chart.layout.yaxis2.type is None


@pytest.mark.parametrize("change", [{"log_x": True}, {"log_loss": True}, {"over": "epochs"}])
def test_a_zoom_is_kept_until_the_axes_are_others(change):
    first = curves.training_curves(["one"], AXES, {}, LIGHT)
    again = curves.training_curves(["one"], AXES, {}, DARK)
    other = curves.training_curves(["one"], replace(AXES, **change), {}, LIGHT)
    assert first.layout.uirevision == again.layout.uirevision != other.layout.uirevision


def test_in_the_confusion_matrix_errors_have_the_scale_for_themselves():
    counts = np.array([[90, 10, 0], [0, 50, 0], [0, 0, 0]])
    chart = confusion(counts, ["a", "b", "c"], (0, 1), LIGHT)
    right, wrong = chart.data
    np.testing.assert_array_equal(np.isnan(right.z), ~np.eye(3, dtype=bool))
    np.testing.assert_array_equal(np.isnan(wrong.z), np.eye(3, dtype=bool))
    assert (right.z[0, 0], wrong.z[0, 1], right.z[2, 2]) == (0.9, 0.1, 0)
    assert (chart.layout.shapes[0].x0, chart.layout.shapes[0].y0) == (0.5, -0.5)


def test_the_start_of_a_training_has_a_place_on_the_logarithmic_axis():
    frames, losses = np.array([0, 1, 10]), np.array([3.0, 2.0, 1.0])
    chart = curves.loss_curve(frames, losses, 0, LIGHT, colours.CROSS_ENTROPY)
    assert chart.data[1].x.tolist() == [0.5]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_methods_of_a_race_are_told_apart_without_any_colour(theme):
    names = ["SGD", "mini-batch", "batch"]
    axis = np.linspace(-1, 1, 5)
    plane = surface(CROSS_ENTROPY, np.eye(2), np.array([0, 1]), axis, axis)
    losses = race.loss_curves(names, "updates", 99, 1.8, 0.4, theme)
    for chart in (losses, race.ways(plane, names, (0, 0), (0.5, 0.5), theme)):
        lines = [chart.data[race.line_trace(method)] for method in range(3)]
        ends = [chart.data[race.end_trace(method)] for method in range(3)]
        assert len({line.line.dash for line in lines}) == 3
        assert len({end.marker.symbol for end in ends}) == 3
        assert {len(trace.x) for trace in (*lines, *ends)} == {0}
        # The legend's own lines, which have names, are drawn nowhere.
        drawn = [trace for trace in chart.data if not trace.name]
        assert not not_finite([chart.layout, *drawn])
    named = [trace for trace in losses.data if trace.name]
    assert [trace.name for trace in named] == names
    assert [trace.line.dash for trace in named] == [style.dash for style in race.STYLES]
    assert [trace.marker.symbol for trace in named] == [style.symbol for style in race.STYLES]
