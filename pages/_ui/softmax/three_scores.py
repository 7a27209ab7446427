"""Three scores become three probabilities, and a loss tells each score where to go."""

import numpy as np
import streamlit as st

from core.activations import naive_softmax, sigmoid, softmax, softmax_jacobian
from core.classifiers import one_hot
from core.figures.scores import Column, jacobian, scores, written
from core.losses import categorical_cross_entropy, categorical_cross_entropy_derivative
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.page import figures, theme
from pages._ui.plot import plot

# The lecture's example.
SCORES = (2.0, 1.0, 0.1)
REACH = 5.0
FARTHEST = 1000
NAMES = ("1", "2", "3")
BELOW = "₁₂₃"
HEIGHT = "min(49vh, 560px, 100vw)"


def show() -> None:
    """Draw the scores on their way to a loss, their sliders, and the Jacobian."""
    with st.container(key="controls-after-picture"):
        way, rest = st.columns(2, gap="medium")
        with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
            v, c, label = controls()
        with way:
            show_way(v, c)
        with rest:
            loss, slopes = st.columns([0.85, 1], gap="medium")
        with loss:
            show_loss(v + c, label)
        with slopes:
            show_jacobian(v + c)
        show_as_written(v, c)
        explain(v + c, label)


def controls() -> tuple[np.ndarray, int, int]:
    """Draw the sliders; return the scores (3,), the constant, and the true class from 0 on."""
    v = np.array(
        [
            st.slider(
                f"score v{below}",
                -REACH,
                REACH,
                start,
                0.1,
                format="%.1f",
                key=f"softmax-v{name}",
                persist_state="session",
                width=230,
            )
            for name, below, start in zip(NAMES, BELOW, SCORES, strict=True)
        ]
    )
    c = st.slider(
        "constant c, added to each",
        -FARTHEST,
        FARTHEST,
        0,
        10,
        key="softmax-constant",
        persist_state="session",
        width=320,
    )
    label = st.segmented_control(
        "true class y",
        NAMES,
        default=NAMES[0],
        required=True,
        key="softmax-class",
        persist_state="session",
    )
    return v, c, NAMES.index(label)


def show_way(v: np.ndarray, c: int) -> None:
    """From scores to softmax by e^v and its sum; beside it what sigmoids make of the same."""
    score, shifted = ("v + c", v + c) if c else ("v", v)
    powers = np.exp(shifted - shifted.max())
    shares, alone = softmax(shifted), sigmoid(shifted)
    reach = max(REACH, float(np.abs(shifted).max()))
    columns = (
        Column(f"score<br>{score}", shifted, -reach, reach, ".5g", signed=True, total=False),
        Column(f"e to the<br>{score.replace(' ', '') if c else score} − max", powers),
        Column(f"softmax<br>σ({score})", shares),
        Column(f"sigmoid<br>φ({score})", alone),
    )
    st.markdown(f"## Softmax sums to 1, sigmoids to {written(alone.sum())}")
    plot(
        scores(columns, NAMES, theme()),
        key="softmax-way",
        alt=f"Scores {listed(shifted, '.5g')} become, by softmax, {listed(shares)}, which sum to "
        f"1; by sigmoids {listed(alone)}, which sum to {written(alone.sum())}.",
        height=HEIGHT,
    )


def show_loss(v: np.ndarray, label: int) -> None:
    """The one-hot label, and the error that is the gradient."""
    y = one_hot([label], len(v))[0]
    error = categorical_cross_entropy_derivative(v, y)
    st.markdown(f"## Loss −ln σ{BELOW[label]} = {loss_of(v, y)}")
    columns = (
        Column("one-hot<br>y", y, format=".0f", signed=True),
        Column("gradient<br>ŷ − y", error, -1, 1, signed=True),
    )
    plot(
        scores(columns, NAMES, theme()),
        key="softmax-loss",
        alt=f"One-hot label {listed(y, '.0f')}; gradient {listed(error)}, which sums to 0.",
        height=HEIGHT,
    )


def show_jacobian(v: np.ndarray) -> None:
    slopes = softmax_jacobian(v)
    st.markdown("## Jacobian, framed:&nbsp;σᵢ(1&nbsp;−&nbsp;σᵢ)")
    plot(
        jacobian(slopes, theme()),
        key="softmax-jacobian",
        alt="The slopes of softmax, row by row: " + "; ".join(map(listed, slopes)) + ".",
        height=HEIGHT,
    )


def show_as_written(v: np.ndarray, c: int) -> None:
    """What the formula gives without the maximum taken out, and what c changes in softmax."""
    powers, quotients = naive_softmax(v + c)
    change = np.abs(softmax(v + c) - softmax(v)).max()
    power = "e^(v + c)" if c else "e^v"
    numbers = {
        f"{power}, the maximum left in": listed(powers, ".4g"),
        "over their sum": listed(quotients),
        "compared with softmax": judged(powers, quotients, softmax(v + c)),
        "c changes softmax by": f"{change:.1e}" if change else "0",
    }
    figures(*numbers.items())


def judged(powers: np.ndarray, quotients: np.ndarray, right: np.ndarray) -> str:
    """What became of the formula as it is written."""
    if np.isinf(powers).any():
        return "overflow: ∞ / ∞"
    if not powers.any():
        return "underflow: 0 / 0"
    return "the same" if listed(quotients) == listed(right) else "digits are lost"


def listed(values: np.ndarray, spec: str = ".4f") -> str:
    """Numbers in a row, as a person would write them."""
    names = {np.inf: "∞"}
    return ", ".join(
        "NaN" if np.isnan(value) else names.get(value) or written(value, spec) for value in values
    )


def loss_of(v: np.ndarray, y: np.ndarray) -> str:
    return written(float(categorical_cross_entropy(v, y)))


def explain(v: np.ndarray, label: int) -> None:
    y = one_hot([label], len(v))[0]
    formula_code_number(
        Explanation(
            r"\sigma(v)_i = \frac{e^{v_i}}{\sum_k e^{v_k}}", softmax, f"σ(v) = {listed(softmax(v))}"
        ),
        Explanation(
            r"\frac{\partial \sigma_i}{\partial v_j} = \sigma_i\,(\delta_{ij} - \sigma_j)",
            softmax_jacobian,
            f"diagonal: {listed(np.diag(softmax_jacobian(v)))}",
        ),
        Explanation(
            r"L = -\sum_j y_j \ln \hat y_j",
            categorical_cross_entropy,
            f"L = {loss_of(v, y)}",
        ),
        Explanation(
            r"\frac{\partial L}{\partial v} = \hat y - y",
            categorical_cross_entropy_derivative,
            f"ŷ − y = {listed(categorical_cross_entropy_derivative(v, y))}",
        ),
        Explanation(
            r"\frac{e^{v_i}}{\sum_k e^{v_k}} \text{ as written}",
            naive_softmax,
            f"{listed(naive_softmax(v)[1])}",
        ),
    )
