"""Each benchmark that needs no browser, in a tiny size: it still runs, and prints its figures."""

import re
from pathlib import Path

import pytest

from core.datasets.dataset import Dataset
from tests.benchmarks import drawings, intake, landscapes, police, training, variations

NUMBER = r"-?[\d.,]+"


@pytest.fixture(scope="module")
def few(mnist_sets):
    return [Dataset(digits.inputs[:400], digits.labels[:400]) for digits in mnist_sets]


def rows(printed: str, *figures: str) -> list[str]:
    """The names of the rows that end with such figures."""
    row = re.compile(r"(\S.*?)\s+" + r"\s+".join(figures))
    return [found[1] for line in printed.splitlines() if (found := row.fullmatch(line))]


def test_the_lectures_training_and_ours_are_compared(few, capsys):
    training.compare_times(*few, rounds=1)
    printed = rows(capsys.readouterr().out, NUMBER, NUMBER, f"{NUMBER}x", r"\(goal 15x\)")
    assert printed == ["ten sigmoids", "softmax", "fives"]


def test_trainings_that_differ_are_not_compared(few):
    (train_set, test_set), task = few, training.TASKS[0]
    other = Dataset(train_set.inputs, train_set.labels[::-1])
    with pytest.raises(AssertionError, match="Mismatched"):
        training.check_same(
            training.lecture_training(task, train_set, test_set),
            training.our_training(task, other, test_set),
            1e-6,
        )


def test_the_memory_of_both_is_compared(capsys):
    training.compare_memory(most=400)
    assert rows(capsys.readouterr().out, NUMBER, NUMBER, r"\(at most 150\)") == ["ten sigmoids"]


def test_pytorchs_training_and_ours_are_compared(few, capsys):
    pytest.importorskip("torch")
    from tests.benchmarks import pytorch

    pytorch.compare_times(*few, rounds=1)
    printed = rows(capsys.readouterr().out, NUMBER, NUMBER, f"{NUMBER}x")
    assert printed == ["ten sigmoids", "softmax", "fives"]


def test_steps_are_compared_on_drawings(capsys):
    drawings.show_preparations(copies=1)
    printed = rows(capsys.readouterr().out, *[f"{NUMBER}%"] * len(drawings.MODELS))
    assert printed == list(drawings.PREPARATIONS)


def test_doubts_are_counted(few, capsys):
    drawings.show_doubts(*few, copies=1)
    printed = rows(capsys.readouterr().out, f"{NUMBER}%")
    kinds = ["digits", "scribble", "line across", "face", "cross", "spiral", "two digits"]
    assert printed == ["MNIST test images", "those taken wrongly", *kinds]


def test_variations_are_compared(few, capsys):
    variations.measure(*few, epochs=1, copies=1)
    printed = rows(capsys.readouterr().out, f"{NUMBER}%", f"{NUMBER}%", r"\d+")
    models = ["one-vs-rest", "softmax", "hidden-layer"]
    assert printed == [name + ending for name in models for ending in ("", ", varied")]


def test_the_servers_part_of_the_police_pages_is_measured(capsys):
    police.measure_server(iterations=10)
    assert rows(capsys.readouterr().out, NUMBER, "ms") == ["10 iterations on three inputs:"]


def test_the_servers_part_of_landscapes_is_measured(capsys):
    landscapes.measure_server(times=1, side=20, steps=10)
    assert rows(capsys.readouterr().out, "median", NUMBER, "ms,", "least", NUMBER) == [
        "both grids, 20 x 20, float32",
        "both grids, 20 x 20, float64",
        "both basin maps, 60 x 60, T = 10",
        "all minima of both losses",
    ]


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="asks Linux for memory")
def test_what_drawings_and_files_cost_is_measured(capfd):
    intake.main(times=1, files=["JPEG, 12 megapixels"])
    of_drawings, of_files = capfd.readouterr().out.split("\n\n")
    assert rows(of_drawings, *[NUMBER] * 6) == list(intake.DRAWINGS)
    assert rows(of_files, *[NUMBER] * 3) == ["JPEG, 12 megapixels"]
