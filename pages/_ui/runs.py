"""All training runs: one for each plan, shared by all who watch it; one trains, the others wait."""

import threading
import time
from collections.abc import Callable
from functools import cache

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.worker import MNIST, Job, Report
from pages._ui.data import DigitSets
from pages._ui.run import Run, RunPlan, Status
from pages._ui.trainer import Trainer

MOST_RUNS = 100
MOST_BYTES = 300 * 2**20
PATROL_SECONDS = 1.0
# A page that shows a run looks at it at least every two seconds.
SHOWN_SECONDS = 4.0


class Runs:
    """All runs of the server, and whose turn it is to train."""

    def __init__(self, is_active: Callable[[str], bool] | None = None):
        self.lock = threading.RLock()
        self._is_active = is_active or _is_active_session
        self._runs: dict[RunPlan, Run] = {}
        self._queue: list[Run] = []
        # The trainer's job, until its last report is here, and the run that it belongs to.
        self._busy: int | None = None
        self._training: Run | None = None
        self._jobs = 0
        self._trainer = Trainer(self._take)
        self._closed = threading.Event()
        self._patrol: threading.Thread | None = None

    # ---- for pages and for the server

    def get(self, plan: RunPlan, sets: DigitSets) -> Run:
        """The run of that plan on those data."""
        with self.lock:
            if plan not in self._runs:
                self._runs[plan] = Run(plan, sets, self)
                self._watch_over()
            return self._runs[plan]

    def open(self) -> None:
        """Have the trainer ready before the first visitor comes."""
        self._trainer.warm_up()

    def close(self) -> None:
        """End all training."""
        with self.lock:
            self._closed.set()
        self._trainer.close()

    # ---- for a `Run`, which holds the lock

    def current(self, run: Run) -> Run:
        """The run of that plan that is known here; a page may still hold one that was dropped."""
        return self._runs.setdefault(run.plan, run)

    def place(self, run: Run) -> int:
        """In the queue, from 1; 0 for a run that doesn't wait."""
        return self._queue.index(run) + 1 if run in self._queue else 0

    def enqueue(self, run: Run) -> None:
        """Train it as soon as no other run trains."""
        run.lonely = False
        run.status = "waiting"
        self._queue.append(run)
        self._advance()

    def withdraw(self, run: Run, status: Status) -> None:
        """Let it neither train nor wait any longer."""
        if run in self._queue:
            self._queue.remove(run)
        if run is self._training and run.job == self._busy:
            self._trainer.cancel(self._busy)
        run.status, run.lonely = status, False

    def slowed(self, run: Run) -> None:
        """Tell the trainer of the run's interval if it is the one that trains."""
        if run is self._training:
            self._trainer.slow(run.interval)

    def comfort(self, run: Run) -> None:
        """Go on with a run that was held because nobody watched."""
        if run.lonely:
            self.enqueue(run)

    # ---- the queue

    def _advance(self) -> None:
        if self._busy is not None or not self._queue or self._closed.is_set():
            return
        run = self._training = self._queue.pop(0)
        self._jobs += 1
        self._busy = run.job = self._jobs
        run.status = "running"
        run.forget_rate()
        job = Job(
            run.job,
            run.plan.classifier(),
            run.plan.plan,
            run.plan.data,
            run.newest,
            run.until,
            run.interval,
        )
        self._trainer.begin(job, run.sets)

    def _take(self, report: Report | None) -> None:
        with self.lock:
            if report is None:
                if self._trainer.is_alive():
                    # Another process has taken its place, and its jobs are all well.
                    return
                report = Report(self._busy or 0, None, ended=True, error="its process died")
            run = self._training
            if run and run.job == report.number:
                run.take(report)
                self._make_room(run)
            if report.ended and report.number == self._busy:
                self._busy = self._training = None
                self._advance()

    # ---- who watches, and what is kept

    def _watch_over(self) -> None:
        if self._patrol is None:
            self._patrol = threading.Thread(target=self._keep_watch, daemon=True)
            self._patrol.start()

    def _keep_watch(self) -> None:
        while not self._closed.wait(PATROL_SECONDS):
            with self.lock:
                for run in list(self._runs.values()):
                    self._look_after(run)

    def _look_after(self, run: Run) -> None:
        run.looks = {who: then for who, then in run.looks.items() if self._is_active(who)}
        watched = self._is_shown(run) or any(map(self._is_active, run.askers))
        busy = run.status in ("running", "waiting")
        if busy and not watched:
            self.withdraw(run, "paused")
            run.lonely = True
        elif run.lonely and watched:
            self.enqueue(run)
        elif not busy and not run.looks and self._is_idle(run):
            self._drop(run)

    def _is_known(self, run: Run) -> bool:
        """Whether a tab is open in which it was looked at."""
        return any(map(self._is_active, run.looks))

    def _is_shown(self, run: Run) -> bool:
        return any(time.monotonic() - then < SHOWN_SECONDS for then in run.looks.values())

    def _is_idle(self, run: Run) -> bool:
        """Whether a run that nobody looks at any more is of no use, or has data to let go of."""
        if time.monotonic() - run.made < SHOWN_SECONDS:
            return False
        return run.plan.data != MNIST or (run.newest is None and not run.lonely)

    def _make_room(self, newest: Run) -> None:
        """Drop the oldest runs until the others fit: first those whose watchers have all gone.

        Then those that no page shows. A run that trains, waits or is only ready takes no room.
        """
        while self._count() > MOST_RUNS or self._bytes() > MOST_BYTES:
            idle = [
                run
                for run in self._runs.values()
                if run is not newest and run.newest and run.status not in ("running", "waiting")
            ]
            if not idle:
                return
            self._drop(min(idle, key=lambda run: (self._is_known(run), self._is_shown(run))))

    def _drop(self, run: Run) -> None:
        del self._runs[run.plan]
        run.forget()

    def _count(self) -> int:
        return sum(run.newest is not None for run in self._runs.values())

    def _bytes(self) -> int:
        return sum(run.bytes for run in self._runs.values())


def _is_active_session(session: str) -> bool:
    """Whether a tab of that session is open, on whichever page."""
    return runtime.get_instance().is_active_session(session)


def visitor() -> str:
    """The session whose page runs now: who watches."""
    return get_script_run_ctx().session_id


@cache
def manager() -> Runs:
    """The server's runs."""
    return Runs()
