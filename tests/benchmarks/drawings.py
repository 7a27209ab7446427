"""How the shipped models do on drawings, with and without each step before them, and when in doubt.

Prints the share of drawings that each model reads right, without one step or another and with
all; then the share of each kind of image of which the verdict is in doubt, by the shipped rule.
The drawings are those of tests/drawings.py: ten digits in one author's styles, trembling at random.
They show what a step is worth; people's own drawings are more varied, and harder.
"""

import numpy as np
from threadpoolctl import threadpool_limits

from core import saved
from core.datasets import mnist
from core.datasets.dataset import Dataset
from core.drawing import Steps, digit_from_strokes, stages
from core.neighbours import LEAST_PROBABILITY, LEAST_SIMILARITY, Neighbours
from tests.drawings import drawings, other_drawings

SIDE, PEN = 1000, 70
MODELS = ("one-vs-rest", "softmax", "hidden-layer")
PREPARATIONS = {
    "only shrunk": Steps(crop=False, fit=False, centre=False),
    "not cropped": Steps(crop=False),
    "not fitted": Steps(fit=False),
    "not centred": Steps(centre=False),
    "all steps": Steps(),
}


def on_the_pad(strokes: list[np.ndarray], random: np.random.Generator) -> list[np.ndarray]:
    """Somewhere on the pad, half to nine tenths of it high."""
    points = np.concatenate(strokes)
    low, size = points.min(axis=0), np.ptp(points, axis=0).max()
    scale = random.uniform(0.5, 0.9) * SIDE / size
    place = random.uniform(0, SIDE - scale * np.ptp(points, axis=0))
    return [(stroke - low) * scale + place for stroke in strokes]


def show_preparations(copies: int = 30) -> None:
    random = np.random.default_rng(0)
    drawn = [(label, on_the_pad(strokes, random)) for label, strokes in drawings(copies)]
    labels = np.array([label for label, _ in drawn])
    print(f"{len(drawn)} drawings: {'':5}" + "".join(f"{name:>14}" for name in MODELS))
    for title, steps in PREPARATIONS.items():
        images = np.stack([stages(each, SIDE, PEN, steps)[-1].ravel() for _, each in drawn])
        right = (np.mean(saved.load(name).predict(images) == labels) for name in MODELS)
        print(f"{title:20}" + "".join(f"{share:14.1%}" for share in right))


def show_doubts(train_set: Dataset, test_set: Dataset, copies: int = 30) -> None:
    neighbours, model = Neighbours(train_set), saved.load("hidden-layer")

    def doubted(images: np.ndarray) -> np.ndarray:
        outputs = model.predict_proba(images)
        judged = (
            neighbours.judge(neighbours.similarities(image), output)
            for image, output in zip(images, outputs, strict=True)
        )
        return np.array([not each.sure for each in judged])

    print(f"\nin doubt: similarity below {LEAST_SIMILARITY}, ŷ below {LEAST_PROBABILITY}")
    tested = doubted(test_set.inputs)
    wrong = model.predict(test_set.inputs) != test_set.labels
    print(f"{'MNIST test images':20}{tested.mean():14.1%}")
    print(f"{'those taken wrongly':20}{tested[wrong].mean():14.1%}")
    groups: dict[str, list] = {}
    for _, strokes in drawings(copies):
        groups.setdefault("digits", []).append(digit_from_strokes(strokes).ravel())
    for kind, strokes in other_drawings(copies):
        groups.setdefault(kind, []).append(digit_from_strokes(strokes).ravel())
    for kind, images in groups.items():
        print(f"{kind:20}{doubted(np.stack(images)).mean():14.1%}")


if __name__ == "__main__":
    # As on the server.
    with threadpool_limits(1):
        show_preparations()
        show_doubts(*mnist.load())
