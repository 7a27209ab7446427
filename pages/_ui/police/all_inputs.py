"""All inputs at once: the lecture's run as it prints it, the best fit, a forecast for tonight."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import streamlit as st

from core.activations import sigmoid
from core.figures import curves
from core.figures import theme as colours
from core.figures.sheet import contributions
from core.rates import Descent
from pages._ui.page import figures, plain, theme
from pages._ui.player import log_frames
from pages._ui.plot import plot
from pages._ui.police import fits
from pages._ui.police.sheets import Sheet
from pages._ui.police.view import right_of

LEARNING_RATE, ITERATIONS = 0.001, 10_000
PRINTED = (0, 1, 2, 10, 100, 1_000, 5_000)


def show(table: Sheet) -> None:
    """Draw the run and the exact optimum beside it, then tonight."""
    last = fits.updates(ITERATIONS, table)
    run = fits.lecture_run(table, LEARNING_RATE, remembered(last), "police-run", "min(60vh, 640px)")
    if run is None:
        return
    best = fits.best(table, table.inputs)
    printed, course = st.columns([1, 1.4], gap="large")
    with printed, st.container(key="all-printed"):
        st.markdown(f"## {last:,} updates, α = {LEARNING_RATE:g}, from w = 0")
        if bound := fits.bound_in_words(ITERATIONS, table):
            st.markdown(bound)
        st.code(output(table, run), language=None, wrap_lines=True)
    with course:
        plot(
            curves.loss_curve(
                run.iterations, run.losses, len(run.iterations) - 1, theme(), colours.CROSS_ENTROPY
            ),
            key="all-loss",
            alt=f"The loss falls from {run.losses[0]:.4f} to {run.losses[-1]:.4f}.",
            height="min(30vh, 300px)",
        )
        X, labels = table.data.inputs, table.data.labels
        numbers = {
            "the run's loss": f"{run.losses[-1]:.6f}",
            "the best loss": f"{best.loss:.6f}",
            "the run is right for": right_of(predict(run.weights[-1], X) > 0.5, labels),
            "the best is right for": right_of(best.predict_proba(X) > 0.5, labels),
        }
        figures(*numbers.items())
        if best.problem:
            st.info(best.problem, icon=":material/info:")
    show_tonight(table, run.weights[-1], best.weights)


def remembered(last: int) -> np.ndarray:
    """The iterations that are drawn and those that are printed."""
    return np.union1d(log_frames(last), printed(last))


def printed(last: int) -> list[int]:
    """The iterations whose loss is printed; an iteration prints it before its update."""
    return [i for i in PRINTED if i < last - 1] + [last - 1]


def predict(weights: np.ndarray, X: np.ndarray) -> np.ndarray:
    """ŷ, (n,)."""
    return fits.Fit(weights, 0.0).predict_proba(X)


def output(table: Sheet, run: Descent) -> str:
    """What the lecture's program prints: the loss before each update, and the success."""
    shown = printed(int(run.iterations[-1]))
    losses = run.losses[np.searchsorted(run.iterations, shown)]
    lines = [
        f"Iteration {i:4d} => Loss: {loss:.20f}" for i, loss in zip(shown, losses, strict=True)
    ]
    right = int(np.sum((predict(run.weights[-1], table.data.inputs) > 0.5) == table.data.labels))
    n = len(table.data)
    return "\n".join([*spaced(lines, shown), "", f"Success: {right}/{n} ({100 * right / n:.2f}%)"])


def spaced(lines: list[str], iterations: list[int]) -> list[str]:
    """The lines, with dots where some are left out."""
    gaps = [after - before > 1 for before, after in pairwise(iterations)]
    shown = [lines[0]]
    for line, gap in zip(lines[1:], gaps, strict=True):
        shown += ["…", line] if gap else [line]
    return shown


def show_tonight(table: Sheet, run: np.ndarray, best: np.ndarray) -> None:
    """Draw a slider for each input, the probability, and what each input adds to the logit."""
    sliders, parts = st.columns([1, 1.4], gap="large")
    with sliders:
        st.markdown("## Tonight")
        chosen = st.segmented_control(
            "By the weights of",
            ["the best fit", "the run"],
            default="the best fit",
            required=True,
            key="tonight-weights",
            persist_state="session",
        )
        x = np.array([slider(table, name) for name in table.inputs])
    weights = best if chosen == "the best fit" else run
    terms = [float(weights[0]), *(weights[1:] * x).tolist()]
    z = sum(terms)
    with parts:
        yes = f"{table.label}: " if table.label != "Police" else "A call tonight: "
        st.markdown(f"## {plain(yes)}{sigmoid(z):.1%}")
        plot(
            contributions(["b", *(f"w · {name}" for name in table.inputs)], terms, theme()),
            key="tonight-parts",
            alt=in_words(table.inputs, terms),
            height="min(34vh, 340px)",
        )
        st.latex(rf"\hat y = \varphi({z:.4f}) = {sigmoid(z):.4f}")


def in_words(names: Sequence[str], terms: Sequence[float]) -> str:
    parts = [f"{name} {term:+.3f}" for name, term in zip(("b", *names), terms, strict=True)]
    return f"What adds up to the logit {sum(terms):.3f}: {', '.join(parts)}."


def slider(table: Sheet, name: str) -> float:
    """A value of an input, within what the table has of it; the middle one at first."""
    values = table.column(name)
    low, high = float(values.min()), float(values.max())
    if low == high:
        st.markdown(f"Always {low:g}: {plain(name)}")
        return low
    whole = bool(np.all(values == np.round(values)))
    step = 1.0 if whole and high - low >= 5 else (high - low) / 100
    return st.slider(
        plain(name),
        low,
        high,
        float(np.sort(values)[len(values) // 2]),
        step,
        format="%.0f" if step == 1.0 else None,
        key=f"tonight-{table.key}-{name}",
    )
