"""Parts 2, 3 and 6 of the lecture: a line that fails, a sigmoid that fits, the step it makes."""

from types import ModuleType

import numpy as np
import streamlit as st

from core.activations import sigmoid, sigmoid_derivative
from core.landscape import gradient
from core.losses import CROSS_ENTROPY, cross_entropy
from pages._ui import gate
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.page import plain, question
from pages._ui.player import Player, log_frames
from pages._ui.police import decision, fits, guess, line, sheets, table_view, training
from pages._ui.police import sigmoid as curve
from pages._ui.police.view import View, show_row
from pages._ui.poll import poll

CHAPTERS = {
    "The line": line,
    "The sigmoid": curve,
    "Your guess": guess,
    "Training": training,
    "The decision": decision,
}

question(
    "Where does a straight line fail?",
    "A pizzeria's guests are loud on busy evenings, and the neighbours call the police. Thirty "
    "evenings are on record: reservations, temperature, tourists, and whether there was a call. "
    "Will there be one tonight?",
)
# A link may lead to a chapter.
if (asked := st.query_params.pop("chapter", None)) in CHAPTERS:
    st.session_state["police-chapter"] = asked
player = Player("police", len(log_frames(fits.RAW.iterations)))


def lesson() -> None:
    player.tick()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        chapter = choice("chapter", list(CHAPTERS), "police-chapter")
        names = sheets.current().inputs
        name = names[0]
        if len(names) > 1 and chapter != "The sigmoid":
            name = choice("input", names, f"police-input-{'-'.join(names)}")
    if chapter == "The sigmoid":
        curve.show()
    else:
        show_beside_table(CHAPTERS[chapter], name)
    explain(View(sheets.current(), name, player))
    poll("police", player.interval)


def show_beside_table(chapter: ModuleType, name: str) -> None:
    """The table on the left, what the chapter makes of it on the right."""
    with st.container(key="picture-first"):
        table, picture = st.columns([1, 2.6], gap="medium")
    with table:
        table_view.show()
        row = st.container()
    view = View(sheets.current(), name, player)
    with picture:
        predict = chapter.show(view)
    if predict:
        with row:
            show_row(view, predict)


def choice(name: str, options, key: str) -> str:
    return st.segmented_control(
        name,
        options,
        default=options[0],
        required=True,
        key=key,
        format_func=plain,
        label_visibility="collapsed",
        persist_state="session",
    )


def explain(view: View) -> None:
    """The formulas at the best weights, for the chosen row or the first one."""
    model = fits.best(view.sheet, (view.name,))
    x = view.x[sheets.chosen_row() or 0]
    z = float(model.weights @ [1, x])
    slope = gradient(
        CROSS_ENTROPY, np.stack([np.ones_like(view.x), view.x], axis=1), view.labels, model.weights
    )
    formula_code_number(
        Explanation(
            r"\hat y = \varphi(b + w x) = \frac{1}{1 + e^{-(b + w x)}}",
            sigmoid,
            f"{x:g}: ŷ = {sigmoid(z):.4f}",
        ),
        Explanation(
            r"\varphi'(z) = \varphi(z)\,(1 - \varphi(z))",
            sigmoid_derivative,
            f"z = {z:.4f}: φ′(z) = {sigmoid_derivative(z):.4f}",
        ),
        Explanation(
            r"L = -y \ln \hat y - (1 - y) \ln (1 - \hat y)",
            cross_entropy,
            f"mean of the {len(view.labels)}: L = {model.loss:.4f}",
        ),
        Explanation(
            r"\frac{\partial L}{\partial w} = \frac{1}{N} X^T (\hat y - y)",
            gradient,
            f"∂L/∂b = {slope[0]:.1e}  \n∂L/∂w = {slope[1]:.1e}",
        ),
    )


gate.fragment(lesson)()
