"""Formula, code, number: side by side, the same on every page."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from textwrap import dedent

import streamlit as st


@dataclass(frozen=True)
class Explanation:
    """A formula in LaTeX, the function of `core` that computes it, and its value now.

    number: or a function that works it out, if that takes a while.
    """

    formula: str
    function: Callable
    number: str | Callable[[], str]


def formula_code_number(*explanations: Explanation) -> bool:
    """A closed box with a row for each formula; the code is the source of the running function.

    Says whether it is open.
    """
    box = st.expander(
        "Formula, code, number", icon=":material/function:", key="explain", on_change="rerun"
    )
    # Only what is looked at is sent: this may run again with every move of a slider.
    if not box.open:
        return False
    with box:
        for explanation in explanations:
            formula, code, number = st.columns([2, 3, 1.4], vertical_alignment="center")
            formula.latex(explanation.formula)
            # Wrapped, as a box that scrolls sideways can't be reached by keyboard.
            source = dedent(inspect.getsource(explanation.function))
            code.code(source, language="python", wrap_lines=True)
            value = explanation.number
            number.markdown(f"**{value() if callable(value) else value}**")
    return True
