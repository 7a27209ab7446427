"""Runs: queued, paused, stepped and stopped from any thread, held when nobody watches, kept."""

from types import SimpleNamespace

import numpy as np
import pytest

from core.classifiers import OneVsRestClassifier
from core.datasets.dataset import Dataset
from core.training import Plan, train
from core.worker import MOST_KEPT, checkpoints, stride
from pages._ui import runs
from pages._ui.data import DigitSets
from tests.pages.conftest import wait_until

LONG = 1_000_000


@pytest.fixture(scope="session")
def few_digits():
    """A few random images in place of the 60,000."""
    images = np.random.default_rng(0).integers(0, 256, (60, 784), dtype=np.uint8)
    dataset = Dataset(images, np.arange(60, dtype=np.uint8) % 10)
    return DigitSets("few", "a few", dataset, dataset)


@pytest.fixture(scope="module")
def trainer():
    """One process for all tests of this file: it takes a second to start."""
    shared = runs.Trainer(lambda report: shared.owner._take(report))
    yield shared
    shared.close()


@pytest.fixture
def world(few_digits, trainer, monkeypatch):
    """A manager, the sessions whose tabs are open, and runs on few digits by name of their plan."""
    monkeypatch.setattr(runs, "Trainer", lambda _: trainer)
    monkeypatch.setattr(runs, "PATROL_SECONDS", 0.02)
    # Most tests don't look; nothing is to be dropped under their hands.
    monkeypatch.setattr(runs, "SHOWN_SECONDS", 60)
    tabs = {"ann", "bob"}
    manager = runs.Runs(is_active=tabs.__contains__)
    # No job number is used twice, or a report of the last test could be taken for ours.
    manager._jobs = getattr(trainer, "jobs", 0)
    trainer.owner = manager

    def run(iterations=50, model="ten sigmoids", **changes):
        plan = runs.RunPlan(model, Plan(1e-6, iterations, **changes), data="few")
        return manager.get(plan, few_digits)

    yield SimpleNamespace(manager=manager, tabs=tabs, run=run)
    for each in manager._runs.values():
        each.reset()
    wait_until(lambda: manager._busy is None)
    manager._closed.set()
    trainer.jobs = manager._jobs


def iterations(run) -> list[int]:
    return [moment.iteration for moment in run.state.moments]


def test_a_run_goes_to_its_end_and_is_what_train_yields(world, few_digits):
    run = world.run()
    run.start("ann")
    wait_until(lambda: run.state.status == "finished")
    model = OneVsRestClassifier(784, 10)
    expected = list(train(model, few_digits.train, run.plan.plan, few_digits.test))
    for moment, snapshot in zip(run.state.moments, expected, strict=True):
        assert (moment.iteration, moment.epoch) == (snapshot.iteration, snapshot.epoch)
        assert (moment.loss, moment.accuracy) == (snapshot.loss, snapshot.accuracy)
        np.testing.assert_array_equal(moment.weights, snapshot.weights.astype(np.float32))
    np.testing.assert_array_equal(run.state.newest.weights, expected[-1].weights)


def test_the_status_says_running_before_start_returns(world):
    run = world.run(LONG)
    run.start("ann")
    assert run.state.status == "running"


def test_the_same_plan_is_the_same_run(world):
    assert world.run() is world.run()
    assert world.run() is not world.run(seed=1)


def test_one_trains_and_the_others_wait_in_the_order_they_came(world):
    first, second, third = (world.run(LONG, seed=seed) for seed in range(3))
    for run in (first, second, third):
        run.start("ann")
    assert [run.state.status for run in (first, second, third)] == ["running", "waiting", "waiting"]
    assert [run.state.place for run in (first, second, third)] == [0, 1, 2]
    first.pause()
    wait_until(lambda: second.state.status == "running")
    assert third.state.place == 1
    first.start("ann")
    assert first.state.place == 2


@pytest.mark.parametrize("batch_size", [None, 7])
def test_a_paused_run_goes_on_exactly(world, few_digits, batch_size):
    run = world.run(300, batch_size=batch_size)
    for pauses in range(3):
        run.start("ann")
        wait_until(lambda so_far=40 * pauses: run.state.iteration > so_far)
        run.pause()
        assert run.state.status in ("paused", "finished")
        wait_until(lambda: world.manager._busy is None)
    run.start("ann")
    wait_until(lambda: run.state.status == "finished")
    *_, expected = train(OneVsRestClassifier(784, 10), few_digits.train, run.plan.plan)
    np.testing.assert_array_equal(run.state.newest.weights, expected.weights)
    assert iterations(run) == list(range(301)), "nothing was lost and nothing done twice"


def test_a_step_that_arrives_twice_is_one_step(world):
    run = world.run()
    run.step(0, "ann")
    wait_until(lambda: run.state.status == "paused")
    assert iterations(run) == [0, 1]
    run.step(1, "ann")
    wait_until(lambda: run.state.status == "paused")
    run.step(1, "ann")
    assert (run.state.status, iterations(run)) == ("paused", [0, 1, 2])


def test_a_step_leaves_a_run_alone_that_trains_or_has_ended(world):
    run = world.run(LONG)
    run.start("ann")
    run.step(0, "ann")
    wait_until(lambda: len(run.state.moments) > 3)
    run.stop()
    wait_until(lambda: world.manager._busy is None)
    kept = iterations(run)
    run.step(kept[-1], "ann")
    assert (run.state.status, iterations(run)) == ("stopped", kept)


def test_stop_keeps_what_was_measured_and_start_begins_anew(world):
    run = world.run(LONG)
    run.start("ann")
    wait_until(lambda: len(run.state.moments) > 3)
    run.stop()
    assert run.state.status == "stopped"
    assert len(run.state.moments) > 3
    run.start("ann")
    wait_until(lambda: run.state.moments)
    assert iterations(run)[0] == 0


def test_reset_forgets_even_what_still_arrives(world):
    run = world.run(LONG)
    run.start("ann")
    wait_until(lambda: run.state.moments)
    run.reset()
    wait_until(lambda: world.manager._busy is None)
    assert (run.state.status, run.state.moments, run.state.newest) == ("ready", (), None)


def test_a_slowed_run_takes_its_time_and_a_pause_needn_t_wait_for_it(world):
    run = world.run(LONG)
    run.slow(30.0)
    run.start("ann")
    wait_until(lambda: run.state.moments)
    run.pause()
    wait_until(lambda: world.manager._busy is None)
    assert run.state.iteration <= 1
    run.start("ann")
    wait_until(lambda: world.manager._busy)
    run.slow(0.0)
    run.pause()
    run.start("ann")
    wait_until(lambda: run.state.iteration > 10)


def test_a_run_is_held_when_the_last_tab_closes_and_goes_on_when_one_comes_back(world):
    run = world.run(LONG)
    run.start("ann")
    run.look("bob")
    world.tabs.remove("ann")
    wait_until(lambda: run.state.moments)
    assert run.state.status == "running", "bob still watches"
    world.tabs.clear()
    wait_until(lambda: run.state.status == "paused")
    wait_until(lambda: world.manager._busy is None)
    assert run.state.lonely
    world.tabs.add("ann")
    wait_until(lambda: run.state.status == "running")


def test_who_only_glanced_at_a_run_doesn_t_hold_it_and_who_asked_may_look_elsewhere(
    world, monkeypatch
):
    run = world.run(LONG)
    run.start("ann")
    run.look("bob")
    monkeypatch.setattr(runs, "SHOWN_SECONDS", 0.05)
    wait_until(lambda: run.state.iteration > 200)
    assert run.state.status == "running", "ann has a tab open"
    world.tabs.remove("ann")
    wait_until(lambda: run.state.lonely)
    run.look("bob")
    assert run.state.status == "waiting" or run.state.status == "running"


def test_a_held_run_goes_on_for_a_new_visitor_and_a_paused_one_doesn_t(world):
    held, paused = world.run(LONG), world.run(LONG, seed=1)
    world.tabs.clear()
    for run in (held, paused):
        run.start("ann")
    paused.pause()
    wait_until(lambda: held.state.lonely)
    world.tabs.add("new")
    held.look("new")
    paused.look("new")
    assert held.state.status in ("waiting", "running")
    assert paused.state.status in ("ready", "paused")


def test_a_long_run_keeps_evenly_thinned_weights(world):
    run = world.run(2_500)
    run.start("ann")
    wait_until(lambda: run.state.status == "finished")
    assert iterations(run) == list(range(0, 2_501, 4))


def test_mini_batches_are_measured_a_bounded_number_of_times(world):
    run = world.run(1_000, batch_size=7)
    run.start("ann")
    wait_until(lambda: run.state.status == "finished")
    assert iterations(run) == list(range(1_001))
    measured = {moment.iteration for moment in run.state.measured}
    assert measured == checkpoints(run.plan.plan)
    assert {0, 1, 2, 1_000} < measured


@pytest.mark.parametrize("newest", [1, 999, 1_000, 1_001, 2_000, 2_001, 77_777])
def test_never_more_than_a_thousand_and_one_are_kept(newest):
    assert newest // stride(newest) <= MOST_KEPT
    assert newest <= MOST_KEPT or newest // (stride(newest) // 2) > MOST_KEPT - 1


def finished(world, seed, *watchers):
    run = world.run(3, seed=seed)
    for who in watchers:
        run.look(who)
    run.start("ann")
    wait_until(lambda: run.state.status == "finished")
    return run


def test_runs_make_room_in_the_order_of_who_still_looks(world, monkeypatch):
    monkeypatch.setattr(runs, "MOST_RUNS", 3)
    shown = finished(world, 0, "ann")
    hidden = finished(world, 1, "bob")
    hidden.looks["bob"] -= 600
    left = finished(world, 2, "gone")
    seeds = {run: run.plan.plan.seed for run in (shown, hidden, left)}

    def kept():
        return [run for run, seed in seeds.items() if world.run(3, seed=seed) is run]

    assert kept() == [shown, hidden, left]
    finished(world, 3, "ann")
    assert kept() == [shown, hidden]
    finished(world, 4, "ann")
    assert kept() == [shown]


def test_plans_that_are_only_looked_at_drop_nobodys_run(world, monkeypatch):
    monkeypatch.setattr(runs, "MOST_RUNS", 3)
    done = finished(world, 0)
    done.look("ann")
    for seed in range(1, 30):
        world.run(LONG, seed=seed).look("bob")
    assert world.run(3, seed=0) is done
    assert done.state.status == "finished"


def test_runs_that_never_began_and_that_nobody_looks_at_are_forgotten(world, monkeypatch):
    monkeypatch.setattr(runs, "SHOWN_SECONDS", 0.0)
    run = world.run(LONG)
    run.look("ann")
    world.run(LONG, seed=1).look("gone")
    wait_until(lambda: list(world.manager._runs.values()) == [run])
    world.tabs.clear()
    wait_until(lambda: not world.manager._runs)
    run.start("ann")
    assert world.run(LONG) is run, "what a page still holds is known again once it is started"


def test_a_visitors_own_data_are_let_go_of_when_the_visitor_has_left(world, monkeypatch):
    monkeypatch.setattr(runs, "SHOWN_SECONDS", 0.0)
    finished(world, 0, "ann")
    assert world.manager._runs
    world.tabs.clear()
    wait_until(lambda: not world.manager._runs)


def test_looks_of_sessions_that_have_ended_are_forgotten(world):
    run = world.run(LONG)
    for number in range(50):
        run.look(f"visitor {number}")
    run.look("ann")
    wait_until(lambda: list(run.looks) == ["ann"])


def test_nothing_trains_once_the_manager_is_closed(world, few_digits):
    manager = runs.Runs(is_active=lambda _: True)
    manager._trainer = SimpleNamespace(close=lambda: None)
    manager.close()
    run = manager.get(world.run().plan, few_digits)
    run.start("ann")
    assert run.state.status == "waiting"


def test_the_weights_of_all_runs_stay_within_the_bytes_allowed(world, monkeypatch):
    size = 785 * 10 * 4
    monkeypatch.setattr(runs, "MOST_BYTES", 120 * size)
    for seed in range(4):
        run = world.run(50, seed=seed)
        run.start("ann")
        wait_until(lambda run=run: run.state.status == "finished")
        kept = world.manager._runs.values()
        assert sum(m.weights.nbytes for each in kept for m in each.state.moments) <= 120 * size
    assert len(run.state.moments) == 51, "the newest is whole"


def test_an_error_in_training_is_logged_and_told_and_the_next_run_trains(world, caplog):
    broken = runs.RunPlan("softmax", Plan(1e-6, 5, batch_size=61), data="few")
    run = world.manager.get(broken, world.run().sets)
    run.start("ann")
    world.run().start("ann")
    wait_until(lambda: run.state.status == "failed")
    assert "at most the number of examples, 60; got 61" in run.state.error
    assert "got 61" in caplog.text
    wait_until(lambda: world.run().state.status == "finished")


def test_a_trainer_that_dies_fails_its_run_and_the_next_start_has_a_new_one(world, trainer):
    run = world.run(LONG)
    run.start("ann")
    wait_until(lambda: run.state.moments)
    trainer._process._process.kill()
    wait_until(lambda: run.state.status == "failed")
    run.start("ann")
    wait_until(lambda: run.state.moments)
    assert run.state.status == "running"


def test_no_process_is_left_when_the_manager_closes():
    manager = runs.Runs(is_active=lambda _: True)
    manager.open()
    process = manager._trainer._process._process
    assert process.poll() is None
    manager.close()
    assert process.poll() is not None
