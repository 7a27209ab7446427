"""Which training images are most like an image, and when an answer is doubted."""

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from core import neighbours, saved
from core.datasets.dataset import Dataset
from core.drawing import digit_from_strokes
from core.neighbours import LEAST_PROBABILITY, LEAST_SIMILARITY, Judgement, Neighbours
from tests.drawings import drawings, other_drawings


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="module")
def all_digits(mnist_sets):
    return Neighbours(mnist_sets[0])


@pytest.fixture(scope="module")
def judge(all_digits):
    model = saved.load("hidden-layer")

    def judged(image):
        probabilities = model.predict_proba(image.reshape(1, -1))[0]
        return all_digits.judge(all_digits.similarities(image.ravel()), probabilities)

    return judged


# As they are, and in a corner, where the main axes of a set of digits tell next to nothing of them.
@pytest.mark.parametrize("offset", [0, 9])
def test_the_nearest_are_those_of_the_plain_formula(mnist_sets, offset, monkeypatch):
    # So that the others must be found by their bounds.
    monkeypatch.setattr(neighbours, "_LIKELY", 5)
    digits = Dataset(mnist_sets[0].inputs[:2000], mnist_sets[0].labels[:2000])
    some_digits = Neighbours(digits)
    X = digits.inputs.astype(float)
    for image in mnist_sets[1].inputs[:20].astype(float):
        image = np.roll(image.reshape(28, 28), offset, axis=(0, 1)).ravel()
        cosines = X @ image / np.linalg.norm(X, axis=1) / np.linalg.norm(image)
        nearest, similarities = some_digits.nearest(some_digits.similarities(image), 5)
        np.testing.assert_array_equal(nearest, np.argsort(-cosines)[:5])
        np.testing.assert_allclose(similarities, cosines[nearest], rtol=1e-5)


def test_an_image_of_the_set_is_most_like_itself_however_bold(mnist_sets, all_digits):
    image = mnist_sets[0].inputs[12_345]
    for bold in (1.0, 0.3):
        nearest, similarities = all_digits.nearest(all_digits.similarities(bold * image), 2)
        assert nearest[0] == 12_345
        assert similarities[0] == pytest.approx(1, abs=1e-5)


def test_an_empty_image_in_the_set_is_like_none():
    images = np.zeros((2, 784), np.uint8)
    images[1, 300] = 9
    two = Neighbours(Dataset(images, np.arange(2)))
    nearest, similarities = two.nearest(two.similarities(images[1]), 2)
    assert nearest.tolist() == [1, 0]
    assert similarities == pytest.approx([1, 0])


def test_the_similarity_is_to_images_of_the_answer(mnist_sets, all_digits):
    train_set = mnist_sets[0]
    image = mnist_sets[1].inputs[0]
    probabilities = np.full(10, 0.02)
    probabilities[3] = 0.82
    judgement = all_digits.judge(all_digits.similarities(image), probabilities)
    threes = train_set.inputs[train_set.labels == 3].astype(float)
    cosines = threes @ image / np.linalg.norm(threes, axis=1) / np.linalg.norm(image)
    assert judgement.answer == 3
    assert judgement.probability == pytest.approx(0.82)
    assert judgement.similarity == pytest.approx(np.sort(cosines)[-3:].mean(), rel=1e-5)


@pytest.mark.parametrize(
    ("probability", "similarity", "sure"),
    [
        (LEAST_PROBABILITY, LEAST_SIMILARITY, True),
        (LEAST_PROBABILITY - 0.01, 1.0, False),
        (1.0, LEAST_SIMILARITY - 0.01, False),
    ],
)
def test_an_answer_is_doubted_below_either_threshold(probability, similarity, sure):
    assert Judgement(7, probability, similarity).sure is sure


def test_few_digits_are_doubted_and_most_of_the_wrong_answers(mnist_sets, judge):
    test_set = mnist_sets[1]
    chosen = range(0, 10_000, 10)
    judged = [judge(test_set.inputs[i]) for i in chosen]
    doubted = np.array([not each.sure for each in judged])
    wrong = np.array([each.answer for each in judged]) != test_set.labels[list(chosen)]
    assert doubted.mean() < 0.06
    assert doubted[wrong].mean() > 0.5


def test_drawn_digits_are_trusted_and_what_is_none_is_doubted(judge):
    digits = [judge(digit_from_strokes(strokes)) for _, strokes in drawings(4, seed=1)]
    assert np.mean([each.sure for each in digits]) > 0.95
    for kind in ("line across", "face", "cross", "spiral", "two digits", "scribble"):
        others = [
            judge(digit_from_strokes(strokes))
            for name, strokes in other_drawings(10, seed=1)
            if name == kind
        ]
        assert np.mean([not each.sure for each in others]) >= 0.6, kind
