"""What training on varied images is worth, on MNIST's test images and on drawings; takes minutes.

Prints for each shipped model, trained on the images as they are and on varied ones, the share of
test images and of drawings that it reads right, and the seconds that its training took. The
drawings are those of tests/drawings.py, in one author's styles: see tests/benchmarks/drawings.
"""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from threadpoolctl import threadpool_limits

from core import saved
from core.classifiers import LinearClassifier
from core.datasets import mnist
from core.datasets.dataset import Dataset
from core.drawing import digit_from_strokes
from core.hidden_layer import train_varied
from core.training import Plan, train
from core.variations import vary
from tests.drawings import drawings


def untouched(images: np.ndarray, _: np.random.Generator) -> np.ndarray:
    return images


def linear(name: str, train_set: Dataset, change: Callable, epochs: int) -> LinearClassifier:
    """A shipped linear model, trained on changed images, new in each epoch."""
    random = np.random.default_rng(0)
    model = saved.RECIPES[name].model()
    for epoch in range(epochs):
        images = np.rint(change(train_set.inputs, random)).clip(0, 255).astype(np.uint8)
        plan = Plan(0.1, len(images) // 100, batch_size=100, seed=epoch, input_scale=255)
        for _ in train(model, Dataset(images, train_set.labels), plan):
            pass
    return model


def hidden(train_set: Dataset, change: Callable, epochs: int) -> LinearClassifier:
    """The shipped hidden layer's recipe, on changed images."""
    recipe = saved.RECIPES["hidden-layer"]
    model = recipe.model()
    updates = epochs * len(train_set) // recipe.plan.batch_size
    for _ in train_varied(model, train_set, replace(recipe.plan, iterations=updates), change):
        pass
    return model


def measure(train_set: Dataset, test_set: Dataset, epochs: int = 20, copies: int = 30) -> None:
    drawn = list(drawings(copies))
    images = np.stack([digit_from_strokes(strokes).ravel() for _, strokes in drawn])
    labels = np.array([label for label, _ in drawn])
    print(f"{'':24}{'MNIST test':>12}{'drawings':>12}{'seconds':>10}")
    for name in ("one-vs-rest", "softmax", "hidden-layer"):
        for change in (untouched, vary):
            begun = time.perf_counter()
            with threadpool_limits(1):
                model = (
                    hidden(train_set, change, 2 * epochs)
                    if name == "hidden-layer"
                    else linear(name, train_set, change, epochs)
                )
            seconds = time.perf_counter() - begun
            right = np.mean(model.predict(test_set.inputs) == test_set.labels)
            on_drawings = np.mean(model.predict(images) == labels)
            title = f"{name}{', varied' if change is vary else ''}"
            print(f"{title:24}{right:12.2%}{on_drawings:12.2%}{seconds:10.0f}", flush=True)


if __name__ == "__main__":
    measure(*mnist.load())
