"""What each shipped model says of an entered digit, and how often it is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.drawing import Example
from core.metrics import accuracy, confusion_matrix, wilson_interval
from pages._ui import data

if TYPE_CHECKING:
    from pages._ui.bench.shelf import Entry

# Each shipped model, and what it is called.
MODELS = {
    "fives": "is it a 5?",
    "one-vs-rest": "ten sigmoids",
    "softmax": "softmax",
    "hidden-layer": "hidden layer",
}


@dataclass(frozen=True, eq=False)
class Answers:
    """The image that the models got, (784,), and ŷ of each, by its name."""

    image: np.ndarray
    outputs: dict[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Score:
    """How a model does on n entries.

    right, predicted: (n,), the class that it should have said and the one that it said; names: of
    the classes. sureness: (n,), the probability that it gave to what it said.
    """

    names: tuple[str, ...]
    right: np.ndarray
    predicted: np.ndarray
    sureness: np.ndarray

    @property
    def accuracy(self) -> float:
        return accuracy(self.right, self.predicted)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the accuracy lies with 95 % confidence."""
        return wilson_interval(int(np.sum(self.right == self.predicted)), len(self.right))

    @property
    def confusion(self) -> np.ndarray:
        return confusion_matrix(self.right, self.predicted, len(self.names))

    @property
    def failures(self) -> np.ndarray:
        """The places of the wrong answers, the latest first."""
        return np.flatnonzero(self.right != self.predicted)[::-1]


def answer(example: Example) -> Answers:
    """Ask all models."""
    image = example.image().reshape(1, -1)
    outputs = {name: data.saved_model(name).predict_proba(image)[0] for name in MODELS}
    return Answers(image[0], outputs)


def score(entries: Sequence["Entry"], name: str) -> Score:
    """How that model does on all entries, of which there is at least one."""
    labels = np.array([entry.example.label for entry in entries])
    outputs = np.array([entry.answers.outputs[name] for entry in entries])
    classes = tuple(map(str, range(10)))
    if outputs.shape[1] == 1:
        # One sigmoid gives the probability of yes; what remains is that of no.
        outputs = np.hstack([1 - outputs, outputs])
        classes = ("not 5", "5")
    right = data.saved_model(name).answers(labels)
    return Score(classes, right, outputs.argmax(axis=1), outputs.max(axis=1))
