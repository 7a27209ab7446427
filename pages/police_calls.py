"""Parts 2, 3 and 6 of the lecture: a line that fails, a sigmoid that fits, the step it makes."""

import numpy as np
import streamlit as st

from core.activations import sigmoid
from core.classifiers import BinaryClassifier, LinearRegression
from core.figures import curves, police
from core.figures import theme as colours
from core.landscape import gradient
from core.losses import CROSS_ENTROPY, cross_entropy
from pages._ui import data
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.page import figures, question, theme
from pages._ui.player import Player, log_frames
from pages._ui.plot import plot

STEPS = 50_000
RATES = (0.003, 0.01, 0.03, 0.1)

question(
    "Where does a straight line fail?",
    "On busy evenings the neighbours of a pizzeria call the police. The number of reservations "
    "tells how likely that is: but a line leaves the range from 0 to 1, where a sigmoid stays in.",
)
table = data.police_table()
reservations, labels = table.inputs[:, 0], table.labels
frames = log_frames(STEPS)
player = Player("police", len(frames))


def lesson() -> None:
    player.tick()
    with st.container(key="controls-after-picture"):
        show_lesson()


def show_lesson() -> None:
    picture, training = st.columns([3, 1.25], gap="medium")
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        player.controls()
        model = st.segmented_control(
            "The model says",
            ["a probability", "yes or no"],
            default="a probability",
            required=True,
            key="police-model",
            persist_state="session",
        )
        rate = st.select_slider(
            "learning rate α",
            RATES,
            value=0.03,
            key="police-rate",
            persist_state="session",
            width=260,
        )
    path = data.reservations_descent(CROSS_ENTROPY, (0.0, 0.0), rate, STEPS)
    step = frames[player.frame]
    classifier = BinaryClassifier(1, positive=1)
    classifier.weights = path.weights[step].reshape(2, 1)
    b, w = path.weights[step]
    with picture:
        show_models(classifier, decided=model == "yes or no")
    with training:
        plot(
            curves.loss_curve(
                frames, path.losses[frames], player.frame, theme(), colours.CROSS_ENTROPY
            ),
            key="police-loss",
            alt=f"The cross-entropy falls to {path.losses[step]:.4f} at iteration {step}.",
            height="min(34vh, 360px)",
        )
        right = int(np.sum(classifier.predict(table.inputs[:, :1]) == labels))
        figures(
            iteration=f"{step:,}",
            loss=f"{path.losses[step]:.4f}",
            b=f"{b:.3f}",
            w=f"{w:.4f}",
            cut=f"{-b / w:.2f}" if is_in_picture(b, w) else "–",
            right=f"{right} of {len(labels)}",
        )
    explain(path.weights[step], path.losses[step], rate)


def is_in_picture(b: float, w: float) -> bool:
    """Whether the curve crosses one half among the reservations that the picture shows."""
    return bool(w) and 0 < -b / w < reservations.max() + 2


def show_models(classifier: BinaryClassifier, decided: bool) -> None:
    x = np.linspace(0, reservations.max() + 2, 400)
    line = LinearRegression(1).fit(reservations[:, None], labels)
    b, w = classifier.weights[:, 0]
    chart = police.axes(reservations, "reservations", theme())
    police.add_line(chart, x, line.predict(x[:, None]), theme())
    curve = classifier.predict(x[:, None]) if decided else classifier.predict_proba(x[:, None])
    police.add_curve(chart, x, curve.reshape(-1), theme())
    if is_in_picture(b, w):
        police.add_cut(chart, -b / w, theme())
    police.add_evenings(chart, reservations, labels, theme())
    plot(
        chart,
        key="police-models",
        alt=f"30 evenings over their reservations. The line leaves the range from 0 to 1; the "
        f"sigmoid with b = {b:.3f} and w = {w:.4f} stays in it.",
        height="min(62vh, 700px, 95vw)",
    )


def explain(weights: np.ndarray, loss: float, rate: float) -> None:
    A, y = data.reservations()
    slope = gradient(CROSS_ENTROPY, A, y, weights)
    formula_code_number(
        Explanation(
            r"\hat y = \varphi(b + w x) = \frac{1}{1 + e^{-(b + w x)}}",
            sigmoid,
            f"12 reservations: ŷ = {sigmoid(weights @ [1, 12]):.4f}",
        ),
        Explanation(
            r"L = -y \ln \hat y - (1 - y) \ln (1 - \hat y)",
            cross_entropy,
            f"mean of the 30: L = {loss:.4f}",
        ),
        Explanation(
            r"\frac{\partial L}{\partial w} = \frac{1}{N} X^T (\hat y - y)",
            gradient,
            f"∂L/∂b = {slope[0]:.2e}  \n∂L/∂w = {slope[1]:.2e}  \nα = {rate}",
        ),
    )


st.fragment(lesson, run_every=player.interval)()
with st.expander("The 30 evenings", icon=":material/table:"):
    st.dataframe(
        [
            dict(zip(table.columns, [*row, label], strict=True))
            for row, label in zip(table.inputs.astype(int), labels, strict=True)
        ],
        height=420,
    )
