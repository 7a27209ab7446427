"""Play, step and reset through the frames of something that happens over time."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

SECONDS_PER_FRAME = 0.12
# Frames at each tick.
SPEEDS = {"slow": 0.25, "normal": 1.0, "fast": 4.0}


def log_frames(steps: int, most: int = 70) -> np.ndarray:
    """Some of the steps 0 … `steps`, ever farther apart: descent does most at its beginning."""
    return np.unique(np.concatenate([[0], np.rint(np.geomspace(1, steps, most)).astype(int)]))


class Player:
    """Where a visitor is in a sequence of frames, and whether it is playing.

    start: the frame at the first visit; None for the last one. speeds: frames at each tick.
    """

    def __init__(
        self,
        key: str,
        frames: int,
        start: int | None = None,
        speeds: Mapping[str, float] = SPEEDS,
    ):
        self._key = key
        self._last = frames - 1
        self._start = self._last if start is None else start
        self._speeds = speeds

    @property
    def frame(self) -> int:
        return min(self._state.get("frame", self._start), self._last)

    @property
    def interval(self) -> float | None:
        """For `poll`: how long a frame is shown, None while nothing plays."""
        return SECONDS_PER_FRAME if self.playing else None

    @property
    def playing(self) -> bool:
        return self._state.get("playing", False)

    def play(self, playing: bool) -> None:
        self._state["playing"] = playing

    def go_to(self, frame: int, place: float | None = None) -> None:
        """Show that frame; `place` is where between two frames a slow play is."""
        self._state["frame"] = frame
        self._state["place"] = frame if place is None else place

    def tick(self) -> None:
        """Go on by one frame if it plays; at the end, stop."""
        if not self.playing:
            return
        if self.frame < self._last:
            # Part of a frame counts as well, in the end.
            place = self._state.get("place", self.frame) + self._speeds[self._speed]
            self.go_to(min(int(place), self._last), place)
        else:
            self.play(False)

    def controls(self) -> None:
        """Play or pause, step and reset, each with a key."""
        playing = self.playing
        # Two buttons, not one that changes: Streamlit may deliver a click twice.
        st.button(
            "Pause" if playing else "Play",
            icon=":material/pause:" if playing else ":material/play_arrow:",
            type="primary",
            shortcut="Space",
            key=f"{self._key}-{'pause' if playing else 'play'}",
            on_click=self._press,
            args=(not playing,),
        )
        st.button(
            "Step",
            icon=":material/skip_next:",
            shortcut="Right",
            key=f"{self._key}-step",
            on_click=lambda: self.go_to(min(self.frame + 1, self._last)),
            disabled=self.frame == self._last,
        )
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            shortcut="Home",
            key=f"{self._key}-reset",
            on_click=lambda: self.go_to(0),
        )

    def _press(self, playing: bool) -> None:
        if playing and self.frame == self._last:
            self.go_to(0)
        self.play(playing)

    def speed_choice(self) -> None:
        """How fast it plays."""
        st.segmented_control(
            "Speed",
            list(self._speeds),
            default="normal",
            required=True,
            key=f"{self._key}-speed",
            persist_state="session",
        )

    @property
    def _speed(self) -> str:
        return st.session_state.get(f"{self._key}-speed") or "normal"

    @property
    def _state(self) -> dict:
        return st.session_state.setdefault(f"{self._key}-player", {})
