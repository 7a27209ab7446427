"""A process of the server's own: commands go in, reports come back (core/pipes.py)."""

import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Child:
    """Starts the process when it is first needed, or needed again; not for two threads at once.

    module: its `main` is what the process does. on_report: called in a thread of its own with each
    report, and with None if the process dies.
    """

    def __init__(self, module: str, on_report: Callable[[object | None], None]):
        self._command = [sys.executable, "-c", f"from {module} import main; main()"]
        self._on_report = on_report
        self._process: subprocess.Popen | None = None
        self._listener: threading.Thread | None = None

    def start(self) -> bool:
        """See to it that the process is there; say whether it is a new one."""
        if self.is_alive():
            return False
        # A session of its own: Ctrl+C in a terminal is for the server alone, which closes this.
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen, args=(self._process,), daemon=True)
        self._listener.start()
        return True

    def send(self, command: object) -> None:
        # If it died a moment ago, its pipe is broken or already closed: `_listen` tells.
        with suppress(BrokenPipeError, ValueError):
            pickle.dump(command, self._process.stdin, protocol=5)
            self._process.stdin.flush()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, listener, self._process = self._process, self._listener, None
        if process:
            process.kill()
            listener.join()

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

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
