"""Gradient descent on one input, live: the curve bends into place, and how far it still is."""

import numpy as np
import streamlit as st

from core.activations import sigmoid
from core.design_matrix import with_ones
from core.figures import curves, police
from core.figures import theme as colours
from core.losses import CROSS_ENTROPY, SQUARED_ERROR
from core.newton import hessian
from core.rates import Descent
from core.scaling import standardising
from pages._ui.page import figures, theme
from pages._ui.plot import plot
from pages._ui.police import fits
from pages._ui.police.fits import CLOSE, RAW, STANDARDISED
from pages._ui.police.view import HEIGHT, Predict, View, at, right_of, show_picture

LOSSES = {
    "cross-entropy": (CROSS_ENTROPY, colours.CROSS_ENTROPY),
    "squared error": (SQUARED_ERROR, colours.SQUARED_ERROR),
}
KINDS = {"raw": RAW, "standardised": STANDARDISED}


def show(view: View) -> Predict | None:
    """Draw the descent at the player's place; return what the sigmoid predicts there.

    None while the descent is being worked out.
    """
    # On a phone the picture comes first here too.
    with st.container(key="in-order"):
        picture, course = st.columns([2.4, 1], gap="medium")
    loss_name, kind, rate = show_choices(view)
    loss, colour = LOSSES[loss_name]
    with picture:
        found = fits.descents(
            view.sheet, view.name, loss, kind == "standardised", "police-descents", HEIGHT
        )
    if found is None:
        return None
    descents, scaling = found
    descent = descents[rate]
    frame = min(view.player.frame, len(descent.iterations) - 1)
    b, w = scaling.for_raw_inputs(descent.weights[frame])
    with picture:
        show_curve(view, b, w)
        figures(
            ("iteration", f"{descent.iterations[frame]:,}"),
            ("loss", f"{descent.losses[frame]:.4f}"),
            ("b", f"{b:.4f}"),
            ("w", f"{w:.4f}"),
            ("cut", at(fits.crossing(b, w))),
            ("right", right_of(b + w * view.x > 0, view.labels)),
        )
    with course:
        plot(
            curves.loss_curve(descent.iterations, descent.losses, frame, theme(), colour),
            key="police-loss",
            alt=f"The loss falls to {descent.losses[frame]:.4f} at iteration "
            f"{descent.iterations[frame]}.",
            height="min(30vh, 320px)",
        )
        if bound := fits.bound_in_words(KINDS[kind].iterations, view.sheet):
            st.markdown(bound)
        show_distance(view, descent, frame, loss is CROSS_ENTROPY)
    st.latex(
        rf"\hat y = \varphi({b:.4f} {'-' if w < 0 else '+'} {abs(w):.4f}\, x)"
        rf"\qquad \text{{cut}} = -\frac{{b}}{{w}} = \text{{{at(fits.crossing(b, w), 4)}}}"
    )
    if loss is CROSS_ENTROPY:
        compare_scalings(view)
    return lambda values: sigmoid(b + w * values)


def show_choices(view: View) -> tuple[str, str, float]:
    """Draw the player and the choices: the loss, the kind of inputs, the learning rate."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="police-controls"):
        view.player.controls()
        loss = _choice("Loss", LOSSES, "police-loss-name")
        kind = _choice("Inputs", KINDS, "police-kind")
        way = KINDS[kind]
        rate = st.select_slider(
            "learning rate α",
            way.rates,
            value=way.usual,
            key=f"police-rate-{kind}",
            persist_state="session",
            width=170,
        )
        view.player.speed_choice()
    return loss, kind, rate


def _choice(label: str, options, key: str) -> str:
    names = list(options)
    return st.segmented_control(
        label, names, default=names[0], required=True, key=key, persist_state="session"
    )


def show_curve(view: View, b: float, w: float) -> None:
    grid, chart = view.grid(), view.axes()
    police.add_curve(chart, grid, sigmoid(b + w * grid), theme())
    police.add_cut_within(chart, fits.crossing(b, w), police.ends(view.x), theme())
    show_picture(
        view,
        chart,
        f"{len(view.labels)} examples over {view.name} and the sigmoid with b = {b:.3f}, "
        f"w = {w:.4f}.",
    )


def show_distance(view: View, descent: Descent, frame: int, exact: bool) -> None:
    """Draw the best loss, by Newton's method, and how far the descent still is from it."""
    if not exact:
        return
    best = fits.best(view.sheet, (view.name,))
    if best.problem:
        st.info(best.problem, icon=":material/info:")
        return
    figures(
        ("exact loss", f"{best.loss:.6f}"),
        ("still to go", f"{max(0.0, descent.losses[frame] - best.loss):.1e}"),
        ("exact b", f"{best.weights[0]:.4f}"),
        ("exact w", f"{best.weights[1]:.4f}"),
    )


def compare_scalings(view: View) -> None:
    """Draw how long each kind of inputs takes, and why: the valley's shape."""
    if fits.best(view.sheet, (view.name,)).problem:
        return
    with st.expander(
        "Why standardise?", icon=":material/zoom_out_map:", key="police-why", on_change="rerun"
    ) as box:
        if not box.open:
            return
        rows = [_scaling_row(view, kind) for kind in KINDS]
        if not all(rows):
            return
        st.markdown(
            f"| inputs | α | updates to within {CLOSE:g} of the best loss | the valley is |\n"
            "|---|---|---|---|\n" + "\n".join(rows)
        )
        st.markdown(
            "Raw inputs make a long, narrow valley: a step that doesn't overshoot across it is a "
            "tiny one along it. With mean 0 and standard deviation 1 it is nearly round. (Along "
            "to across: the condition number of the loss's second derivatives, at the best point.)"
        )


def _scaling_row(view: View, kind: str) -> str | None:
    """A row of the table; None while its descent is being worked out."""
    way = KINDS[kind]
    found = fits.descents(
        view.sheet, view.name, CROSS_ENTROPY, kind == "standardised", f"police-why-{kind}", "6rem"
    )
    if found is None:
        return None
    descent = found[0][way.usual]
    most = descent.iterations[-1]
    updates = f"more than {most:,}" if descent.arrived is None else f"{descent.arrived:,}"
    return f"| {kind} | {way.usual:g} | **{updates}** | {valley(view, kind):,.0f} : 1 |"


def valley(view: View, kind: str) -> float:
    """The condition number of ∂²L/∂w² at the best point, for that kind of inputs."""
    b, w = fits.best(view.sheet, (view.name,)).weights
    X = view.x[:, None]
    if kind == "standardised":
        scaling = standardising(X)
        X = scaling.apply(X)
        b, w = b + w * scaling.mean[0], w * scaling.deviation[0]
    return float(np.linalg.cond(hessian(with_ones(X), np.array([b, w]))))
