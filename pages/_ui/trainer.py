"""The server's one training process: jobs go in, reports come back (core/worker.py)."""

import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from core.worker import MNIST, Cancel, Data, Job, Report, Slow
from pages._ui.data import DigitSets

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from core.worker import main; main()"]


class Trainer:
    """Starts the process when it is first needed, or needed again; not for two threads at once.

    on_report: called in a thread of its own with each report, and with None if the process dies.
    """

    def __init__(self, on_report: Callable[[Report | None], None]):
        self._on_report = on_report
        self._process: subprocess.Popen | None = None
        self._listener: threading.Thread | None = None
        self._sent_data = ""

    def warm_up(self) -> None:
        """Have the process read MNIST before it is needed."""
        if not self.is_alive():
            self._sent_data = ""
            # A session of its own: Ctrl+C in a terminal is for the server alone, which closes this.
            self._process = subprocess.Popen(
                COMMAND,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
            self._listener = threading.Thread(
                target=self._listen, args=(self._process,), daemon=True
            )
            self._listener.start()

    def begin(self, job: Job, sets: DigitSets) -> None:
        self.warm_up()
        if sets.key not in (MNIST, self._sent_data):
            pairs = ((part.inputs, part.labels) for part in (sets.train, sets.test))
            self._send(Data(sets.key, *pairs))
            self._sent_data = sets.key
        self._send(job)

    def cancel(self, number: int) -> None:
        self._send(Cancel(number))

    def slow(self, interval: float) -> None:
        self._send(Slow(interval))

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, listener, self._process = self._process, self._listener, None
        if process:
            process.kill()
            listener.join()

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _send(self, command: object) -> None:
        # If it died a moment ago, its pipe is broken or already closed: `_listen` tells.
        with suppress(BrokenPipeError, ValueError):
            pickle.dump(command, self._process.stdin, protocol=5)
            self._process.stdin.flush()

    def _listen(self, process: subprocess.Popen) -> None:
        with process.stdout:
            while True:
                try:
                    report = pickle.load(process.stdout)
                except (EOFError, pickle.UnpicklingError):
                    break
                self._on_report(report)
        process.wait()
        with suppress(BrokenPipeError):
            process.stdin.close()
        if process is self._process:
            self._on_report(None)
