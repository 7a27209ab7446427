"""What training on varied images is worth, on MNIST's test images and on drawings; takes minutes.

The drawings are those of tests/drawings.py, in one author's styles: see tests/benchmarks/drawings.
"""

import time

import numpy as np
from threadpoolctl import threadpool_limits

from core import saved
from core.datasets import mnist
from core.datasets.dataset import Dataset
from core.drawing import digit_from_strokes
from core.hidden_layer import train_varied
from core.training import Plan, train
from core.variations import vary
from tests.drawings import drawings

COPIES = 30
EPOCHS = 20


def untouched(images: np.ndarray, _: np.random.Generator) -> np.ndarray:
    return images


def linear(name: str, train_set: Dataset, change):
    """A shipped linear model, trained on changed images, new in each epoch."""
    random = np.random.default_rng(0)
    model = saved.RECIPES[name].model()
    for epoch in range(EPOCHS):
        images = np.rint(change(train_set.inputs, random)).clip(0, 255).astype(np.uint8)
        plan = Plan(0.1, len(images) // 100, batch_size=100, seed=epoch, input_scale=255)
        for _ in train(model, Dataset(images, train_set.labels), plan):
            pass
    return model


def hidden(train_set: Dataset, change):
    """The shipped hidden layer's recipe, on changed images."""
    recipe = saved.RECIPES["hidden-layer"]
    model = recipe.model()
    for _ in train_varied(model, train_set, recipe.plan, change):
        pass
    return model


def main() -> None:
    train_set, test_set = mnist.load()
    drawn = list(drawings(COPIES))
    images = np.stack([digit_from_strokes(strokes).ravel() for _, strokes in drawn])
    labels = np.array([label for label, _ in drawn])
    print(f"{'':24}{'MNIST test':>12}{'drawings':>12}{'seconds':>10}")
    for name in ("one-vs-rest", "softmax", "hidden-layer"):
        for change in (untouched, vary):
            begun = time.perf_counter()
            with threadpool_limits(1):
                model = (
                    hidden(train_set, change)
                    if name == "hidden-layer"
                    else linear(name, train_set, change)
                )
            seconds = time.perf_counter() - begun
            right = np.mean(model.predict(test_set.inputs) == test_set.labels)
            on_drawings = np.mean(model.predict(images) == labels)
            title = f"{name}{', varied' if change is vary else ''}"
            print(f"{title:24}{right:12.2%}{on_drawings:12.2%}{seconds:10.0f}", flush=True)


if __name__ == "__main__":
    main()
