"""Draw a digit of your own: four classifiers answer while the pen moves."""

import numpy as np
import streamlit as st

from core.activations import sigmoid, softmax
from core.drawing import EmptyDrawing, digit_from_strokes
from pages._ui import answers, data, pictures
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.pad import drawn, pad
from pages._ui.page import question, theme

question(
    "What does it see in your digit?",
    "Draw one. It is fitted and centred like the digits that the classifiers learned from, and "
    "they answer while the pen moves.",
)


@st.fragment
def lesson() -> None:
    drawing, seen = st.columns([1.15, 2], gap="large")
    try:
        image = digit_from_strokes(drawn("pad"))
    except EmptyDrawing:
        image = None
    with seen:
        show_answers(image)
    explain(image)
    with drawing:
        pad(key="pad", height="min(58vh, 640px, 72vw)")


def show_answers(image: np.ndarray | None) -> None:
    if image is None:
        st.html('<h3 class="verdict" aria-live="polite">They answer from the first stroke on.</h3>')
        return
    inputs = image.reshape(1, -1)
    ten, softmax_ten, hidden = (
        outputs(name, inputs) for name in ("one-vs-rest", "softmax", "hidden-layer")
    )
    st.html(
        f'<h3 class="verdict" aria-live="polite">{answers.best_two(hidden)}</h3>'
        + answers.side_by_side(
            answers.panel(
                "the model gets",
                pictures.digit(image, "your digit in 28 × 28 pixels", theme()),
                "28 × 28 numbers, 0 to 255",
            ),
            answers.yes_or_no("is it a five?", float(outputs("fives", inputs)[0])),
            answers.ten_classes("ten sigmoids", ten, f"sum {ten.sum():.3f}: it need not be 1"),
            answers.ten_classes("softmax", softmax_ten, f"sum {softmax_ten.sum():.3f}, always"),
            answers.ten_classes("hidden layer", hidden, "one step beyond the lecture"),
        )
    )


def outputs(name: str, inputs: np.ndarray) -> np.ndarray:
    """ŷ of a shipped model for one image (1, 784), (k,)."""
    return data.saved_model(name).predict_proba(inputs)[0]


def explain(image: np.ndarray | None) -> None:
    if image is None:
        return
    model = data.saved_model("softmax")
    inputs = image.reshape(1, -1)
    v = model.logits(inputs)[0]
    best = int(v.argmax())
    formula_code_number(
        Explanation(
            r"\hat v = [\,1 \mid X\,]\, w",
            type(model).logits,
            f"softmax, for a {best}: v̂ = {v[best]:.4f}",
        ),
        Explanation(
            r"\varphi(z) = \frac{1}{1 + e^{-z}}",
            sigmoid,
            f"ten sigmoids, for a {best}: φ(v̂) = {outputs('one-vs-rest', inputs)[best]:.4f}",
        ),
        Explanation(
            r"\sigma(v)_i = \frac{e^{v_i}}{\sum_k e^{v_k}}",
            softmax,
            f"softmax, for a {best}: σ(v̂) = {softmax(v)[best]:.4f}",
        ),
    )


lesson()
