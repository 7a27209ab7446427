"""Draw a digit of your own: four classifiers answer while the pen moves."""

import numpy as np
import streamlit as st

from core.activations import sigmoid, softmax
from core.drawing import EmptyDrawing
from pages._ui import answers, data, evidence, pictures, preparation, through_training
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.pad import drawn, pad
from pages._ui.page import question, theme

MOST_ALIKE = 5

question(
    "What does it see in your digit?",
    "Draw one. It is fitted and centred like the digits that the classifiers learned from, and "
    "they answer while the pen moves.",
)


@st.fragment
def lesson() -> None:
    drawing, seen = st.columns([1.15, 2], gap="large")
    with drawing:
        paper = st.container()
        pen, digit = show_tools()
    try:
        image = preparation.prepare(drawn("pad"), pen)
    except EmptyDrawing:
        image = None
    with seen:
        if image is None:
            invite()
        else:
            similarities = show_answers(image, digit)
            st.markdown("#### What they get")
            preparation.show(drawn("pad"), pen)
            st.markdown("#### The most like it of the 60,000 they learned from")
            show_nearest(similarities)
    if image is not None:
        evidence.show(image)
        through_training.show(image)
        explain(image)
    with paper:
        pad(key="pad", height="min(58vh, 640px, 72vw)", pen=pen)


def show_tools() -> tuple[float, int]:
    """The pen's width, in sides of the pad, and the digit that one sigmoid is asked about."""
    percent = st.slider(
        "Pen, % of the pad", 3, 14, 7, key="draw-pen", width=320, persist_state="session"
    )
    digit = st.segmented_control(
        "Is it a …?",
        range(10),
        default=5,
        required=True,
        key="draw-asked",
        persist_state="session",
    )
    return percent / 100, digit


def invite() -> None:
    st.html('<h3 class="verdict" aria-live="polite">They answer from the first stroke on.</h3>')


def show_answers(image: np.ndarray, digit: int) -> np.ndarray:
    """Draw what the four say, before all else; return the similarities that they rest on."""
    inputs = image.reshape(1, -1)
    ten, softmax_ten, hidden = (
        outputs(name, inputs) for name in ("one-vs-rest", "softmax", "hidden-layer")
    )
    # One of the ten sigmoids is the very classifier that asks for its digit alone.
    asked = outputs("fives", inputs)[0] if digit == 5 else ten[digit]
    similarities = data.neighbours().similarities(image.ravel())
    judgement = data.neighbours().judge(similarities, hidden)
    st.html(
        f'<h3 class="verdict" aria-live="polite">{answers.best_two(hidden, judgement.sure)}</h3>'
        + answers.side_by_side(
            answers.stacked(
                answers.yes_or_no(f"is it {answers.name(digit)}?", float(asked)),
                answers.sureness(judgement),
            ),
            answers.ten_classes("ten sigmoids", ten, f"sum {ten.sum():.3f}: it need not be 1"),
            answers.ten_classes("softmax", softmax_ten, f"sum {softmax_ten.sum():.3f}, always"),
            answers.ten_classes("hidden layer", hidden, "one step beyond the lecture"),
        )
    )
    return similarities


def show_nearest(similarities: np.ndarray) -> None:
    train_set, _ = data.mnist_sets()
    nearest, alike = data.neighbours().nearest(similarities, MOST_ALIKE)
    st.html(
        answers.side_by_side(
            *(
                answers.panel(
                    answers.name(label),
                    pictures.digit(image.reshape(28, 28), answers.name(label), theme()),
                    f"similarity {similarity:.2f}",
                )
                for image, label, similarity in zip(
                    train_set.inputs[nearest], train_set.labels[nearest], alike, strict=True
                )
            )
        )
    )


def outputs(name: str, inputs: np.ndarray) -> np.ndarray:
    """ŷ of a shipped model for one image (1, 784), (k,)."""
    return data.saved_model(name).predict_proba(inputs)[0]


def explain(image: np.ndarray) -> None:
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
