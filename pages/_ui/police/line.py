"""The straight line through labels 0 and 1, and the sigmoid beside it."""

import numpy as np
import streamlit as st

from core.figures import police
from pages._ui.page import figures, plain, theme
from pages._ui.police import fits
from pages._ui.police.view import Predict, View, at, right_of, show_picture


def show(view: View) -> Predict:
    """Draw the line and the sigmoid; return what the sigmoid predicts."""
    picture = st.container()
    with st.container(horizontal=True, vertical_alignment="center", key="police-controls"):
        added = st.toggle("One more busy evening, with a call", key="police-busy")
        busiest = float(np.ceil(view.x.max()))
        most = max(100.0, 3 * busiest)
        place = st.slider(
            plain(view.name),
            busiest,
            most,
            min(max(60.0, busiest), most),
            key=f"police-busiest-{busiest:g}",
            width=360,
            disabled=not added,
        )
    x, labels = view.x, view.labels
    if added:
        x, labels = np.append(x, place), np.append(labels, 1)
    b, w = fits.line(x, labels)
    curve = fits.fit(x.reshape(-1, 1), labels)
    cut, step = fits.crossing(b, w, 0.5), fits.crossing(*curve.weights)
    with picture:
        show_models(view, x, labels, (b, w), curve, (cut, step))
        if curve.problem:
            st.info(curve.problem, icon=":material/info:")
        ends = b + w * np.array([view.x.min(), x.max()])
        said = curve.predict_proba(view.x[:, None]) > 0.5
        numbers = {
            "line": f"{ends.min():.2f} to {ends.max():.2f}",
            "line crosses ½ at": at(cut),
            "line is right for": right_of(b + w * view.x > 0.5, view.labels),
            "sigmoid crosses ½ at": at(step),
            "sigmoid is right for": right_of(said, view.labels),
        }
        figures(*numbers.items())
    return lambda values: curve.predict_proba(values[:, None])


def show_models(view: View, x, labels, line, curve, crossings) -> None:
    grid, (b, w), (cut, step) = view.grid(x), line, crossings
    chart = view.axes(x)
    police.add_line(chart, grid, b + w * grid, theme())
    police.add_curve(chart, grid, curve.predict_proba(grid[:, None]), theme())
    inside = police.ends(x)
    if step is not None and inside[0] < step < inside[1]:
        police.add_cut(chart, step, theme(), "sigmoid", left=True)
    if cut is not None and inside[0] < cut < inside[1]:
        police.add_cut(chart, cut, theme(), "line")
    if len(x) > len(view.x):
        police.add_new_evening(chart, x[-1], theme())
    show_picture(
        view,
        chart,
        f"{len(view.labels)} examples over {view.name}. The line leaves the range from 0 to 1, the "
        f"sigmoid stays in it. The line crosses one half at {at(cut)}, the sigmoid at {at(step)}.",
    )
