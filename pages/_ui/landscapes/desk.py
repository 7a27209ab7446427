"""The setting that a visitor looks at, and the link that tells it."""

from dataclasses import replace

import numpy as np
import streamlit as st

from pages._ui.landscapes import setting as settings
from pages._ui.landscapes.setting import STEPS, Setting
from pages._ui.player import Player
from pages._ui.words import WordError, one_of, whole

# Each step at first, then ever farther apart: descent does most at its beginning.
FRAMES = np.unique(
    np.concatenate([np.arange(40), np.rint(np.geomspace(40, STEPS, 60)).astype(int)])
)
player = Player("landscapes", len(FRAMES))
# What is looked at, each the usual one first.
CHOICES = {
    "chapter": ("Twin descent", "One example", "Basin map", "Minima"),
    "view": ("surface", "contour", "both"),
    "height": ("linear", "log"),
}


def setting() -> Setting:
    """The setting shown: the last good one."""
    return st.session_state.get("landscapes-setting") or settings.Fields().setting()


def step() -> int:
    """The descent's step that is shown."""
    return int(FRAMES[player.frame])


def choice(name: str) -> str:
    """What is chosen of CHOICES."""
    return st.session_state.get(f"landscapes-{name}") or CHOICES[name][0]


def show_choice(name: str, label_visibility: str = "visible") -> None:
    """Draw one of CHOICES."""
    st.segmented_control(
        name.capitalize(),
        CHOICES[name],
        default=CHOICES[name][0],
        required=True,
        key=f"landscapes-{name}",
        label_visibility=label_visibility,
        persist_state="session",
    )


def problem() -> str:
    """What was wrong with the last thing that was asked for; empty if nothing was."""
    return st.session_state.get("landscapes-problem", "")


def change(**words: str) -> None:
    """Change the setting by what a visitor typed; a doubtful word leaves it as it is."""
    now = settings.fields(setting())
    if words.keys() & {"data", "inputs", "pair"}:
        # Other axes: the old window, start and rate mean nothing on them.
        kinds = {name: words.get(name, getattr(now, name)) for name in ("data", "inputs", "pair")}
        opens = settings.usual(**kinds)
        now = replace(opens, seed=now.seed, points=now.points, batch=now.batch)
    try:
        _show(replace(now, **words).setting())
    except WordError as error:
        st.session_state["landscapes-problem"] = str(error)


def start_at(place: tuple[float, float]) -> None:
    """Put the ball down there; near the window's edge a click may lie a hair outside."""
    ends = setting().first, setting().second
    inside = [float(np.clip(at, *window)) for at, window in zip(place, ends, strict=True)]
    _show(replace(setting(), start=(inside[0], inside[1])))


def _show(new: Setting) -> None:
    st.session_state["landscapes-setting"] = new
    st.session_state["landscapes-problem"] = ""


# ---- the link


def follow_link() -> None:
    """Do what a link asks for, once."""
    asked = _link()
    if not asked or asked == st.session_state.get("link-obeyed"):
        return
    st.session_state["link-obeyed"] = asked
    try:
        new = settings.from_link(asked)
        at = whole("The step", asked.get("step", str(STEPS)), 0, STEPS)
        chosen = {
            name: one_of(f"The {name}", asked.get(name, options[0]), options)
            for name, options in CHOICES.items()
        }
    except WordError as error:
        st.session_state["landscapes-problem"] = str(error)
    else:
        _show(new)
        st.session_state.update({f"landscapes-{name}": word for name, word in chosen.items()})
        player.go_to(int(np.searchsorted(FRAMES, at, side="right")) - 1)


def tell_link() -> None:
    """Keep the link true of what is shown, while nothing moves."""
    if player.playing or problem():
        return
    words = settings.to_link(setting())
    chosen = {name: choice(name) for name in CHOICES}
    words |= {name: word for name, word in chosen.items() if word != CHOICES[name][0]}
    if step() != STEPS:
        words["step"] = str(step())
    if words != _link():
        for name in _link().keys() - words.keys():
            del st.query_params[name]
        st.query_params.update(words)
    st.session_state["link-obeyed"] = words


def _link() -> dict[str, str]:
    names = [*vars(settings.Fields()), *CHOICES, "step"]
    return {name: st.query_params[name] for name in names if name in st.query_params}
