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

# With so many numbers an image, the 64th the rest's length, MNIST's five nearest are found among
# some hundred candidates; they are learned from so many images.
_AXES = 63
_SAMPLE = 6_000
_AT_ONCE = 1_000
# The best by their bounds, among which the most similar are in nearly all cases.
_LIKELY = 50
# Added to each rest's square, it lifts a bound by as much: more than float32 rounds off.
_ROUNDING = 1e-5


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


@dataclass(frozen=True, eq=False)
class Compared:
    """An image compared with a set: its direction x / ‖x‖, and how similar each can be at most."""

    direction: np.ndarray
    bounds: np.ndarray


class Neighbours:
    """A set of labelled images, ready to be compared with one more.

    The similarity is the cosine x·y / (‖x‖ ‖y‖): 1 for the same image however bold, 0 for images
    that share no ink. It is worked out for the few images that may be among the most similar: in
    the directions in which a set varies most, a few numbers an image tell most of a cosine, and the
    rest of it is at most the product of the two rests' lengths (Cauchy and Schwarz).
    """

    def __init__(self, digits: Dataset):
        # By label, so that the images of a class stand in one slice.
        self._order = np.argsort(digits.labels, kind="stable")
        labels = digits.labels[self._order]
        self._classes = np.searchsorted(labels, np.arange(labels[-1] + 2))
        self._images = digits.inputs
        self._lengths = np.empty(len(labels), np.float32)
        self._axes = _main_axes(digits.inputs)
        self._told = np.empty((len(labels), self._axes.shape[1] + 1), np.float32)
        for first in range(0, len(labels), _AT_ONCE):
            rows = slice(first, first + _AT_ONCE)
            pixels = self._images[self._order[rows]].astype(np.float32)
            self._lengths[rows] = _lengths(pixels)
            self._told[rows] = self._in_short(pixels / self._lengths[rows, None])

    def similarities(self, image: np.ndarray) -> Compared:
        """Compare an image (784,) with some ink with each of the set, for the methods below."""
        direction = (image / np.linalg.norm(image)).astype(np.float32)
        return Compared(direction, self._told @ self._in_short(direction[None])[0])

    def nearest(self, compared: Compared, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The `count` most similar images, the best first: their indices and similarities."""
        return self._most_similar(compared, 0, len(self._order), count)

    def judge(self, compared: Compared, probabilities: np.ndarray) -> Judgement:
        """Whether the best of a model's ten probabilities is to be trusted."""
        answer = int(probabilities.argmax())
        start, stop = self._classes[answer : answer + 2]
        _, alike = self._most_similar(compared, start, stop, LIKENESSES)
        return Judgement(answer, float(probabilities[answer]), float(alike.mean()))

    def _most_similar(
        self, compared: Compared, start: int, stop: int, count: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """The same of the rows from start to stop."""
        bounds = compared.bounds[start:stop]
        likely = _highest(bounds, min(_LIKELY, len(bounds)))
        least = np.sort(self._cosines(compared, start + likely))[-count]
        # Whatever can't be as similar as these needn't be looked at.
        rows = start + np.flatnonzero(bounds >= least)
        cosines = self._cosines(compared, rows)
        best = _highest(cosines, count)
        return self._order[rows[best]], cosines[best]

    def _cosines(self, compared: Compared, rows: np.ndarray) -> np.ndarray:
        pixels = self._images[self._order[rows]].astype(np.float32)
        return pixels @ compared.direction / self._lengths[rows]

    def _in_short(self, directions: np.ndarray) -> np.ndarray:
        """Directions (n, 784) along the main axes, and the length of the rest: (n, k + 1)."""
        told = directions @ self._axes
        rest = np.maximum(1 - np.square(told).sum(axis=1), 0)
        return np.column_stack([told, np.sqrt(rest + _ROUNDING)])


def _main_axes(images: np.ndarray) -> np.ndarray:
    """The directions, at right angles, that tell most of some of the images' directions: (d, k)."""
    some = images[:: max(1, len(images) // _SAMPLE)].astype(np.float32)
    some /= _lengths(some)[:, None]
    _, axes = np.linalg.eigh(some.T @ some)
    return axes[:, -_AXES:]


def _lengths(pixels: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(pixels, axis=1)
    # An empty image is like none.
    return np.where(lengths > 0, lengths, np.inf)


def _highest(values: np.ndarray, count: int) -> np.ndarray:
    """The places of the highest values, the highest first."""
    places = np.argpartition(values, -count)[-count:]
    return places[np.argsort(-values[places], kind="stable")]
