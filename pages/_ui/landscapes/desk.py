"""The setting that a visitor looks at, and the link that tells it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from pages._ui import again
from pages._ui.landscapes import setting as settings
from pages._ui.landscapes.setting import STEPS, Setting
from pages._ui.player import Player
from pages._ui.words import WordError, one_of, whole

# Each step at first, then ever farther apart: descent does most at its beginning.
FRAMES = np.unique(
    np.concatenate([np.arange(40), np.rint(np.geomspace(40, STEPS, 60)).astype(int)])
)
player = Player("landscapes", len(FRAMES))


@dataclass(frozen=True)
class Choice:
    """What a control offers, and what it shows at first; its key is “landscapes-” and its name."""

    options: tuple
    usual: object

    def of_word(self, what: str, word: str) -> object:
        """The option that a link means; raises WordError."""
        known = {_word(option): option for option in self.options}
        return known[one_of(what, word, known)]


CHOICES = {
    "chapter": Choice(("Twin descent", "One example", "Basin map", "Minima"), "Twin descent"),
    "view": Choice(("surface", "contour", "both"), "surface"),
    "height": Choice(("linear", "log"), "linear"),
    "steps": Choice((10, 30, 100, 300, 1_000, 3_000), 1_000),
    "grid": Choice((15, 21, 25, 31, 41, 61, 81, 100, 150, 200), 41),
    "prediction": Choice(tuple(percent / 100 for percent in range(1, 100)), 0.02),
    "label": Choice((1, 0), 1),
}


def _word(option: object) -> str:
    return option if isinstance(option, str) else f"{option:g}"


def setting() -> Setting:
    """The setting shown: the last good one."""
    return st.session_state.get("landscapes-setting") or settings.Fields().setting()


def step() -> int:
    """The descent's step that is shown."""
    return int(FRAMES[player.frame])


def choice(name: str):
    """What is chosen of CHOICES."""
    chosen = st.session_state.get(f"landscapes-{name}")
    # A browser that lost its controls' values sends none.
    return CHOICES[name].usual if chosen is None else chosen


def show_choice(name: str, label: str = "", **look) -> None:
    """Draw a row of buttons for one of CHOICES; what was refused before is over with a new one."""
    st.segmented_control(
        label or name.capitalize(),
        CHOICES[name].options,
        default=CHOICES[name].usual,
        required=True,
        key=f"landscapes-{name}",
        persist_state="session",
        on_change=complain,
        **look,
    )


def show_slider(name: str, label: str, width: int, format_func=_word) -> None:
    """Draw a slider for one of CHOICES."""
    st.select_slider(
        label,
        CHOICES[name].options,
        value=CHOICES[name].usual,
        key=f"landscapes-{name}",
        format_func=format_func,
        persist_state="session",
        width=width,
    )


def problem() -> str:
    """What was wrong with the last thing that was asked for; empty if nothing was."""
    return st.session_state.get("landscapes-problem", "")


def complain(sentence: str = "", refused: Iterable[str] = ()) -> None:
    """Show that sentence until something else is asked for; what was `refused` stays as typed."""
    st.session_state["landscapes-problem"] = sentence
    st.session_state["landscapes-refused"] = tuple(refused)


def was_refused(name: str) -> bool:
    """Whether that word of the setting is one that can't be."""
    return name in st.session_state.get("landscapes-refused", ())


def show_problem() -> None:
    """Draw it, in a place that is always there: a box that is open below stays open."""
    with st.container(key="landscapes-problem-place"):
        if not problem():
            return
        st.warning(f"{problem()} The picture is the last good one.", icon=":material/error:")


def change(**words: str) -> None:
    """Change the setting by what a visitor typed; a doubtful word leaves it as it is."""
    now = settings.fields(setting())
    if words.keys() & {"data", "inputs", "pair"}:
        # Other axes: the old window, start and rate mean nothing on them.
        kinds = {name: words.get(name, getattr(now, name)) for name in ("data", "inputs", "pair")}
        opens = settings.usual(**kinds)
        now = replace(opens, seed=now.seed, points=now.points, batch=now.batch)
    if words.keys() & {"first", "second"}:
        # The window is what was asked for: a start outside it moves in.
        words["start"] = settings.moved_in(replace(now, **words))
    try:
        _show(replace(now, **words).setting())
    except WordError as error:
        complain(str(error), words)


def start_at(place: tuple[float, float]) -> None:
    """Put the ball down there; near the window's edge a click may lie a hair outside."""
    ends = setting().first, setting().second
    first, second = (_inside(at, *window) for at, window in zip(place, ends, strict=True))
    _show(replace(setting(), start=(first, second)))


def _inside(at: float, low: float, high: float) -> float:
    """The place in the window, in no more digits than a picture shows."""
    digits = max(0, 4 - math.ceil(math.log10(high - low)))
    return float(np.clip(round(at, digits), low, high))


def _show(new: Setting) -> None:
    st.session_state["landscapes-setting"] = new
    complain()


# ---- the link


def follow_link() -> None:
    """Do what a link asks for, once."""
    asked = _link()
    if not asked or asked == st.session_state.get("link-obeyed") or again.is_now():
        return
    st.session_state["link-obeyed"] = asked
    try:
        new = settings.from_link(asked)
        at = whole("The step", asked.get("step", str(STEPS)), 0, STEPS)
        chosen = {
            name: choice.of_word(f"The {name}", asked.get(name, _word(choice.usual)))
            for name, choice in CHOICES.items()
        }
    except WordError as error:
        complain(str(error))
    else:
        _show(new)
        # Of the map that was pointed at before.
        st.session_state.pop("basins-pointed", None)
        st.session_state.update({f"landscapes-{name}": word for name, word in chosen.items()})
        player.go_to(int(np.searchsorted(FRAMES, at, side="right")) - 1)


def tell_link() -> None:
    """Keep the link true of what is shown, while nothing moves."""
    if player.playing:
        return
    words = settings.to_link(setting())
    chosen = {name: _word(choice(name)) for name in CHOICES}
    words |= {name: word for name, word in chosen.items() if word != _word(CHOICES[name].usual)}
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
