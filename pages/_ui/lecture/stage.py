"""The lecture by clicker: PageDown and PageUp lead through the scenes; each is a link."""

import re
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from pages._ui.lecture.scenes import Scene, SceneError, scenes

_STYLES = Path(__file__).parents[3] / "assets" / "web" / "lecture.css"
# What a scene leaves alone if it says nothing of it, it would take over from the scene before.
_USUAL = {"explain": False}


def scene() -> Scene | None:
    """The scene that is shown, if the lecture goes on."""
    return st.session_state.get("lecture-scene")


def enter(page: Page) -> None:
    """Set the page's state as the scene of the link tells, once; go to its page if need be."""
    wanted = st.session_state.pop("lecture-wanted", None)
    st.session_state["lecture-just-set"] = ()
    word = str(wanted) if wanted else st.query_params.get("scene")
    st.session_state["lecture-problem"] = ""
    if word is None:
        st.session_state["lecture-entered"] = st.session_state["lecture-scene"] = None
        return
    try:
        number, shown = _find(word)
    except SceneError as error:
        st.session_state["lecture-problem"] = str(error)
        st.session_state["lecture-entered"] = st.session_state["lecture-scene"] = None
        return
    if number == st.session_state.get("lecture-entered"):
        return
    told = {name: st.query_params.get(name) for name in _link(number, shown)}
    if page.url_path != _url(shown) or told != _link(number, shown):
        st.switch_page(f"{shown.page}.py", query_params=_link(number, shown))
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
    if number is None:
        _show_way_back()
        return
    last = len(scenes())
    with st.container(horizontal=True, vertical_alignment="center", key="lecture-bar"):
        _step("Back", "chevron_left", "PageUp", number - 1, number > 1)
        if st.session_state.get("lecture-jump") != number:
            st.session_state["lecture-jump"] = number
        st.selectbox(
            "Scene",
            range(1, last + 1),
            key="lecture-jump",
            format_func=lambda n: f"{n} of {last} · {scenes()[n - 1].title}",
            label_visibility="collapsed",
            on_change=_jump,
            width=300,
        )
        _step("On", "chevron_right", "PageDown", number + 1, number < last)
        if st.button(
            "Leave",
            icon=":material/close:",
            key="lecture-leave",
            type="tertiary",
            help="Leave the lecture; the page stays as it is",
        ):
            st.query_params.pop("scene", None)
            st.rerun()


def show_start() -> None:
    """Draw the button that starts the lecture, or what is wrong with its scenes."""
    try:
        scenes()
    except SceneError as error:
        st.error(str(error), icon=":material/error:")
        return
    if st.button(
        "Start the lecture", icon=":material/co_present:", type="primary", key="lecture-start"
    ):
        go(1)
    st.markdown("PageDown and PageUp, which a presenter's remote sends, lead on and back.")


def go(number: int) -> None:
    """Show that scene, or, of a file that has fewer by now, the last one."""
    st.session_state["lecture-entered"] = None
    try:
        number = min(number, len(scenes()))
    except SceneError as error:
        st.warning(str(error), icon=":material/error:")
        return
    shown = scenes()[number - 1]
    st.switch_page(f"{shown.page}.py", query_params=_link(number, shown))


def _show_way_back() -> None:
    last = st.session_state.get("lecture-last")
    if last is None or st.session_state["lecture-problem"]:
        return
    with st.container(key="lecture-bar"):
        if st.button(f"Back to scene {last}", icon=":material/co_present:", key="lecture-resume"):
            go(last)


def _step(label: str, icon: str, key: str, to: int, possible: bool) -> None:
    if st.button(
        label,
        icon=f":material/{icon}:",
        shortcut=key,
        key=f"lecture-{key}",
        type="tertiary",
        disabled=not possible,
    ):
        go(to)


def _jump() -> None:
    st.session_state["lecture-wanted"] = st.session_state["lecture-jump"]
    st.session_state["lecture-entered"] = None


def _find(word: str) -> tuple[int, Scene]:
    """The scene of that number; raises SceneError."""
    known = scenes()
    if not (re.fullmatch("[1-9][0-9]{0,3}", word) and int(word) <= len(known)):
        raise SceneError(
            f"A scene must be a whole number from 1 to {len(known)}; the link has {word[:40]!r}."
        )
    return int(word), known[int(word) - 1]


def _link(number: int, shown: Scene) -> dict[str, str]:
    return {**shown.link, "scene": str(number)}


def _url(shown: Scene) -> str:
    return "" if shown.page == "home" else shown.page


def _copy(value: object) -> object:
    return dict(value) if isinstance(value, dict) else value
