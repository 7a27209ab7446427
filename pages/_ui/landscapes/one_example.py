"""One example: what both losses make of one prediction, and how hard they push it."""

import numpy as np
import streamlit as st

from core.activations import sigmoid
from core.figures import one_example
from core.losses import Loss
from pages._ui.explain import Explanation
from pages._ui.landscapes import desk
from pages._ui.landscapes.sides import SIDES
from pages._ui.page import figures, theme
from pages._ui.plot import plot


def show() -> None:
    """Draw both losses over ŷ, and their slopes over the logit v, with a prediction to move."""
    with st.container(key="controls-after-picture"):
        pictures = st.columns(2, gap="medium")
        with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
            desk.show_slider("prediction", "prediction ŷ", 420, "{:.2f}".format)
            desk.show_choice("label", "label y")
        prediction, label = desk.choice("prediction"), desk.choice("label")
        with pictures[0]:
            show_losses(prediction, label)
        with pictures[1]:
            show_slopes(prediction, label)
    show_numbers(prediction, label)


def show_losses(prediction: float, label: int) -> None:
    v = logit(prediction)
    st.markdown("## The loss over ŷ, and its slope there")
    words = (f"{loss.name} {float(loss.value(v, label)):.4f}" for loss, _ in SIDES)
    plot(
        one_example.losses(SIDES, prediction, label, theme()),
        key="example-losses",
        alt=f"Both losses over ŷ for y = {label}; at ŷ = {prediction:.2f}: {', '.join(words)}.",
        height="min(40vh, 620px, 90vw)",
    )


def show_slopes(prediction: float, label: int) -> None:
    v = logit(prediction)
    st.markdown("## The push on v: ∂L/∂v")
    words = (f"{loss.name} {float(loss.derivative(v, label)):+.4f}" for loss, _ in SIDES)
    plot(
        one_example.slopes(SIDES, v, label, theme()),
        key="example-slopes",
        alt=f"The slopes of both losses over v for y = {label}; at v = {v:.2f}: "
        f"{', '.join(words)}.",
        height="min(40vh, 620px, 90vw)",
    )


def show_numbers(prediction: float, label: int) -> None:
    v = logit(prediction)
    for column, (loss, _) in zip(st.columns(2, gap="medium"), SIDES, strict=True):
        with column:
            st.markdown(f"**{loss.name.capitalize()}**: {verdict(loss, v, label)}")
            figures(
                ("L", f"{float(loss.value(v, label)):.4f}"),
                ("∂L/∂ŷ", f"{float(loss.slope(prediction, label)):.4f}"),
                ("∂ŷ/∂v", f"{prediction * (1 - prediction):.4f}"),
                ("∂L/∂v", f"{float(loss.derivative(v, label)):.4f}"),
            )


def verdict(loss: Loss, v: float, label: int) -> str:
    """How hard the loss pushes at that logit, for the error that was made."""
    push, error = abs(float(loss.derivative(v, label))), abs(float(sigmoid(v)) - label)
    if error < 0.5:
        return "right, and pushed the less the surer it is"
    if push < 0.2 * error:
        return "badly wrong, and hardly pushed: a plateau"
    return "wrong, and pushed back"


def explanations() -> list[Explanation]:
    """The formulas at this prediction."""
    prediction, label = desk.choice("prediction"), desk.choice("label")
    v = logit(prediction)
    shown = []
    for (loss, _), (in_prediction, in_logit) in zip(SIDES, _SLOPES, strict=True):
        shown += [
            Explanation(
                r"\frac{\partial L}{\partial \hat y} = " + in_prediction,
                loss.slope,
                f"{loss.name}: ∂L/∂ŷ = {float(loss.slope(prediction, label)):.4f}",
            ),
            Explanation(
                r"\frac{\partial L}{\partial v} = " + in_logit,
                loss.derivative,
                f"{loss.name}: ∂L/∂v = {float(loss.derivative(v, label)):.4f}",
            ),
        ]
    return shown


# In ŷ and in v, of each side.
_SLOPES = (
    (r"2\,(\hat y - y)", r"2\,(\hat y - y)\,\varphi'(v)"),
    (r"-\frac{y - \hat y}{\hat y\,(1 - \hat y)}", r"\hat y - y"),
)


def logit(prediction: float) -> float:
    """The v with φ(v) = ŷ."""
    return float(np.log(prediction / (1 - prediction)))
