"""What a tester has entered: the browser keeps it and tells the server (assets/web/bench.js)."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from core.drawing import MOST_EXAMPLES, Example, SetError, from_record, to_record
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
KEY = "bench"
# Of a message's entries are read as many as fit into this, or others would wait.
MOST_SECONDS = 0.05
# So many examples at a time are handed to the browser, for the same reason.
MOST_AT_ONCE = 40


@dataclass(frozen=True, eq=False)
class Entry:
    """A labelled digit and what the models said of it."""

    example: Example
    answers: Answers


@dataclass
class Shelf:
    """What this session knows of the browser's shelf.

    session: its name, by which the browser knows what it has told whom. seq: of the browser's last
    message. known: all entries in order, None for what made no sense.
    commands: what the browser is still to do, one after the other. added: examples that it has
    added since the last report. keeps: whether the browser can keep entries.
    """

    seq: int = 0
    known: list[Entry | None] = field(default_factory=list)
    commands: list[dict] = field(default_factory=list)
    added: int = 0
    keeps: bool = True
    session: str = field(default_factory=lambda: uuid.uuid4().hex)


def shelf() -> Shelf:
    return st.session_state.setdefault("bench-shelf", Shelf())


def entries() -> list[Entry]:
    """All that was entered, in order."""
    return [entry for entry in shelf().known if entry]


def room() -> int:
    """How many more there may be."""
    waiting = sum(len(command.get("add", ())) for command in shelf().commands)
    return MOST_EXAMPLES - len(shelf().known) - waiting


def add(examples: list[Example]) -> None:
    """Have the browser add examples; they are entries once it tells of them."""
    for first in range(0, len(examples), MOST_AT_ONCE):
        _command(add=[to_record(each) for each in examples[first : first + MOST_AT_ONCE]])


def clear() -> None:
    """Have the browser forget all entries, and those that it was still to add."""
    shelf().commands.clear()
    shelf().added = 0
    _command()
    st.session_state["bench-report"], st.session_state["bench-problems"] = "", []


def show(*, prompts: str | None, seed: int, height: str, pen: float) -> None:
    """Draw prompt, pad and buttons, as the last thing in a fragment that each message reruns.

    `prompts` are the digits to ask for, one after the other; None lets the tester name theirs.
    """
    mine = shelf()
    data = {
        "session": mine.session,
        "seq": mine.seq,
        "count": len(mine.known),
        "commands": mine.commands[:1],
        "keeps": mine.keeps,
        "prompts": prompts,
        "seed": seed,
        "most": MOST_EXAMPLES,
        "limits": pad.LIMITS,
        "height": height,
        "pen": pen,
    }
    _component(key=KEY, data=data, on_entries_change=_receive)


def _command(**command) -> None:
    shelf().commands.append({"id": uuid.uuid4().hex, **command})


def _receive() -> None:
    """Take over a message; one that isn't ours is ignored."""
    message = st.session_state[KEY].entries
    if not isinstance(message, dict):
        return
    mine, start, records = shelf(), message.get("from"), message.get("entries")
    seq, done = message.get("seq"), message.get("done")
    if type(seq) is not int or type(start) is not int:
        return
    if not isinstance(records, list) or not isinstance(done, list):
        return
    if 0 <= start <= len(mine.known):
        mine.known[start:] = _read_in_time(records[: MOST_EXAMPLES - start])
    for command in [each for each in mine.commands if each["id"] in done]:
        mine.commands.remove(command)
        mine.added += len(command.get("add", ()))
        if not mine.commands:
            _report(mine.added)
            mine.added = 0
    mine.seq, mine.keeps = seq, message.get("keeps") is True


def _read_in_time(records: list) -> list[Entry | None]:
    """As many entries as there is time for, one at least; the browser tells the others again."""
    until, entries = time.thread_time() + MOST_SECONDS, []
    for record in records:
        entries.append(read(record))
        if time.thread_time() > until:
            break
    return entries


def _report(count: int) -> None:
    """Say how many examples the browser has added."""
    words = "1 digit" if count == 1 else f"{count:,} digits"
    st.session_state["bench-report"] = f"{words} taken in." if count else ""


def read(record: object) -> Entry | None:
    """The entry that a browser tells of, which may be anything; None for nonsense."""
    try:
        example = from_record(record)
    except SetError:
        return None
    return Entry(example, answer(example))
