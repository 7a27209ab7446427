"""The lecture by clicker: PageDown and PageUp lead through the scenes; each is a link."""

import re
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from pages._ui.controls import Controls
from pages._ui.lecture import clicker
from pages._ui.lecture.scenes import Scene, SceneError, scenes

_STYLES = Path(__file__).parents[3] / "assets" / "web" / "lecture.css"
_controls = Controls("lecture")
# What a scene leaves alone if it says nothing of it, it would take over from the scene before.
_USUAL = {"explain": False}


def scene() -> Scene | None:
    """The scene that is shown, if the lecture goes on."""
    return st.session_state.get("lecture-scene")


def enter(page: Page) -> None:
    """Follow the clicker, or the link, to a scene, and set its page's state as it tells, once."""
    wanted, st.session_state["lecture-wanted"] = st.session_state.get("lecture-wanted"), None
    if wanted == st.session_state.get("lecture-entered"):
        # An impatient browser asks twice; what was done on the page since stays.
        wanted = None
    st.session_state["lecture-just-set"] = ()
    word = str(wanted) if wanted else st.query_params.get("scene")
    st.session_state["lecture-problem"] = ""
    if word is None:
        _leave()
        return
    try:
        number, shown = _find(word)
    except SceneError as error:
        st.session_state["lecture-problem"] = str(error)
        _leave()
        return
    # A run that was cut short on its way to another page may have left the old one there.
    here = number == st.session_state.get("lecture-entered") and page.url_path == _url(shown)
    if wanted or not here:
        _set(page, number, shown)


def _leave() -> None:
    st.session_state["lecture-entered"] = st.session_state["lecture-scene"] = None


def _set(page: Page, number: int, shown: Scene) -> None:
    link = {**shown.link, "scene": str(number)}
    told = {name: st.query_params.get(name) for name in link}
    if page.url_path != _url(shown) or told != link:
        st.session_state["lecture-entered"] = None
        for key in st.session_state:
            # Whoever comes back to a page that played finds it at rest.
            if key.endswith("-player"):
                st.session_state[key]["playing"] = False
        st.switch_page(f"{shown.page}.py", query_params=link)
    st.session_state["lecture-entered"] = st.session_state["lecture-last"] = number
    st.session_state["lecture-scene"] = shown
    # A page obeys its link anew, even the one that it obeyed last.
    st.session_state.pop("link-obeyed", None)
    # The page's own values are no place for our copies: some are changed in place.
    st.session_state.update(_USUAL | {key: _copy(value) for key, value in shown.state.items()})
    st.session_state["lecture-just-set"] = tuple(shown.state)


def blame(error: Exception) -> bool:
    """Whether a page failed by the state that a scene has just set; then say so, and take it back.

    What a teacher writes may be of the wrong kind, or out of a control's range.
    """
    shown = st.session_state.pop("lecture-just-set", None)
    if not shown:
        return False
    for key in shown:
        st.session_state.pop(key, None)
    number = st.session_state["lecture-entered"]
    st.warning(
        f"Scene {number}: its page can't be set so ({', '.join(shown)}); got {str(error)[:200]!r}. "
        "It is as usual at the next look.",
        icon=":material/error:",
    )
    return True


def show_bar() -> None:
    """Draw the way on and back, discreetly; the way back into the lecture if it was left."""
    st.html(_STYLES)
    if problem := st.session_state.get("lecture-problem"):
        st.warning(problem, icon=":material/error:")
    number = st.session_state.get("lecture-entered")
    if number is not None:
        _show_ways(number)
    elif (last := st.session_state.get("lecture-last")) and not problem:
        with st.container(key="lecture-bar"):
            _button(f"Back to scene {last}", "co_present", "resume", last)


def _show_ways(number: int) -> None:
    last, shown = len(scenes()), st.session_state["lecture-scene"]
    with st.container(horizontal=True, vertical_alignment="center", key="lecture-bar"):
        clicker.clicker(number, last, shown.at)
        _button("Back", "chevron_left", "back", max(1, number - 1), help="PageUp")
        st.selectbox(
            "Scene",
            range(1, last + 1),
            _controls.keep("lecture-jump", number) - 1,
            key="lecture-jump",
            format_func=lambda n: f"{n} of {last} · {scenes()[n - 1].title}",
            label_visibility="collapsed",
            on_change=_jump,
            width=300,
        )
        _controls.close()
        _button("On", "chevron_right", "on", min(last, number + 1), help="PageDown")
        if st.button(
            "Leave",
            icon=":material/close:",
            key="lecture-leave",
            type="tertiary",
            help="Leave the lecture; the page stays as it is",
        ):
            st.query_params.pop("scene", None)
            st.rerun()


def _jump() -> None:
    if _controls.took("lecture-jump"):
        clicker.ask(st.session_state["lecture-jump"])


def show_start() -> None:
    """Draw the button that starts the lecture, or what is wrong with its scenes."""
    try:
        scenes()
    except SceneError as error:
        st.error(str(error), icon=":material/error:")
        return
    _button("Start the lecture", "co_present", "start", 1, kind="primary")
    st.markdown("PageDown and PageUp, which a presenter's remote sends, lead on and back.")


def _button(label: str, icon: str, key: str, to: int, kind: str = "tertiary", **more) -> None:
    """A button that leads to a scene."""
    st.button(
        label,
        icon=f":material/{icon}:",
        key=f"lecture-{key}",
        type=kind,
        on_click=clicker.ask,
        args=(to,),
        disabled=to == st.session_state.get("lecture-entered"),
        **more,
    )


def _find(word: str) -> tuple[int, Scene]:
    """The scene of that number; raises SceneError."""
    known = scenes()
    if not (re.fullmatch("[1-9][0-9]{0,3}", word) and int(word) <= len(known)):
        raise SceneError(
            f"A scene must be a whole number from 1 to {len(known)}; the link has {word[:40]!r}."
        )
    return int(word), known[int(word) - 1]


def _url(shown: Scene) -> str:
    return "" if shown.page == "home" else shown.page


def _copy(value: object) -> object:
    return dict(value) if isinstance(value, dict) else value
