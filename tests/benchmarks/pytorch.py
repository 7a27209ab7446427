"""PyTorch's training beside ours, one thread each: `pip install torch`, then run this by hand.

Prints for each of the three trainings the milliseconds of an iteration, and their ratio.
"""

from collections.abc import Iterator
from statistics import median

import torch
from threadpoolctl import threadpool_limits

from core.datasets import mnist
from core.datasets.dataset import Dataset
from tests.benchmarks.training import (
    ALPHA,
    OUR_ITERATIONS,
    TASKS,
    Task,
    check_same,
    milliseconds,
    our_training,
)


def pytorch_training(task: Task, train_set: Dataset, test_set: Dataset) -> Iterator[tuple]:
    """The same by PyTorch's automatic gradients and SGD, in its usual float32."""
    inputs, test_inputs = (
        torch.tensor(digits.inputs, dtype=torch.float32) for digits in (train_set, test_set)
    )
    targets = torch.tensor(task.encode(train_set.labels), dtype=torch.float32)
    answers = torch.tensor(task.answers(test_set.labels)).flatten()
    layer = torch.nn.Linear(inputs.shape[1], targets.shape[1])
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.SGD(layer.parameters(), lr=ALPHA)
    while True:
        loss = loss_of(task, layer(inputs), targets) / len(inputs)
        with torch.no_grad():
            scores = layer(test_inputs)
            decided = scores.argmax(1) if scores.shape[1] > 1 else (scores > 0).flatten()
            accuracy = (decided == answers).float().mean()
        yield loss.item(), accuracy.item()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def loss_of(task: Task, logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    if task.name == "softmax":
        return torch.nn.functional.cross_entropy(logits, targets, reduction="sum")
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction="sum")


def compare_times(train_set: Dataset, test_set: Dataset, rounds: int = 9) -> None:
    torch.set_num_threads(1)
    print(f"{'ms an iteration':16}{'PyTorch':>9}{'ours':>9}{'ratio':>9}")
    with threadpool_limits(1):
        for task in TASKS:
            theirs, ours = (
                make(task, train_set, test_set) for make in (pytorch_training, our_training)
            )
            check_same(theirs, ours, 1e-4)  # of float32, summed in another order
            turns = [
                (milliseconds(theirs, OUR_ITERATIONS), milliseconds(ours, OUR_ITERATIONS))
                for _ in range(rounds)
            ]
            slow, fast = (median(times) for times in zip(*turns, strict=True))
            ratio = median(one / other for one, other in turns)
            print(f"{task.name:16}{slow:9.1f}{fast:9.1f}{ratio:8.1f}x")


if __name__ == "__main__":
    compare_times(*mnist.load())
