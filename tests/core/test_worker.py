"""The training process: what it is told while it is not yet ready, and how it ends."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from core.classifiers import BinaryClassifier
from core.training import Plan
from core.worker import Job, Slow

COMMAND = [sys.executable, "-c", "from core.worker import main; main()"]
JOB = Job(1, BinaryClassifier(784, positive=5), Plan(1e-5, 3))


@pytest.fixture
def process():
    with subprocess.Popen(
        COMMAND, cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process
        process.kill()


def send(process, *commands):
    for command in commands:
        pickle.dump(command, process.stdin)
    process.stdin.flush()


def test_a_speed_chosen_before_the_process_is_ready_counts(process):
    send(process, Job(1, JOB.model, Plan(1e-5, 100, batch_size=1000)), Slow(1e-3))
    moments = []
    while len(moments) <= 100:
        moments.append(pickle.load(process.stdout).moment)
    assert [moment.iteration for moment in moments] == list(range(101))
    # Of a training that is not slowed, mini-batches are measured only now and then.
    assert all(moment.loss is not None for moment in moments)


def test_it_ends_when_its_input_ends_in_the_middle_of_a_command(process):
    process.stdin.write(pickle.dumps(JOB)[:-20])
    process.stdin.close()
    assert process.wait(timeout=30) == 0


def test_it_ends_when_its_input_ends(process):
    process.stdin.close()
    assert process.wait(timeout=30) == 0
