"""The basin map: where descents end that start all over the window."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from core.basins import Basins
from core.figures import landscape
from core.figures.theme import Theme
from core.losses import Loss
from core.minima import Search
from pages._ui.kept import kept_figure
from pages._ui.landscapes import desk, panel, results
from pages._ui.landscapes.results import Maps
from pages._ui.landscapes.sides import SIDES
from pages._ui.landscapes.situation import FLAT, arrived, beside_another
from pages._ui.page import figures, theme
from pages._ui.plot import plot, pointed


def show() -> None:
    """Draw both maps, and the path from the start that the pointer is over."""
    with st.container(key="controls-after-picture"):
        pictures = st.columns(2, gap="medium")
        panel.show(
            lambda: desk.show_slider("steps", "steps T", 300, "{:,}".format), panel.show_rate
        )
        st.markdown(
            "★ a minimum · dashed: around the starts that arrive · the stronger the colour, the "
            "higher the loss that a start ends with"
        )
        look = results.look()
        maps = look and results.maps(look, desk.choice("steps"))
        if maps is None:
            return
        for column, (loss, colour) in zip(pictures, SIDES, strict=True):
            with column:
                show_map(maps, loss, colour)


def start(maps: Maps, basins: Basins) -> tuple[float, float]:
    """The start that the pointer was last over, on either map; before that the ball's."""
    place = pointed("basins")
    if place is None:
        return maps.look.setting.start
    row, column = place
    last_row, last_column = len(basins.second) - 1, len(basins.first) - 1
    return (
        float(basins.first[min(max(column, 0), last_column)]),
        float(basins.second[min(max(row, 0), last_row)]),
    )


def draw_map(
    basins: Basins, search: Search, names: tuple[str, str], colour: str, colours: Theme
) -> go.Figure:
    """One map with its minima; the path is still empty."""
    there = arrived(basins.losses, search.minima)
    chart = landscape.basin_map(
        basins.first, basins.second, basins.losses, there, names, colour, colours
    )
    places = np.array([minimum.weights for minimum in search.minima]).reshape(-1, 2)
    landscape.add_marks(chart, places, "star", 22, "a minimum", colours)
    return chart


def show_map(maps: Maps, loss: Loss, colour: str) -> None:
    """Draw one map, what share of the starts arrives, and the path of one."""
    setting, basins = maps.look.setting, maps.basins[loss.name]
    minima, from_there = maps.look.minima[loss.name].minima, start(maps, basins)
    there = arrived(basins.losses, minima)
    other = ~there & beside_another(basins.ends, basins.losses, setting, minima)
    stuck = ~there & ~other & (basins.gradient_norms < FLAT)
    path = results.path_from(setting, loss, from_there, basins.steps, batches=False)
    st.markdown(f"## {loss.name.capitalize()}: {there.mean():.0%} arrive")
    plot(
        kept_figure(draw_map, basins, maps.look.minima[loss.name], setting.names, colour, theme()),
        key=f"basins-{loss.name}",
        alt=f"Where descents on the {loss.name} are after {basins.steps:,} steps, by their start: "
        f"{there.mean():.0%} arrive, {stuck.mean():.0%} are stuck. From "
        f"{setting.names[0]} = {from_there[0]:.2f}, {setting.names[1]} = {from_there[1]:.2f} the "
        f"loss ends at {path.losses[-1]:.4f}.",
        height="min(41vh, 620px, 90vw)",
        points=landscape.walk(path, basins.steps, np.arange(basins.steps)),
        link="landscapes",
        hovers="basins",
    )
    figures(
        ("arrive", f"{there.mean():.1%}"),
        ("stuck", f"{stuck.mean():.1%}"),
        ("in another minimum", f"{other.mean():.1%}"),
        ("still on their way", f"{1 - (there | other | stuck).mean():.1%}"),
        ("this start ends at loss", f"{path.losses[-1]:.4f}"),
    )
