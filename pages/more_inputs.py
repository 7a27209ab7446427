"""Part 6 of the lecture, over two and three inputs: a sheet, a cliff, and a forecast."""

import numpy as np
import streamlit as st

from core.activations import sigmoid
from core.classifiers import BinaryClassifier
from core.newton import hessian, minimise_cross_entropy
from pages._ui import gate
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.page import question
from pages._ui.police import all_inputs, fits, sheets, two_inputs

CHAPTERS = {"Two inputs": two_inputs, "All inputs": all_inputs}

question(
    "Do more inputs know better?",
    "A hot evening with many tourists may be loud even with few reservations. Each further input "
    "brings a weight of its own; the sum still becomes one probability.",
)


@gate.fragment
def lesson() -> None:
    table = sheets.current()
    if len(table.inputs) < 2:
        st.info(
            "Your table has one input only. Take one with more, or the lecture's, on the page "
            "Police calls.",
            icon=":material/info:",
        )
        return
    chapter = st.segmented_control(
        "chapter",
        list(CHAPTERS),
        default="Two inputs",
        required=True,
        key="more-chapter",
        label_visibility="collapsed",
        persist_state="session",
    )
    CHAPTERS[chapter].show(table)
    explain(table)


def explain(table: sheets.Sheet) -> None:
    best = fits.best(table, table.inputs)
    x = np.concatenate([[1.0], table.data.inputs[0]])
    curvature = hessian(np.insert(table.data.inputs, 0, 1, axis=1), best.weights)
    formula_code_number(
        Explanation(
            r"\hat v = X w, \quad X = [\,1 \mid x_2\; x_3 \ldots]",
            BinaryClassifier.logits,
            f"row 1: v̂ = {x @ best.weights:.4f}",
        ),
        Explanation(
            r"\hat y = \varphi(\hat v)", sigmoid, f"row 1: ŷ = {sigmoid(x @ best.weights):.4f}"
        ),
        Explanation(
            r"w \leftarrow w - H^{-1} \frac{\partial L}{\partial w}",
            minimise_cross_entropy,
            "w = " + ", ".join(f"{weight:.4f}" for weight in best.weights),
        ),
        Explanation(
            r"H = \frac{1}{N} X^T S X, \quad S_{nn} = \varphi'(\hat v_n)",
            hessian,
            f"H₁₁ = {curvature[0, 0]:.4f}",
        ),
    )


lesson()
