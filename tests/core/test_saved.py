"""The shipped models: how good they are, and that the command still makes them."""

from itertools import islice

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from core import saved
from core.classifiers import BinaryClassifier, OneVsRestClassifier, SoftmaxClassifier
from core.hidden_layer import HiddenLayerClassifier
from core.metrics import accuracy
from core.training import Plan, train

SHIPPED = {
    "fives": (BinaryClassifier, (785, 1), 0.975),
    "one-vs-rest": (OneVsRestClassifier, (785, 10), 0.915),
    "softmax": (SoftmaxClassifier, (785, 10), 0.923),
    "hidden-layer": (HiddenLayerClassifier, (257, 10), 0.985),
}


@pytest.fixture(autouse=True)
def one_thread():
    with threadpool_limits(1):
        yield


def share_right(model, test_set):
    return accuracy(model.answers(test_set.labels), model.predict(test_set.inputs))


def test_the_shipped_models_are_those_that_there_are_recipes_for():
    assert saved.RECIPES.keys() == SHIPPED.keys()
    assert {path.name for path in saved.FOLDER.iterdir()} == {f"{name}.npz" for name in SHIPPED}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_model_is_good_at_raw_images(mnist_sets, name):
    kind, shape, least = SHIPPED[name]
    model = saved.load(name)
    assert type(model) is kind
    assert model.weights.shape == shape
    assert model.weights.dtype == np.float64
    assert share_right(model, mnist_sets[1]) >= least


def test_the_shipped_models_are_small():
    assert sum(path.stat().st_size for path in saved.FOLDER.iterdir()) < 1_000_000


@pytest.mark.parametrize(
    ("name", "parts"), [("softmax", ["weights"]), ("hidden-layer", ["weights", "hidden_weights"])]
)
def test_a_model_comes_back_as_it_was_saved(tmp_path, name, parts):
    model = saved.load(name)
    for part in parts:
        setattr(model, part, getattr(model, part) + 1)
    saved.save(name, model, tmp_path)
    again = saved.load(name, tmp_path)
    for part in parts:
        np.testing.assert_allclose(getattr(again, part), getattr(model, part), rtol=1e-6)


def test_a_file_that_could_run_code_is_not_read(tmp_path):
    np.savez(tmp_path / "fives.npz", weights=np.array([print], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle=False"):
        saved.load("fives", tmp_path)


def test_there_is_no_model_of_another_name():
    with pytest.raises(KeyError):
        saved.load("sevens")


@pytest.mark.parametrize(
    ("name", "least"),
    [("fives", 0.96), ("one-vs-rest", 0.86), ("softmax", 0.88), ("hidden-layer", 0.9)],
)
def test_a_little_training_by_the_recipe_is_sensible_and_repeatable(mnist_sets, name, least):
    train_set, test_set = mnist_sets
    model, again = (saved.make(name, train_set, iterations=400) for _ in range(2))
    assert share_right(model, test_set) > least
    np.testing.assert_array_equal(model.weights, again.weights)


def test_a_training_can_be_cut_short(mnist_sets):
    recipe = saved.RECIPES["fives"]
    snapshots = train(recipe.model(), mnist_sets[0], recipe.plan)
    for snapshot in islice(snapshots, 3):
        model = saved.make("fives", mnist_sets[0], snapshot.iteration)
        np.testing.assert_array_equal(model.weights, snapshot.weights)


def test_the_command_writes_models_that_can_be_loaded(mnist_sets, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(saved.mnist, "load", lambda: mnist_sets)
    for name, recipe in saved.RECIPES.items():
        plan = Plan(learning_rate=0.1, iterations=50, batch_size=100, input_scale=255)
        monkeypatch.setitem(saved.RECIPES, name, saved.Recipe(recipe.model, plan, recipe.train))
    saved.main([], tmp_path)
    printed = [
        f"{name}: {share_right(saved.load(name, tmp_path), mnist_sets[1]):.2%} "
        "of the test images right"
        for name in SHIPPED
    ]
    assert capsys.readouterr().out.splitlines() == printed


def test_the_command_makes_only_what_is_named(mnist_sets, tmp_path, monkeypatch):
    monkeypatch.setattr(saved.mnist, "load", lambda: mnist_sets)
    plan = Plan(learning_rate=0.1, iterations=1, batch_size=100)
    recipe = saved.Recipe(saved.RECIPES["fives"].model, plan)
    monkeypatch.setitem(saved.RECIPES, "fives", recipe)
    saved.main(["fives"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["fives.npz"]


def test_the_recipe_makes_the_shipped_weights(mnist_sets):
    weights, shipped = saved.make("fives", mnist_sets[0]).weights, saved.load("fives").weights
    # Another processor rounds float32 otherwise, 12,000 times in turn.
    np.testing.assert_allclose(weights, shipped, atol=1e-3 * abs(shipped).max())
