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

# Of so many axes, learned from so many images: MNIST's nearest five are then found among some
# hundred candidates.
_AXES = 63
_SAMPLE = 3_000
_AT_ONCE = 1_000
# Of the images with the highest bounds; the most similar are nearly always among them.
_LIKELY = 50
# Where more than that of an image's length isn't told by the axes, thousands could be similar.
_LONGEST_REST = 0.5
# Added to each rest's square, it lifts a bound by as much or more, as float32 rounds off less.
_ROUNDING = 1e-5


@dataclass(frozen=True)
class Judgement:
    """How far a best answer can be trusted.

    probability: what the model gives it. similarity: the mean to the most similar training images
    with that label; None where they weren't asked for.
    """

    answer: int
    probability: float
    similarity: float | None

    @property
    def sure(self) -> bool:
        """Whether the image is like a digit, and like one digit more than the others."""
        unlike = self.similarity is not None and self.similarity < LEAST_SIMILARITY
        return self.probability >= LEAST_PROBABILITY and not unlike


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
        self._images, self._lengths = digits.inputs, _lengths(digits.inputs)
        self._matrix, self._order = digits.design_matrix
        labels = digits.labels[self._order]
        self._rows = [np.flatnonzero(labels == label) for label in range(labels.max() + 1)]
        self._axes = _main_axes(digits.inputs)
        self._short = np.empty((len(labels), self._axes.shape[1] + 1), np.float32)
        for first in range(0, len(labels), _AT_ONCE):
            rows = slice(first, first + _AT_ONCE)
            self._short[rows] = _with_rest(self._cosines(self._order[rows], self._axes).T)

    def similarities(self, image: np.ndarray) -> Compared:
        """Compare an image (784,) with some ink with each of the set, for the methods below."""
        direction = (image / np.linalg.norm(image)).astype(np.float32)
        short = _with_rest((direction @ self._axes)[None])[0]
        # Of an image unlike all digits, say one in a corner, the axes tell too little.
        if short[-1] > _LONGEST_REST:
            # The column of ones takes no part.
            products = self._matrix @ np.append(np.float32(0), direction)[:, None]
            return Compared(direction, products[:, 0] / self._lengths[self._order])
        return Compared(direction, self._short @ short)

    def nearest(self, compared: Compared, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The `count` most similar images, the best first: their indices and similarities."""
        return self._most_similar(self._order, compared.bounds, compared.direction, count)

    def judge(self, compared: Compared, probabilities: np.ndarray) -> Judgement:
        """Whether the best of a model's ten probabilities is to be trusted."""
        answer = int(probabilities.argmax())
        rows = self._rows[answer]
        _, alike = self._most_similar(
            self._order[rows], compared.bounds[rows], compared.direction, LIKENESSES
        )
        return Judgement(answer, float(probabilities[answer]), float(alike.mean()))

    def _most_similar(
        self, images: np.ndarray, bounds: np.ndarray, direction: np.ndarray, count: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """The same of some images, by their indices and their similarities' bounds."""
        likely = _highest(bounds, min(_LIKELY, len(bounds)))
        least = np.sort(self._cosines(images[likely], direction))[-count]
        # Whatever can't be more similar than the last of these needn't be looked at.
        possible = bounds > least
        possible[likely] = True
        images = images[possible]
        cosines = self._cosines(images, direction)
        best = _highest(cosines, count)
        return images[best], cosines[best]

    def _cosines(self, images: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """Of some images, by their indices, to a direction (d,) or to k of them, (d, k)."""
        return (self._images[images].astype(np.float32) @ directions).T / self._lengths[images]


def _with_rest(along: np.ndarray) -> np.ndarray:
    """Directions along the main axes, (n, k), and the length of what these don't tell: (n, k + 1).

    The product of two such rows is a bound of the cosine.
    """
    rest = np.maximum(1 - np.square(along).sum(axis=1), 0)
    return np.column_stack([along, np.sqrt(rest + _ROUNDING)])


def _main_axes(images: np.ndarray) -> np.ndarray:
    """The directions, at right angles, that tell most of some of the images' directions: (d, k)."""
    some = images[:: max(1, len(images) // _SAMPLE)].astype(np.float32)
    some /= _lengths(some)[:, None]
    _, axes = np.linalg.eigh(some.T @ some)
    # A copy, as the others are not needed.
    return axes[:, -_AXES:].copy()


def _lengths(images: np.ndarray) -> np.ndarray:
    lengths = np.sqrt(np.einsum("ij,ij->i", images, images, dtype=np.float32))
    # An empty image is like none.
    return np.where(lengths > 0, lengths, np.inf)


def _highest(values: np.ndarray, count: int) -> np.ndarray:
    """The places of the highest values, the highest first."""
    places = np.argpartition(values, -count)[-count:]
    return places[np.argsort(-values[places], kind="stable")]
