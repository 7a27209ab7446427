"""Draw a digit of your own: four classifiers answer while the pen moves."""

import numpy as np
import streamlit as st

from core.activations import sigmoid, softmax
from pages._ui import (
    answers,
    data,
    evidence,
    pictures,
    preparation,
    sources,
    through_training,
)
from pages._ui.explain import Explanation, formula_code_number
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
        source = sources.choose()
        paper = st.container()
        asked = show_tools(source)
    stages = sources.stages_of(source, preparation.chosen())
    image = stages[-1] if stages else None
    with seen:
        if image is None:
            invite(source)
        else:
            similarities = show_answers(image, asked)
            preparation.choose()
            # One element where it can be one: each costs time with every move of the pen.
            st.html(
                preparation.in_pictures(stages, "Drawn" if source == "Pad" else "Ink found")
                + '<h3 class="next">The most like it of the 60,000 they learned from</h3>'
                + nearest(similarities)
            )
    if image is not None:
        evidence.show(image)
        through_training.show(image)
        explain(image)
    with paper:
        sources.show(source)


def show_tools(source: str) -> int:
    """Draw the pen's width, for the pad, and return the digit that one sigmoid is asked about."""
    if source == "Pad":
        st.slider("Pen, % of the pad", 3, 14, 7, key="draw-pen", width=320, persist_state="session")
    return st.segmented_control(
        "Is it a …?",
        range(10),
        default=5,
        required=True,
        key="draw-asked",
        wrap=True,
        persist_state="session",
    )


def invite(source: str) -> None:
    when = "from the first stroke on" if source == "Pad" else "as soon as there is a picture"
    st.html(f'<h2 class="verdict" aria-live="polite">They answer {when}.</h2>')


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
        f'<h2 class="verdict" aria-live="polite">{answers.best_two(hidden, judgement.sure)}</h2>'
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


def nearest(similarities: np.ndarray) -> str:
    """The most similar training images, as HTML."""
    train_set, _ = data.mnist_sets()
    best, alike = data.neighbours().nearest(similarities, MOST_ALIKE)
    return answers.side_by_side(
        *(
            answers.panel(
                answers.name(label),
                pictures.digit(image.reshape(28, 28), answers.name(label), theme()),
                f"similarity {similarity:.2f}",
            )
            for image, label, similarity in zip(
                train_set.inputs[best], train_set.labels[best], alike, strict=True
            )
        ),
        kind="small",
    )


def outputs(name: str, inputs: np.ndarray) -> np.ndarray:
    """ŷ of a shipped model for one image (1, 784), (k,)."""
    return data.saved_model(name).predict_proba(inputs)[0]


def explain(image: np.ndarray) -> None:
    model = data.saved_model("softmax")
    hidden = data.saved_model("hidden-layer")
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
        Explanation(
            r"H = \max(0, [\,1 \mid X\,]\, u), \quad \hat v = [\,1 \mid H\,]\, w",
            type(hidden).logits,
            f"hidden layer, for a {best}: v̂ = {hidden.logits(inputs)[0, best]:.4f}",
        ),
    )


lesson()
