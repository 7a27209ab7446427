"""Figures that are kept for all visitors."""

from sys import getsizeof

import plotly.graph_objects as go

from pages._ui.kept import Kept


def test_the_oldest_make_room_for_the_newest_and_what_is_kept_is_not_made_again():
    made = []

    def make(name: str) -> go.Figure:
        made.append(name)
        return go.Figure(layout={"title": name, "template": "none"})

    one = getsizeof(make("a").to_json())
    made.clear()
    kept = Kept(most_bytes=2 * one)
    for name in "abacab":
        assert kept.figure(make, name) == make_json(name)
    # When c came, b was the oldest; and c when b came again.
    assert made == ["a", "b", "c", "b"]


def make_json(name: str) -> str:
    return go.Figure(layout={"title": name, "template": "none"}).to_json()
