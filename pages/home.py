"""The lecture at a glance: what there is to see, each with a picture made just now."""

from collections.abc import Iterable

import numpy as np
import streamlit as st

from core.classifiers import BinaryClassifier
from core.figures import police
from core.figures import theme as colours
from core.losses import CROSS_ENTROPY, SQUARED_ERROR
from core.newton import minimise_cross_entropy
from pages._ui import data, pictures
from pages._ui.page import question, theme
from pages._ui.plot import plot

question(
    "When is a number a yes?",
    "A sum becomes a probability, a probability becomes a decision. Each page asks one question; "
    "everything on it is computed while you look.",
)


def calls_and_sigmoid() -> None:
    table = data.police_table()
    x, reservations = np.linspace(0, 29, 200), table.inputs[:, :1]
    classifier = BinaryClassifier(1, positive=1)
    classifier.weights = minimise_cross_entropy(reservations, table.labels).weights[:, None]
    chart = police.axes(reservations[:, 0], "reservations", theme())
    police.add_curve(chart, x, classifier.predict_proba(x[:, None])[:, 0], theme())
    police.add_evenings(chart, reservations[:, 0], table.labels, theme())
    plot(
        chart,
        key="home-police",
        alt="30 evenings over their reservations, and the sigmoid that fits them best.",
        height="250px",
    )


def two_valleys() -> None:
    sides = ((SQUARED_ERROR, colours.SQUARED_ERROR), (CROSS_ENTROPY, colours.CROSS_ENTROPY))
    maps = (
        (data.reservations_surface(loss, 25.0, 2.5, 81).losses[::-1], loss.name, colour)
        for loss, colour in sides
    )
    show(
        (
            pictures.shades(losses, colour, f"the {name} from above, over b and w", theme())
            for losses, name, colour in maps
        ),
        columns=2,
    )


def learned_weights() -> None:
    weights = data.saved_model("softmax").weights[1:].T.reshape(-1, 28, 28)
    # A few weights are far larger than all others; the picture is about the others.
    limit = float(np.quantile(np.abs(weights), 0.99))
    show(
        (
            pictures.weights(image, limit, f"the weights of {digit}", theme())
            for digit, image in enumerate(weights)
        ),
        columns=5,
    )


def handwriting() -> None:
    _, test_set = data.mnist_sets()
    show(
        (
            pictures.digit(image.reshape(28, 28), f"a handwritten {label}", theme())
            for image, label in zip(test_set.inputs[:10], test_set.labels[:10], strict=True)
        ),
        columns=5,
    )


def show(images: Iterable[str], columns: int) -> None:
    st.html(f'<div class="thumbnails" style="--columns:{columns}">{"".join(images)}</div>')


PARTS = (
    ("police_calls.py", "Where does a straight line fail?", calls_and_sigmoid),
    ("loss_landscapes.py", "Why not simply square the error?", two_valleys),
    ("mnist_training.py", "How do 60,000 digits become 7,850 numbers?", learned_weights),
    ("draw_a_digit.py", "What does it see in your digit?", handwriting),
)
columns = [*st.columns(2, gap="medium"), *st.columns(2, gap="medium")]
for column, (page, title, picture) in zip(columns, PARTS, strict=True):
    with column.container(border=True, height="stretch", key=f"part-{page[:-3]}"):
        st.page_link(page, label=title)
        picture()
