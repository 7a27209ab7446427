"""Minima, truly: what a coarse grid takes for minima, and those that polishing finds."""

import numpy as np
import streamlit as st

from core.figures import landscape
from core.landscape import dips, hessian
from core.losses import CROSS_ENTROPY, Loss
from core.minima import Search
from pages._ui.landscapes import desk, panel, results
from pages._ui.landscapes.results import Look
from pages._ui.landscapes.setting import Setting
from pages._ui.landscapes.sides import SIDES
from pages._ui.landscapes.situation import outside
from pages._ui.page import figures, theme
from pages._ui.plot import plot


def show() -> None:
    """Draw the dips of a grid and the true minima on both losses, and list the minima."""
    with st.container(key="controls-after-picture"):
        pictures = st.columns(2, gap="medium")
        panel.show(lambda: desk.show_slider("grid", "grid points along a side", 420))
        look = results.look()
        if look is None:
            return
        for column, (loss, colour) in zip(pictures, SIDES, strict=True):
            with column:
                show_side(look, loss, colour, desk.choice("grid"))
    for column, (loss, _) in zip(st.columns(2, gap="medium"), SIDES, strict=True):
        with column:
            show_curvatures(look, loss)
            show_list(look.setting, look.minima[loss.name])
    explain(look.minima[CROSS_ENTROPY.name])


def show_side(look: Look, loss: Loss, colour: str, points: int) -> None:
    setting, search = look.setting, look.minima[loss.name]
    surface = results.exact_grid(setting, loss, points)
    rows, columns = dips(surface.losses).T
    places = np.stack([surface.first[columns], surface.second[rows]], axis=1)
    count = len(search.minima)
    words = f"{in_words(len(places), 'dip')} of the grid, {in_words(count, 'minimum', 'minima')}"
    st.markdown(f"## {loss.name.capitalize()}: {words}")
    chart = landscape.contours(surface, setting.names, colour, theme(), log=True)
    landscape.add_marks(chart, places, "x-thin-open", 12, "a dip of the grid", theme())
    true = np.array([minimum.weights for minimum in search.minima]).reshape(-1, 2)
    landscape.add_marks(chart, true, "star", 24, "a minimum", theme())
    plot(
        chart,
        key=f"valleys-{loss.name}",
        alt=f"The {loss.name} from above on a grid of {points} by {points} points: {words}.",
        height="min(41vh, 620px, 90vw)",
        link="landscapes",
    )


def in_words(count: int, one: str, many: str | None = None) -> str:
    return f"{count or 'no'} {one if count == 1 else many or one + 's'}"


def show_curvatures(look: Look, loss: Loss) -> None:
    """Draw how the loss bends where the ball is: the eigenvalues of the Hessian."""
    of, search = results.problem(look.setting), look.minima[loss.name]
    bent = hessian(loss, of.A, of.labels, look.ball(loss), of.offset)
    least, most = np.linalg.eigvalsh(bent)
    figures(
        ("at the ball: least curvature", f"{least:.3e}"),
        ("largest", f"{most:.3e}"),
        ("starts polished", f"{search.starts}"),
        ("led to no minimum", f"{search.flat}"),
    )


def show_list(setting: Setting, search: Search) -> None:
    if not search.minima:
        st.markdown("Newton's method found none: from all starts the loss falls on and on.")
        return
    first, second = setting.names
    rows = [
        f"| {minimum.weights[0]:.6f} | {minimum.weights[1]:.6f} | {minimum.loss:.9f} "
        f"| {minimum.curvatures[0]:.1e}, {minimum.curvatures[1]:.1e} | {minimum.starts} |"
        + (" outside the picture |" if outside(minimum.weights, setting) else " |")
        for minimum in search.minima
    ]
    st.markdown(
        f"| {first} | {second} | loss | curvatures | starts | |\n|---|---|---|---|---|---|\n"
        + "\n".join(rows)
    )


def explain(search: Search) -> None:
    """Say why the cross-entropy has no more than one minimum."""
    one = (
        r"Its Hessian $\frac{1}{N} X^T S X$, with $S_{nn} = \hat y_n (1 - \hat y_n) > 0$, has two "
        "curvatures above zero wherever the ball is (while X has two independent columns): the "
        "loss bends up everywhere, so it can have one minimum, no more."
    )
    end = (
        ""
        if search.minima
        else " Here none was found: a cut that separates the classes gets ever better by larger "
        "weights, without end."
    )
    st.markdown(
        "**A dip is no minimum.** × is a grid point below its eight neighbours. Where a narrow "
        "valley runs across the grid, the points beside it lie higher or lower by chance. ★ is "
        "where Newton's method, started all over the window, came to rest: the slope is zero and "
        f"both curvatures are above zero.\n\n**The cross-entropy has at most one.** {one}{end}"
    )
