"""The training process: what it is told while it is not yet ready, and how it ends."""

import pickle
import subprocess
import sys
import time
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
    send(process, JOB, Slow(0.3))
    arrived = []
    while True:
        report = pickle.load(process.stdout)
        arrived.append(time.monotonic())
        if report.ended:
            break
    assert report.moment.iteration == 3
    assert arrived[-1] - arrived[0] > 3 * 0.3 - 0.05


def test_it_ends_when_its_input_ends_in_the_middle_of_a_command(process):
    process.stdin.write(pickle.dumps(JOB)[:-20])
    process.stdin.close()
    assert process.wait(timeout=30) == 0


def test_it_ends_when_its_input_ends(process):
    process.stdin.close()
    assert process.wait(timeout=30) == 0
