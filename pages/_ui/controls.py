"""Controls that a page sets too, without undoing what a visitor typed or chose meanwhile.

Each message of a browser tells all its controls. One that was on its way when the page set them
still tells what they showed before, which nobody chose. So what the page sets is numbered, and a
hidden box hands the number back: it tells how much of it the browser had seen.
"""

from dataclasses import dataclass

import streamlit as st


@dataclass
class _Shown:
    """What a control shows, since which number, and what a late message may tell instead."""

    value: object
    since: int
    last_set: int
    before: list


class Controls:
    """The controls that one run draws together, each kept showing what it should."""

    def __init__(self, name: str):
        self._known = f"{name}-shown"
        self._number = f"{name}-number"
        self._seen = f"seen-{name}"

    def keep(self, key: str, value: object) -> object:
        """Let the control of that key show `value`, which is also to be its usual one.

        A browser that forgot its controls, or never got what they were set to, takes that.
        """
        seen, shown = self._seen_number(), self._of(key, value)
        if shown.value != value:
            shown = self._replace(key, value, since=self._next)
        if st.session_state.get(key, value) != value or seen < shown.since:
            st.session_state[key] = value
            shown.last_set = self._next
        return value

    def took(self, key: str) -> bool:
        """Whether the visitor set that control, for its `on_change`; otherwise nobody did."""
        value, seen = st.session_state[key], self._seen_number()
        shown = self._of(key, value)
        if value == shown.value or (seen < shown.since and value in shown.before):
            return False
        # What is on its way to the browser must not have the last word.
        self._replace(key, value, since=self._next if seen < shown.last_set else 0)
        return True

    def close(self) -> None:
        """Draw the hidden box, after the controls."""
        shown = st.session_state.get(self._known, {}).values()
        number = max((each.last_set for each in shown), default=0)
        st.session_state[self._number] = number
        if self._seen_number() != number:
            st.session_state[self._seen] = str(number)
        st.text_input("seen", str(number), key=self._seen, label_visibility="collapsed")

    @property
    def _next(self) -> int:
        return st.session_state.get(self._number, 0) + 1

    def _seen_number(self) -> int:
        """How much the browser had seen when it sent its message; all if it is new here."""
        word = st.session_state.get(self._seen, str(self._next - 1))
        return int(word) if word.isdecimal() else 0

    def _of(self, key: str, value: object) -> _Shown:
        known = st.session_state.setdefault(self._known, {})
        return known.setdefault(key, _Shown(value, since=0, last_set=0, before=[]))

    def _replace(self, key: str, value: object, since: int) -> _Shown:
        known = st.session_state[self._known]
        old = known[key]
        before = old.before if self._seen_number() < old.since else []
        known[key] = _Shown(value, since, old.last_set, [*before, old.value])
        return known[key]
