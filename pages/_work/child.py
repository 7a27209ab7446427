"""A process of the server's own: commands go in, reports come back (core/pipes.py)."""

import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parents[2]
# The last of the commands, which the process doesn't get.
_END = object()


class Child:
    """Starts the process when it is first needed, or needed again; not for two threads at once.

    module: its `main` is what the process does. on_report: called in a thread of its own with each
    report, and with None if the process dies.
    """

    def __init__(self, module: str, on_report: Callable[[object | None], None]):
        self._command = [sys.executable, "-c", f"from {module} import main; main()"]
        self._on_report = on_report
        self._process: subprocess.Popen | None = None
        self._threads: list[threading.Thread] = []
        self._commands: SimpleQueue[object] = SimpleQueue()

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
        self._commands = SimpleQueue()
        self._threads = [
            threading.Thread(target=work, args=(self._process, self._commands), daemon=True)
            for work in (self._listen, _write)
        ]
        for thread in self._threads:
            thread.start()
        return True

    def send(self, command: object) -> None:
        """Tell the process, without waiting until it listens: a command may be a large file."""
        self._commands.put(command)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process:
            process.kill()
            for thread in self._threads:
                thread.join()

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _listen(self, process: subprocess.Popen, commands: SimpleQueue[object]) -> None:
        with process.stdout:
            while True:
                try:
                    report = pickle.load(process.stdout)
                except (EOFError, pickle.UnpicklingError):
                    break
                self._on_report(report)
        process.wait()
        commands.put(_END)
        if process is self._process:
            self._on_report(None)


def _write(process: subprocess.Popen, commands: SimpleQueue[object]) -> None:
    # If the process died a moment ago, its pipe is broken: `_listen` tells.
    with suppress(BrokenPipeError), process.stdin:
        while (command := commands.get()) is not _END:
            pickle.dump(command, process.stdin, protocol=5)
            process.stdin.flush()
