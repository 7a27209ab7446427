"""The basin map: where descents end that start all over the window."""

import numpy as np
import streamlit as st

from core.basins import Basins
from core.figures import landscape
from core.losses import Loss
from pages._ui.landscapes import desk, panel, results
from pages._ui.landscapes.setting import Setting
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
        steps = desk.choice("steps")
        st.markdown(
            "★ a minimum · dashed: around the starts that arrive · the stronger the colour, the "
            "higher the loss that a start ends with"
        )
        found = work_out(desk.setting(), steps)
        for column, (loss, colour) in zip(pictures, SIDES, strict=True):
            with column:
                show_map(desk.setting(), loss, colour, found[loss.name], start(found[loss.name]))


def work_out(setting: Setting, steps: int) -> dict[str, Basins]:
    """Both maps; while they are worked out the visitor sees how far they are."""
    place = st.empty()

    def tell(side: int, share: float) -> None:
        starts = f"{results.STARTS_A_SIDE**2:,}"
        place.progress((side + share) / 2, f"{steps:,} steps from {starts} starts, on both losses")

    found = {
        loss.name: results.basins(setting, loss, steps, lambda share, side=side: tell(side, share))
        for side, (loss, _) in enumerate(SIDES)
    }
    place.empty()
    return found


def start(basins: Basins) -> tuple[float, float]:
    """The start that the pointer was last over, on either map; before that the ball's."""
    place = pointed("basins")
    if place is None:
        return desk.setting().start
    row, column = place
    last_row, last_column = len(basins.second) - 1, len(basins.first) - 1
    return (
        float(basins.first[min(max(column, 0), last_column)]),
        float(basins.second[min(max(row, 0), last_row)]),
    )


def show_map(
    setting: Setting, loss: Loss, colour: str, basins: Basins, start: tuple[float, float]
) -> None:
    """Draw one map, what share of the starts arrives, and the path of one."""
    minima = results.minima(setting, loss).minima
    there = arrived(basins.losses, minima)
    other = ~there & beside_another(basins.ends, basins.losses, setting, minima)
    stuck = ~there & ~other & (basins.gradient_norms < FLAT)
    path = results.path_from(setting, loss, start, basins.steps)
    st.markdown(f"## {loss.name.capitalize()}: {there.mean():.0%} arrive")
    chart = landscape.basin_map(
        basins.first, basins.second, basins.losses, there, setting.names, colour, theme()
    )
    places = np.array([minimum.weights for minimum in minima]).reshape(-1, 2)
    landscape.add_marks(chart, places, "star", 22, "a minimum", theme())
    plot(
        chart,
        key=f"basins-{loss.name}",
        alt=f"Where descents on the {loss.name} are after {basins.steps:,} steps, by their start: "
        f"{there.mean():.0%} arrive, {stuck.mean():.0%} are stuck. From "
        f"{setting.names[0]} = {start[0]:.2f}, {setting.names[1]} = {start[1]:.2f} the loss ends "
        f"at {path.losses[-1]:.4f}.",
        height="min(41vh, 620px, 90vw)",
        points=landscape.walk(path, basins.steps, np.arange(basins.steps)),
        link="landscapes",
        hovers="basins",
    )
    figures(
        arrive=f"{there.mean():.1%}",
        stuck=f"{stuck.mean():.1%}",
        in_another_minimum=f"{other.mean():.1%}",
        still_on_their_way=f"{1 - (there | other | stuck).mean():.1%}",
        this_start_ends_at_loss=f"{path.losses[-1]:.4f}",
    )
