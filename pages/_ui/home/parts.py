"""The parts of the lecture on the map: a small picture, two sentences, and the way there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from core.activations import sigmoid, softmax
from core.classifiers import LinearRegression
from core.figures.theme import CROSS_ENTROPY, NO, SQUARED_ERROR, YES
from core.losses import CROSS_ENTROPY as CROSS_ENTROPY_LOSS
from core.losses import SQUARED_ERROR as SQUARED_ERROR_LOSS
from core.newton import minimise_cross_entropy
from pages._ui import answers, data, pictures
from pages._ui.epochs import race
from pages._ui.home.sketch import Sketch
from pages._ui.landscapes import results
from pages._ui.landscapes.setting import Fields
from pages._ui.page import theme


@dataclass(frozen=True)
class Part:
    """One part of the lecture: where it is shown, and how the map shows it.

    number: as the lecture counts. picture: draws it now, as HTML.
    """

    number: str
    title: str
    words: str
    page: str
    picture: Callable[[], str]
    link: Mapping[str, str] = field(default_factory=dict)


def losses() -> str:
    sketch = Sketch((0, 300), (0.3, 2.2))
    for course, dash in zip(race.courses(0.3, 0), ("", "12 6", "3 6"), strict=True):
        shown = course.seen <= 300
        sketch.curve(course.seen[shown], course.losses[shown], CROSS_ENTROPY, dash)
    return sketch.drawn("The losses of SGD, mini-batch and batch over the examples seen.")


def _evenings(sketch: Sketch) -> Sketch:
    table = data.police_table()
    x, labels = table.inputs[:, 0], table.labels
    sketch.dots(x[labels == 0], labels[labels == 0], NO)
    return sketch.dots(x[labels == 1], labels[labels == 1], YES, triangles=True)


def line() -> str:
    table, ends = data.police_table(), np.array([[0.0], [29.0]])
    fitted = LinearRegression(1).fit(table.inputs[:, :1], table.labels).predict(ends)
    sketch = _evenings(Sketch((0, 29), (-0.3, 1.3)))
    return sketch.curve(ends[:, 0], fitted, theme().ink, "10 6").drawn(
        "Two rows of dots, and a straight line through them that leaves the range from 0 to 1."
    )


def curve() -> str:
    x = np.linspace(-7, 7, 60)
    return (
        Sketch((-7, 7), (-0.1, 1.1))
        .curve(x, sigmoid(x), theme().ink)
        .drawn("The sigmoid, from 0 to 1.")
    )


def _valley(loss, colour: str) -> str:
    grid = results.grid(Fields().setting(), loss, 81).losses[::-1]
    shown = np.log(grid)
    return pictures.shades(shown[20:61], colour, f"The {loss.name} from above.", theme())


def squared_error() -> str:
    return _valley(SQUARED_ERROR_LOSS, SQUARED_ERROR)


def cross_entropy() -> str:
    return _valley(CROSS_ENTROPY_LOSS, CROSS_ENTROPY)


def evenings() -> str:
    table = data.police_table()
    model = minimise_cross_entropy(table.inputs[:, :1], table.labels)
    x = np.linspace(0, 29, 80)
    sketch = _evenings(Sketch((0, 29), (-0.3, 1.3)))
    return sketch.curve(x, sigmoid(model.weights[0] + model.weights[1] * x), theme().ink).drawn(
        "The evenings, and the sigmoid that fits them best."
    )


def digits() -> str:
    _, test_set = data.mnist_sets()
    return _row(
        pictures.digit(image.reshape(28, 28), f"a handwritten {label}", theme())
        for image, label in zip(test_set.inputs[:8], test_set.labels[:8], strict=True)
    )


def one_digit() -> str:
    return _weights("fives", ["a five"])


def ten_digits() -> str:
    return _weights("one-vs-rest", [str(digit) for digit in range(8)])


def _weights(model: str, names: list[str]) -> str:
    weights = data.saved_model(model).weights[1:].T.reshape(-1, 28, 28)
    # A few weights are far larger than all others; the picture is about the others.
    limit = float(np.quantile(np.abs(weights), 0.99))
    return _row(
        pictures.weights(image, limit, f"the weights of {name}", theme())
        for image, name in zip(weights, names, strict=False)
    )


def shares() -> str:
    values = softmax(np.array([2, 1, 0.1]))
    return (
        Sketch((-0.6, 2.6), (0, 0.85))
        .bars(np.arange(3), values, [f"{value:.4f}" for value in values], theme().ink)
        .drawn("Softmax of 2, 1 and 0.1: 0.6590, 0.2424, 0.0986.")
    )


def own_digit() -> str:
    _, test_set = data.mnist_sets()
    image, inputs = test_set.inputs[61].reshape(28, 28), test_set.inputs[61:62]
    outputs = data.saved_model("softmax").predict_proba(inputs)[0]
    words = f"<p>{answers.best_two(outputs, sure=True)}</p>"
    return _row([pictures.digit(image, "a handwritten digit", theme()), words])


def _row(items) -> str:
    return f'<div class="row">{"".join(items)}</div>'


PARTS = (
    Part(
        "1",
        "Epochs and batches",
        "An epoch is once through all examples. One careful step for it, or 99 hasty ones?",
        "epochs_and_batches",
        losses,
    ),
    Part(
        "2",
        "Where a line fails",
        "Yes or no are two rows of dots. A straight line says less than never and more than "
        "always.",
        "police_calls",
        line,
        {"chapter": "The line"},
    ),
    Part(
        "3",
        "The sigmoid",
        "It turns any sum into a probability. A threshold turns that into a decision.",
        "police_calls",
        curve,
        {"chapter": "The sigmoid"},
    ),
    Part(
        "4",
        "The squared error",
        "Over the weights it is full of plateaus. A ball that starts there stays there.",
        "loss_landscapes",
        squared_error,
        {"chapter": "Twin descent"},
    ),
    Part(
        "5",
        "The cross-entropy",
        "Its slope is the error itself. So there is one valley, and a way down from everywhere.",
        "loss_landscapes",
        cross_entropy,
        {"chapter": "Basin map"},
    ),
    Part(
        "6",
        "The police classifier",
        "Train it and watch the curve bend. More inputs have a page of their own.",
        "police_calls",
        evenings,
        {"chapter": "Training"},
    ),
    Part(
        "7",
        "Handwritten digits",
        "28 × 28 grey pixels each, 70,000 of them. Look at them as numbers.",
        "mnist_training",
        digits,
        {"view": "The data"},
    ),
    Part(
        "8",
        "A five, or not",
        "785 weights tell fives from all the rest. Watch them being learned.",
        "mnist_training",
        one_digit,
        {"model": "fives", "iterations": "100", "view": "Training"},
    ),
    Part(
        "9",
        "Ten sigmoids",
        "Ten detectors, each for one digit. The highest output wins.",
        "mnist_training",
        ten_digits,
        {"model": "ten sigmoids", "view": "Training"},
    ),
    Part(
        "10",
        "Softmax",
        "It shares out 100 % among the ten. The gradient is ŷ − y once more.",
        "one_hot_and_softmax",
        shares,
    ),
    Part(
        "and then",
        "Your own digit",
        "Draw one and see what they see in it. Then test them with a hundred.",
        "draw_a_digit",
        own_digit,
    ),
)
