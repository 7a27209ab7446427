"""Draw a digit of your own: four classifiers answer while the pen moves."""

import numpy as np
import streamlit as st

from core.activations import sigmoid, softmax
from pages._ui import data, gate
from pages._ui.draw import evidence, pad, preparation, sources, through_training
from pages._ui.draw.replies import outputs, replies
from pages._ui.draw.sheet import Wishes
from pages._ui.draw.topic import TOPIC
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.page import question, theme
from pages._ui.reply import reply

question(
    "What does it see in your digit?",
    "Draw one. It is fitted and centred like the digits that the classifiers learned from, and "
    "they answer while the pen moves.",
)


@gate.fragment
def lesson() -> None:
    sheet = pad.sheet()
    drawing, seen = st.columns([1.15, 2], gap="large")
    with drawing:
        source = sources.choose()
        paper = st.container()
        pen, asked = show_tools(source)
    wishes = Wishes(source, pen, preparation.chosen(), asked, theme())
    # First the wishes, then the drawing: the channel answers what is drawn from here on by them.
    sheet.wishes = wishes
    seq, strokes = sheet.drawn
    stages = sources.stages_of(sheet, strokes, wishes)
    parts = replies(stages, wishes)
    topic = TOPIC.name if source == "Pad" else None
    with seen:
        reply("verdict", parts["verdict"], topic=topic, seq=seq)
        with st.container(key="draw-steps"):
            preparation.choose()
        for part in ("pictures", "likenesses"):
            reply(part, parts[part], topic=topic, seq=seq)
    # Without a digit these are there, too, and the style sheet hides them: with the first stroke
    # they come without a rerun.
    with st.container(key="draw-closer"):
        looked = look_closer(stages and stages[-1])
    with paper:
        sources.show(source, seq, pen, looked)


def show_tools(source: str) -> tuple[float, int]:
    """Draw the pen's width, for the pad, and the digit that one sigmoid is asked about; both."""
    pen = 7
    if source == "Pad":
        pen = st.slider(
            "Pen, % of the pad", 3, 14, pen, key="draw-pen", width=320, persist_state="session"
        )
    asked = st.segmented_control(
        "Is it a …?",
        range(10),
        default=5,
        required=True,
        key="draw-asked",
        wrap=True,
        persist_state="session",
    )
    return pen / 100, asked


def look_closer(image: np.ndarray | None) -> bool:
    """Draw the boxes that go into an image, and say whether one of them is open."""
    explained = () if image is None else explanations(image)
    boxes = evidence.show(image), through_training.show(image), formula_code_number(*explained)
    return any(boxes)


def explanations(image: np.ndarray) -> tuple[Explanation, ...]:
    model = data.saved_model("softmax")
    hidden = data.saved_model("hidden-layer")
    inputs = image.reshape(1, -1)
    v = model.logits(inputs)[0]
    best = int(v.argmax())
    return (
        Explanation(
            r"\hat v = [\,1 \mid X\,]\, w",
            type(model).logits,
            f"softmax, for a {best}: v̂ = {v[best]:.4f}",
        ),
        Explanation(
            r"\varphi(z) = \frac{1}{1 + e^{-z}}",
            sigmoid,
            f"ten sigmoids, for a {best}: φ(v̂) = {outputs('one-vs-rest', image)[best]:.4f}",
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
