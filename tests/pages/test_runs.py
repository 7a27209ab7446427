"""Runs: started, paused, stepped and stopped from any thread, shared, and ended with the server."""

import threading
import time

import numpy as np
import pytest

from core.datasets.dataset import Dataset
from core.training import Plan
from pages._ui import runs


@pytest.fixture
def small_digits(monkeypatch):
    """A few random images in place of the 60,000."""
    images = np.random.default_rng(0).integers(0, 256, (60, 784), dtype=np.uint8)
    dataset = Dataset(images, np.arange(60) % 10)
    monkeypatch.setattr(runs.data, "mnist_sets", lambda: (dataset, dataset))


@pytest.fixture
def manager(small_digits):
    manager = runs.Runs()
    yield manager
    manager.close()


def plan(iterations=50, **changes) -> runs.RunPlan:
    return runs.RunPlan("softmax", Plan(learning_rate=1e-6, iterations=iterations, **changes))


def wait_until(condition) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "It didn't come true within 20 seconds."
        threading.Event().wait(0.005)


def test_a_run_goes_to_its_end(manager):
    run = manager.get(plan())
    run.start()
    wait_until(lambda: run.state.status == "finished")
    assert [snapshot.iteration for snapshot in run.state.history] == list(range(51))
    assert run.state.seconds > 0


def test_the_status_says_running_before_start_returns(manager):
    run = manager.get(plan(iterations=100_000))
    run.start()
    assert run.state.status == "running"


def test_the_same_plan_is_the_same_run(manager):
    assert manager.get(plan()) is manager.get(plan())
    assert manager.get(plan()) is not manager.get(plan(seed=1))


def test_pause_holds_and_start_goes_on_from_there(manager):
    run = manager.get(plan(iterations=100_000))
    run.start()
    wait_until(lambda: len(run.state.history) > 3)
    run.pause()
    assert run.state.status == "paused"
    held = len(run.state.history)
    run.start()
    wait_until(lambda: len(run.state.history) > held + 3)
    iterations = [snapshot.iteration for snapshot in run.state.history]
    assert iterations == list(range(len(iterations))), "nothing was lost and nothing done twice"


def test_a_step_that_arrives_twice_is_one_step(manager):
    run = manager.get(plan())
    run.step(after=None)
    wait_until(lambda: run.state.status == "paused")
    before = run.state.last
    assert before.iteration == 1
    run.step(after=before)
    wait_until(lambda: run.state.status == "paused")
    run.step(after=before)
    assert (run.state.status, run.state.last.iteration) == ("paused", 2)


def test_a_step_leaves_a_run_alone_that_trains_or_has_ended(manager):
    run = manager.get(plan(iterations=100_000))
    run.start()
    run.step(after=run.state.last)
    assert run.state.status == "running"
    wait_until(lambda: len(run.state.history) > 3)
    run.stop()
    kept = run.state
    run.step(after=kept.last)
    assert run.state is kept


def test_stop_keeps_what_was_measured_and_start_begins_anew(manager):
    run = manager.get(plan(iterations=100_000))
    run.start()
    wait_until(lambda: len(run.state.history) > 3)
    run.stop()
    assert run.state.status == "stopped"
    kept = run.state.history
    assert len(kept) > 3
    run.start()
    wait_until(lambda: run.state.history)
    assert run.state.history[0].iteration == 0


def test_reset_forgets(manager):
    run = manager.get(plan())
    run.start()
    wait_until(lambda: run.state.history)
    run.reset()
    assert (run.state.status, run.state.history, run.state.seconds) == ("ready", (), 0)


def test_mini_batches_are_measured_a_bounded_number_of_times(manager):
    run = manager.get(plan(iterations=1_000, batch_size=7))
    run.start()
    wait_until(lambda: run.state.status == "finished")
    assert len(run.state.history) == runs.MOST_MEASURES + 1
    assert run.state.last.iteration == 1_000


def test_the_oldest_idle_run_makes_room(manager):
    first = manager.get(plan(seed=0))
    busy = manager.get(runs.RunPlan("fives", Plan(learning_rate=1e-6, iterations=100_000)))
    busy.start()
    for seed in range(1, runs.MOST_RUNS):
        manager.get(plan(seed=seed))
    assert manager.get(busy.plan) is busy, "a run that trains stays"
    assert manager.get(plan(seed=0)) is not first


def test_an_error_in_training_is_logged_and_told(manager, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("out of ink")

    monkeypatch.setattr(runs, "train", broken)
    run = manager.get(plan())
    run.start()
    wait_until(lambda: run.state.status == "failed")
    assert "out of ink" in caplog.text


def test_closing_the_manager_ends_every_thread(small_digits):
    manager, before = runs.Runs(), set(threading.enumerate())
    for seed in range(3):
        manager.get(plan(iterations=100_000, seed=seed)).start()
    manager.close()
    wait_until(lambda: set(threading.enumerate()) <= before)
