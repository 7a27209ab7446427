"""Twin descent: one ball on both losses, from the same start, with the same learning rate."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from core.figures import landscape
from core.figures.theme import Theme
from core.landscape import Path, Surface
from core.losses import Loss
from pages._ui import again
from pages._ui.kept import kept_figure
from pages._ui.landscapes import desk, panel, results
from pages._ui.landscapes.desk import FRAMES, player
from pages._ui.landscapes.results import Look
from pages._ui.landscapes.sides import SIDES
from pages._ui.landscapes.situation import situation
from pages._ui.page import figures, theme
from pages._ui.plot import Click, plot

# As much of a path as is drawn: all steps at first, then those at which the player halts.
DRAWN = np.union1d(np.arange(300), FRAMES)


def show() -> None:
    """Draw both landscapes, what the ball does on each, and the controls."""
    with st.container(key="controls-after-picture"):
        pictures = st.columns(2, gap="medium")
        panel.show(
            player.controls,
            panel.show_rate,
            panel.show_batch,
            player.speed_choice,
            lambda: desk.show_choice("view"),
            lambda: desk.show_choice("height"),
        )
        look = results.look()
        if look is None:
            return
        clicks = []
        for column, (loss, colour) in zip(pictures, SIDES, strict=True):
            with column:
                clicks += show_side(look, loss, colour)
    for click in filter(None, clicks):
        drop(click)


def show_side(look: Look, loss: Loss, colour: str) -> list[Click | None]:
    """Draw one loss; return the clicks on its pictures."""
    setting, path = look.setting, look.paths[loss.name]
    surface = results.grid(setting, loss, setting.points)
    minima = look.minima[loss.name].minima
    words = situation(loss, results.problem(setting), path, look.step, setting, minima)
    st.markdown(f"## {loss.name.capitalize()}: {words}")
    clicks = show_pictures(look, loss, colour, surface, words)
    first, second = setting.names
    show_numbers(path, look.step, first, second)
    return clicks


def show_pictures(
    look: Look, loss: Loss, colour: str, surface: Surface, words: str
) -> list[Click | None]:
    """Draw the surface, the contours, or both; return the clicks on them."""
    view, log = desk.choice("view"), desk.choice("height") == "log"
    setting, path, step = look.setting, look.paths[loss.name], look.step
    height = 41 if view != "both" else 27
    (low, high), (left, right) = setting.second, setting.first
    place = ", ".join(
        f"{name} = {at:.2f}" for name, at in zip(setting.names, path.weights[step], strict=True)
    )
    alt = (
        f"over {setting.names[0]} from {left:g} to {right:g} and {setting.names[1]} from "
        f"{low:g} to {high:g}. The ball is at {place}, where the loss is "
        f"{path.losses[step]:.4f}: {words}."
    )
    shared = {"height": f"min({height}vh, 620px, 90vw)", "link": "landscapes", "clicks": True}
    clicks = []
    if view != "contour":
        clicks.append(
            plot(
                kept_figure(landscape.landscape, surface, setting.names, colour, theme(), log),
                key=f"landscape-{loss.name}",
                alt=f"The {loss.name} as a surface {alt}",
                points=landscape.walk_on_surface(path, step, DRAWN, surface, log),
                **shared,
            )
        )
    if view != "surface":
        clicks.append(
            plot(
                kept_figure(from_above, surface, setting.names, colour, theme(), log),
                key=f"contours-{loss.name}",
                alt=f"The {loss.name} from above {alt}",
                points=landscape.walk(path, step, DRAWN),
                **shared,
            )
        )
    return clicks


def from_above(
    surface: Surface, names: tuple[str, str], colour: str, colours: Theme, log: bool
) -> go.Figure:
    """The contours; the path and the ball are still empty."""
    chart = landscape.contours(surface, names, colour, colours, log)
    landscape.add_ball(chart, colours)
    return chart


def show_numbers(path: Path, step: int, first: str, second: str) -> None:
    w = path.weights[step]
    figures(
        ("steps", f"{step:,}"),
        ("loss", f"{path.losses[step]:.4f}"),
        ("slope |∇L|", f"{path.gradient_norms[step]:.2e}"),
        (first, f"{w[0]:.3f}"),
        (second, f"{w[1]:.3f}"),
    )


def drop(click: Click) -> None:
    """Let the ball roll from where a visitor clicked, or, if they want no motion, have rolled."""
    if not (isinstance(click.x, int | float) and isinstance(click.y, int | float)):
        return
    desk.start_at((click.x, click.y))
    player.go_to(len(FRAMES) - 1 if click.calm else 0)
    player.play(not click.calm)
    again.rerun()
