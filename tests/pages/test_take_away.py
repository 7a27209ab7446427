"""What is taken home is the run, to the digit: history, weights, and the code that repeats it."""

import contextlib
import csv
import io
import threading

import numpy as np
import pytest

from core.training import Plan
from pages._ui.data import mnist_digits
from pages._ui.lab import take_away
from pages._ui.run import RunPlan
from pages._ui.runs import Runs

PLANS = [
    RunPlan("fives", Plan(1e-5, 4), digit=8),
    RunPlan("ten sigmoids", Plan(1e-5, 4)),
    RunPlan("softmax", Plan(0.5, 40, batch_size=100, seed=3, input_scale=255.0)),
]


@pytest.fixture(scope="module")
def manager():
    manager = Runs(is_active=lambda _: True)
    yield manager
    manager.close()


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.model)
def test_the_code_repeats_the_run_to_the_digit(manager, plan):
    run = manager.get(plan, mnist_digits())
    run.start("ann")
    ended = threading.Event()
    while run.state.status != "finished":
        assert run.state.status in ("waiting", "running")
        ended.wait(0.02)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        names = {}
        exec(take_away.notebook(plan), names)
    repeated = {line.split()[0]: line.split()[1:] for line in printed.getvalue().splitlines()}
    history = list(csv.DictReader(io.StringIO(take_away.history(run.state))))
    assert len(history) > 4
    assert int(history[-1]["iteration"]) == plan.plan.iterations
    for row in history:
        assert repeated[row["iteration"]] == [row["training_loss"], row["test_accuracy"]]
    with np.load(io.BytesIO(take_away.weights(run.state.moments[-1]))) as file:
        np.testing.assert_array_equal(file["weights"], names["snapshot"].weights.astype(np.float32))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.model)
def test_the_code_is_about_ten_lines(plan):
    lines = [line for line in take_away.notebook(plan).splitlines() if line]
    assert len(lines) <= 11
    assert max(map(len, lines)) <= 120
