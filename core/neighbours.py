"""Which training images an image is most like, and whether it is like those of any digit at all."""

from dataclasses import dataclass

import numpy as np

from core.datasets.dataset import Dataset

# A model is sure enough of an image above both. Each doubts about 2 % of MNIST's test images:
# together 3.5 %, but nearly three in four of those that the hidden layer takes for a wrong digit.
LEAST_PROBABILITY = 0.9
LEAST_SIMILARITY = 0.75
# So many of the most similar images tell how similar an image is to a class.
LIKENESSES = 3


@dataclass(frozen=True)
class Judgement:
    """How far a best answer can be trusted.

    probability: what the model gives it. similarity: the mean to the most similar training images
    with that label.
    """

    answer: int
    probability: float
    similarity: float

    @property
    def sure(self) -> bool:
        """Whether the image is like a digit, and like one digit more than the others."""
        return self.probability >= LEAST_PROBABILITY and self.similarity >= LEAST_SIMILARITY


class Neighbours:
    """A set of labelled images, ready to be compared with one more.

    The similarity is the cosine x·y / (‖x‖ ‖y‖): 1 for the same image however bold, 0 for images
    that share no ink.
    """

    def __init__(self, digits: Dataset):
        self._pack, self._order = digits.design_matrix
        self._labels = digits.labels[self._order]
        lengths = np.linalg.norm(digits.inputs.astype(np.float32), axis=1)
        # An empty image is like none.
        self._lengths = np.where(lengths > 0, lengths, np.inf)[self._order]

    def similarities(self, image: np.ndarray) -> np.ndarray:
        """Of an image (784,) with some ink to each of the set, (n,), for the methods below."""
        # The column of ones takes no part.
        direction = np.concatenate([[0.0], image / np.linalg.norm(image)]).reshape(-1, 1)
        return (self._pack @ direction)[:, 0] / self._lengths

    def nearest(self, similarities: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The `count` most similar images, the best first: their indices and similarities."""
        best = _highest(similarities, count)
        return self._order[best], similarities[best]

    def judge(self, similarities: np.ndarray, probabilities: np.ndarray) -> Judgement:
        """Whether the best of a model's ten probabilities is to be trusted."""
        answer = int(probabilities.argmax())
        alike = similarities[self._labels == answer]
        similarity = alike[_highest(alike, LIKENESSES)].mean()
        return Judgement(answer, float(probabilities[answer]), float(similarity))


def _highest(values: np.ndarray, count: int) -> np.ndarray:
    """The places of the highest values, the highest first."""
    places = np.argpartition(values, -count)[-count:]
    return places[np.argsort(-values[places], kind="stable")]
