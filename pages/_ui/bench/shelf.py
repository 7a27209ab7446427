"""What a tester has entered: the browser keeps it and tells the server (assets/web/bench.js)."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from core.drawing import MOST_EXAMPLES, Example, SetError, from_record, to_record
from core.figures.theme import LIGHT, Theme
from pages._live import tabs
from pages._ui import pad
from pages._ui.bench.scoring import Answers, answer
from pages._ui.modules import stub

_WEB = Path(__file__).parents[3] / "assets" / "web"
_HTML = f"""
<div class="bench">
  <div class="bench-prompt" role="status"></div>
  {pad.HTML}
  <div class="bench-enter">
    <button type="button" class="bench-next" aria-keyshortcuts="Enter">
      Next<kbd>Enter</kbd></button>
    <div class="bench-names" role="group" aria-label="It is a">
      {"".join(f'<button type="button">{digit}</button>' for digit in range(10))}
    </div>
    <button type="button" class="bench-back">Take back the last</button>
  </div>
</div>
"""
# The size first: nothing jumps while the rest loads.
_FIRST = """
  parentElement.querySelector(".bench").style.setProperty("--pad-side", data.height);
"""
_component = st.components.v2.component(
    "bench",
    html=_HTML,
    css=pad.CSS + (_WEB / "bench.css").read_text(encoding="utf-8"),
    js=stub("bench", _FIRST),
    isolate_styles=False,
)
# Of a message's entries are read as many as fit into this, or others would wait.
MOST_SECONDS = 0.01
# So many examples at a time are handed to the browser, for the same reason.
MOST_AT_ONCE = 40


@dataclass(frozen=True, eq=False)
class Entry:
    """A labelled digit and what the models said of it."""

    example: Example
    answers: Answers


@dataclass
class Shelf:
    """What a tab's server knows of the browser's shelf.

    seq: of the browser's last message. known: all entries in order, None for what made no sense.
    commands: what the browser is still to do, one after the other. added: examples that it has
    added since the last report. report: of what was added. problems: with the last files. keeps:
    whether the browser can keep entries. theme: of the pictures of them.
    """

    seq: int = 0
    known: list[Entry | None] = field(default_factory=list)
    commands: list[dict] = field(default_factory=list)
    added: int = 0
    report: str = ""
    problems: list[str] = field(default_factory=list)
    keeps: bool = True
    theme: Theme = LIGHT
    # The channel and the page's runs both change it.
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    @property
    def entries(self) -> list[Entry]:
        """All that was entered, in order."""
        return [entry for entry in self.known if entry]

    @property
    def room(self) -> int:
        """How many more there may be."""
        waiting = sum(len(command.get("add", ())) for command in self.commands)
        return MOST_EXAMPLES - len(self.known) - waiting

    def add(self, examples: list[Example]) -> None:
        """Have the browser add examples; they are entries once it tells of them."""
        with self._lock:
            self.report = ""
            for first in range(0, len(examples), MOST_AT_ONCE):
                self._command(add=examples[first : first + MOST_AT_ONCE])

    def clear(self) -> None:
        """Have the browser forget all entries, and those that it was still to add."""
        with self._lock:
            self.commands.clear()
            self.added, self.report, self.problems = 0, "", []
            self._command()

    def _command(self, **command) -> None:
        self.commands.append({"id": uuid.uuid4().hex, **command})

    @property
    def next_commands(self) -> list[dict]:
        """What the browser is to do next, as it is told of it: the first command, or nothing."""
        return [
            {
                key: [*map(to_record, value)] if key == "add" else value
                for key, value in each.items()
            }
            for each in self.commands[:1]
        ]

    def take(self, message: object) -> None:
        """Take over a message of the browser; raises SetError for one that isn't ours.

        {"seq", "from", "entries", "done", "keeps"}: its number, the entries that come from that
        place on, the commands that were carried out, and whether the browser keeps entries.
        """
        if not isinstance(message, dict):
            raise SetError("What is told of a bench must be an object.")
        start, records = message.get("from"), message.get("entries")
        seq, done = message.get("seq"), message.get("done")
        if type(seq) is not int or type(start) is not int:
            raise SetError("A bench's seq and from must be whole numbers.")
        if not isinstance(records, list) or not isinstance(done, list):
            raise SetError("A bench's entries and done must be lists.")
        with self._lock:
            if 0 <= start <= len(self.known):
                self.known[start:] = _read_in_time(records[: MOST_EXAMPLES - start])
            self._strike_out(done)
            self.seq, self.keeps = seq, message.get("keeps") is True

    def _strike_out(self, done: list) -> None:
        """Take commands that were carried out off the list, and report once all are."""
        for command in [each for each in self.commands if each["id"] in done]:
            self.commands.remove(command)
            self.added += len(command.get("add", ()))
            if not self.commands:
                words = "1 digit" if self.added == 1 else f"{self.added:,} digits"
                self.report = f"{words} taken in." if self.added else ""
                self.added = 0


def shelf() -> Shelf:
    """This tab's shelf."""
    return tabs.mine().of(Shelf)


def show(*, seq: int, prompts: str | None, seed: int, height: str, pen: float) -> None:
    """Draw prompt, pad and buttons.

    seq: of the shelf that the page shows, by which the browser knows what it doesn't yet. prompts:
    the digits to ask for, one after the other; None lets the tester name theirs.
    """
    mine = shelf()
    data = {
        "session": tabs.mine().token,
        "seq": seq,
        "commands": mine.next_commands,
        "prompts": prompts,
        "seed": seed,
        "most": MOST_EXAMPLES,
        "limits": pad.LIMITS,
        "height": height,
        "pen": pen,
    }
    _component(key="bench", data=data, on_rest_change=lambda: None)


def _read_in_time(records: list) -> list[Entry | None]:
    """As many entries as there is time for, one at least; the browser tells the others again."""
    until, entries = time.thread_time() + MOST_SECONDS, []
    for record in records:
        entries.append(read(record))
        if time.thread_time() > until:
            break
    return entries


def read(record: object) -> Entry | None:
    """The entry that a browser tells of, which may be anything; None for nonsense."""
    try:
        example = from_record(record)
    except SetError:
        return None
    return Entry(example, answer(example))
