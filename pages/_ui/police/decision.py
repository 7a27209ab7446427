"""From a probability to a decision: the threshold, its two kinds of errors, and the ROC curve."""

import numpy as np
import streamlit as st

from core.figures import police
from core.figures.confusion import confusion
from core.figures.roc import roc_curve
from core.metrics import confusion_matrix, roc
from pages._ui.page import figures, theme
from pages._ui.plot import plot
from pages._ui.police import fits
from pages._ui.police.view import Predict, View, at, right_of, show_picture


def show(view: View) -> Predict:
    """Draw the curve or its step, the threshold, and what it leads to."""
    # On a phone the picture comes first here too.
    with st.container(key="in-order"):
        picture, errors = st.columns([2, 1], gap="medium")
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        shown = st.segmented_control(
            "The model says",
            ["a probability", "yes or no"],
            default="a probability",
            required=True,
            key="police-says",
            persist_state="session",
        )
        threshold = st.slider(
            "yes from which probability on",
            0.01,
            0.99,
            0.5,
            0.01,
            key="police-threshold",
            width=420,
            persist_state="session",
        )
    model = fits.best(view.sheet, (view.name,))
    predicted = (model.predict_proba(view.x[:, None]) > threshold).astype(int)
    with picture:
        show_model(view, model, threshold, decided=shown == "yes or no")
        counts = confusion_matrix(view.labels, predicted, 2)
        figures(
            ("right", right_of(predicted, view.labels)),
            ("false alarms", str(counts[0, 1])),
            ("missed calls", str(counts[1, 0])),
            ("cut", at(cut_at(model, threshold))),
        )
        if model.problem:
            st.info(model.problem, icon=":material/info:")
    with errors:
        show_errors(view, model, counts)
    return lambda values: model.predict_proba(values[:, None])


def cut_at(model: fits.Fit, threshold: float) -> float | None:
    """Where ŷ is at the threshold: b + w x is its logit, ln(t / (1 − t))."""
    return fits.crossing(*model.weights, level=float(np.log(threshold / (1 - threshold))))


def show_model(view: View, model: fits.Fit, threshold: float, decided: bool) -> None:
    grid, chart = view.grid(), view.axes()
    y = model.predict_proba(grid[:, None])
    police.add_curve(chart, grid, (y > threshold).astype(int) if decided else y, theme())
    if not decided:
        police.add_level(chart, threshold, theme())
    cut = cut_at(model, threshold)
    police.add_cut_within(chart, cut, police.ends(view.x), theme())
    show_picture(
        view,
        chart,
        f"{len(view.labels)} examples over {view.name}; the answer is yes where the probability is "
        f"above {threshold:.2f}, that is from {at(cut)} on.",
    )


def show_errors(view: View, model: fits.Fit, counts: np.ndarray) -> None:
    plot(
        confusion(counts, police.class_names(view.sheet.label), None, theme()),
        key="police-confusion",
        alt=f"Confusion matrix: {counts[1, 1]} calls foreseen, {counts[1, 0]} missed, "
        f"{counts[0, 1]} false alarms, {counts[0, 0]} quiet evenings told.",
        height="min(24vh, 260px)",
    )
    if not view.sheet.has_both_labels:
        return
    curve = roc(view.labels, model.predict_proba(view.x[:, None]))
    rates = counts[:, 1] / counts.sum(axis=1)
    plot(
        roc_curve(curve, (float(rates[0]), float(rates[1])), theme()),
        key="police-roc",
        alt=f"The ROC curve; the area under it is {curve.area:.3f}. At this threshold "
        f"{rates[1]:.0%} of the calls are foreseen, with {rates[0]:.0%} false alarms.",
        height="min(34vh, 360px)",
    )
    figures(("area under the curve", f"{curve.area:.4f}"))
