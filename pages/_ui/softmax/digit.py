"""One handwritten digit: ten scores, what sigmoids and softmax make of them, and the shapes."""

from functools import lru_cache

import numpy as np
import streamlit as st

from core.activations import sigmoid, softmax
from core.classifiers import LinearClassifier, one_hot
from core.figures.blocks import Block, product
from core.figures.scores import Column, scores, written
from core.figures.theme import Theme
from core.losses import categorical_cross_entropy, categorical_cross_entropy_derivative
from pages._ui import data
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.page import figures, theme
from pages._ui.plot import plot
from pages._ui.softmax import chooser

CLASSES = 10
MODELS = {"ten sigmoids": "one-vs-rest", "softmax": "softmax"}
EXAMPLES = (1, 10, 100, 1_000, 10_000, 60_000)


def show() -> None:
    """Draw the image and its choices, the ten scores, and the blocks of shapes."""
    with st.container(key="softmax-parts"):
        picture, bars, shapes = st.columns([1, 2.1, 1.25], gap="large")
    with picture:
        image, label = chooser.show_image()
        with st.container(key="softmax-choices"):
            chooser.show_choices()
            learned = choose_model()
    model = data.saved_model(MODELS[learned])
    v = model.logits(image.reshape(1, -1))[0]
    with bars:
        show_scores(v, label, learned)
    with shapes:
        show_shapes(model)
    explain(model, v, label)


def choose_model() -> str:
    return st.segmented_control(
        "weights learned with",
        list(MODELS),
        default="ten sigmoids",
        required=True,
        key="softmax-weights",
        persist_state="session",
    )


def show_scores(v: np.ndarray, label: int, learned: str) -> None:
    """A row for each digit: its bit of the label, its score, and both outputs for that score."""
    best = int(v.argmax())
    alone, shares = sigmoid(v), softmax(v)
    verdict = "right" if best == label else "wrong"
    st.markdown(f"## arg max {best}, label {label}: {verdict}")
    reach = float(np.ceil(np.abs(v).max()))
    columns = (
        Column("one-hot<br>y", one_hot([label], CLASSES)[0], format=".0f", signed=True),
        Column("score<br>v̂", v, -reach, reach, ".2f", signed=True, total=False),
        Column("sigmoid<br>φ(v̂)", alone),
        Column("softmax<br>σ(v̂)", shares),
    )
    names = [f"<b>▶ {digit}</b>" if digit == best else str(digit) for digit in range(CLASSES)]
    plot(
        scores(columns, names, theme(), framed=best),
        key="softmax-digit",
        alt=f"The highest of the ten scores is that of {best}: {written(v[best], '.2f')}. Its "
        f"sigmoid is {alone[best]:.4f}, the ten sum to {alone.sum():.4f}; its softmax is "
        f"{shares[best]:.4f}, the ten sum to 1.",
        height="min(64vh, 720px)",
    )
    other = {"ten sigmoids": "softmax", "softmax": "sigmoid"}[learned]
    st.markdown(f"These weights were learned with {learned}; {other} is shown to compare.")


def show_shapes(model: LinearClassifier) -> None:
    """Draw the product of N images and the weights as blocks, and count what is in them."""
    st.markdown("## N images at once")
    picture = st.container()
    examples = st.select_slider(
        "images N",
        EXAMPLES,
        value=EXAMPLES[-1],
        format_func="{:,}".format,
        key="softmax-examples",
        persist_state="session",
    )
    images, inputs = data.mnist_sets()[0].inputs[:examples].shape
    rows, outputs = model.weights.shape
    # A column of ones in front, for the bias.
    X, w = Block("X", images, 1 + inputs), Block("w", rows, outputs)
    with picture:
        plot(
            _blocks(X, w, theme()),
            key="softmax-shapes",
            alt=f"X, {images:,} × {X.columns}, times w, {rows} × {outputs}, is v̂, "
            f"{images:,} × {outputs}.",
            height="min(34vh, 380px)",
        )
    st.markdown(
        f"A row of X is an image: a 1 for the bias (shaded), then {inputs} pixels. The same row "
        f"of v̂ has its {outputs} scores."
    )
    figures(
        ("numbers in X", f"{images * X.columns:,}"),
        ("weights", f"{model.weights.size:,}"),
        ("scores", f"{images * outputs:,}"),
    )


# The next image leaves it as it is.
@lru_cache(maxsize=16)
def _blocks(X: Block, w: Block, colours: Theme) -> str:
    return product(X, w, colours).to_json()


def explain(model: LinearClassifier, v: np.ndarray, label: int) -> None:
    y = one_hot([label], CLASSES)[0]
    best = int(v.argmax())
    error = categorical_cross_entropy_derivative(v, y)
    formula_code_number(
        Explanation(
            r"y_j = 1 \text{ at the label, else } 0",
            one_hot,
            f"{label} → {', '.join(f'{bit:.0f}' for bit in y)}",
        ),
        Explanation(
            r"\hat v = [\,1 \mid X\,]\, w", type(model).logits, f"v̂ of {best} = {v[best]:.4f}"
        ),
        Explanation(
            r"\varphi(z) = \frac{1}{1 + e^{-z}}", sigmoid, f"φ of {best} = {sigmoid(v)[best]:.4f}"
        ),
        Explanation(
            r"\sigma(v)_i = \frac{e^{v_i}}{\sum_k e^{v_k}}",
            softmax,
            f"σ of {best} = {softmax(v)[best]:.4f}",
        ),
        Explanation(
            r"L = -\sum_j y_j \ln \hat y_j, \quad \hat y = \sigma(\hat v)",
            categorical_cross_entropy,
            f"L = {written(float(categorical_cross_entropy(v, y)))}",
        ),
        Explanation(
            r"\frac{\partial L}{\partial \hat v} = \hat y - y",
            categorical_cross_entropy_derivative,
            f"for the label {label}: {written(error[label])}",
        ),
    )
