"""The choices that all of the landscapes share: the data, the window, the learning rate."""

from collections.abc import Callable

import streamlit as st

from pages._ui.controls import Controls
from pages._ui.landscapes import desk, results
from pages._ui.landscapes import setting as settings

# 1, 2 and 5 of each power of ten, exactly as Python writes them.
RATES = [
    float(f"{digit}e{power}")
    for power in range(-6, 4)
    for digit in (1, 2, 5)
    if float(f"{digit}e{power}") <= settings.MOST_RATE
]

_controls = Controls("landscapes")


def show(*choices: Callable[[], None]) -> None:
    """Draw a chapter's own choices below its pictures, and those of the data that all share."""
    with st.container(key="controls", gap="small"):
        for row in (choices, (show_data,)):
            with st.container(horizontal=True, vertical_alignment="bottom"):
                for choice in row:
                    choice()
        _controls.close()


def show_data() -> None:
    """Draw the choice of the data, of how their inputs are measured, and of the window."""
    kinds = list(settings.DATA)
    st.selectbox(
        "Data",
        kinds,
        kinds.index(_keep("data", desk.setting().data)),
        key="landscapes-data",
        format_func=settings.DATA.get,
        on_change=_take,
        args=("data",),
        width=300,
    )
    if desk.setting().data == "police":
        pairs = list(settings.PAIRS)
        st.selectbox(
            "Weights",
            pairs,
            pairs.index(_keep("pair", settings.fields(desk.setting()).pair)),
            key="landscapes-pair",
            format_func=lambda word: " and ".join(
                settings.weight_names("police", settings.PAIRS[word])
            ),
            on_change=_take,
            args=("pair",),
            width=290,
            help="The other two stand at the cross-entropy's optimum.",
        )
    _choice("Inputs", "inputs", list(settings.INPUT_KINDS))
    with st.popover("Window", icon=":material/crop_free:", key="landscapes-window"):
        _show_window()


def show_rate() -> None:
    """Draw the learning rate's slider."""
    rate = desk.setting().rate
    st.select_slider(
        "learning rate α",
        sorted({*RATES, rate}),
        _keep("rate-slider", rate),
        key="landscapes-rate-slider",
        format_func=lambda value: f"{value:.6g}",
        on_change=_take_rate,
        width=260,
    )


def show_batch() -> None:
    """Draw the choice of how many examples an update looks at."""
    examples = len(results.problem(desk.setting()).labels)
    words = {"full": f"all {examples}", "5": "5", "1": "1 (SGD)"}
    _choice("Examples an update", "batch", list(settings.BATCHES), words.get)


def _show_window() -> None:
    """Draw what can be typed exactly."""
    first, second = desk.setting().names
    _text(f"{first} from, to", "first")
    _text(f"{second} from, to", "second")
    _text("Start", "start")
    _text("Learning rate α", "rate")
    if desk.setting().data == "synthetic":
        _text("Seed of the points", "seed")
    _choice("Points along a side", "points", list(settings.POINTS))


def _text(label: str, name: str) -> None:
    word = _keep(name, getattr(settings.fields(desk.setting()), name))
    st.text_input(label, word, key=f"landscapes-{name}", on_change=_take, args=(name,))


def _choice(label: str, name: str, words: list[str], words_for=str) -> None:
    st.segmented_control(
        label,
        words,
        default=_keep(name, getattr(settings.fields(desk.setting()), name)),
        required=True,
        key=f"landscapes-{name}",
        format_func=words_for,
        on_change=_take,
        args=(name,),
    )


def _take(name: str) -> None:
    """Let the setting follow a control."""
    key = f"landscapes-{name}"
    if _controls.took(key):
        desk.change(**{name: str(st.session_state[key])})


def _take_rate() -> None:
    if _controls.took("landscapes-rate-slider"):
        desk.change(rate=f"{st.session_state['landscapes-rate-slider']:.12g}")


def _keep(name: str, value: object) -> object:
    """Let a control show what is shown, or the word in it that was refused."""
    if desk.was_refused(name):
        return value
    return _controls.keep(f"landscapes-{name}", value)
