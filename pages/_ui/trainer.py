"""The server's one training process: jobs go in, reports come back (core/worker.py)."""

from collections.abc import Callable

from core.worker import MNIST, Cancel, Data, Job, Report, Slow
from pages._ui.data import DigitSets
from pages._work.child import Child


class Trainer:
    """Starts the process when it is first needed, or needed again; not for two threads at once.

    on_report: called in a thread of its own with each report, and with None if the process dies.
    """

    def __init__(self, on_report: Callable[[Report | None], None]):
        self._process = Child("core.worker", on_report)
        self._sent_data = ""

    def warm_up(self) -> None:
        """Have the process read MNIST before it is needed."""
        if self._process.start():
            self._sent_data = ""

    def begin(self, job: Job, sets: DigitSets) -> None:
        self.warm_up()
        if sets.key not in (MNIST, self._sent_data):
            pairs = ((part.inputs, part.labels) for part in (sets.train, sets.test))
            self._process.send(Data(sets.key, *pairs))
            self._sent_data = sets.key
        self._process.send(job)

    def cancel(self, number: int) -> None:
        self._process.send(Cancel(number))

    def slow(self, interval: float) -> None:
        self._process.send(Slow(interval))

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.close()

    def is_alive(self) -> bool:
        return self._process.is_alive()
