"""The plan: what is learned and how, each value by a control and in the link."""

from dataclasses import replace

import streamlit as st

from pages._ui.controls import Controls
from pages._ui.data import DigitSets
from pages._ui.lab import desk, plans

_controls = Controls("lab")

# 1, 2 and 5 of each power of ten, exactly as Python writes them.
RATES = [
    float(f"{digit}e{power}")
    for power in range(-9, 3)
    for digit in (1, 2, 5)
    if float(f"{digit}e{power}") <= plans.MOST_RATE
]


def show(sets: DigitSets) -> None:
    """Draw the plan's controls; what they change is on the desk when the page runs."""
    with st.container(key="lab-plan-panel", gap="small"):
        show_presets()
        show_model(sets)
        show_rate(sets)
        first, second = st.columns(2)
        with first:
            text("Iterations (updates)", "iterations", sets)
            text(
                "Seed",
                "seed",
                sets,
                help="The order in which mini-batches are drawn.",
                disabled=desk.plan().plan.batch_size is None,
            )
        with second:
            text(
                "Batch size",
                "batch",
                sets,
                help=f"“{plans.FULL}”, or examples an update: 1 to {len(sets.train):,}.",
            )
            choice("Pixels", "pixels", list(plans.PIXELS), sets)
        if desk.problem():
            st.warning(desk.problem(), icon=":material/error:")
        show_pins()
        _controls.close()


def show_presets() -> None:
    named = {plan: name for name, plan in plans.PRESETS.items()}
    st.pills(
        "Presets",
        list(plans.PRESETS),
        default=_controls.keep("lab-preset", named.get(desk.plan())),
        key="lab-preset",
        on_change=take_preset,
        label_visibility="collapsed",
    )


def take_preset() -> None:
    name = st.session_state["lab-preset"]
    # A second click on a pill takes the choice back; the plan stays.
    if _controls.took("lab-preset") and name in plans.PRESETS:
        desk.lay_out(replace(plans.PRESETS[name], data=desk.plan().data))


def show_model(sets: DigitSets) -> None:
    choice("What is learned", "model", list(plans.MODELS), sets, plans.MODELS.get)
    if desk.plan().model == "fives":
        choice("Which digit", "digit", [str(digit) for digit in range(10)], sets)


def show_rate(sets: DigitSets) -> None:
    rate = desk.plan().plan.learning_rate
    options = sorted({*RATES, rate})
    slider, box = st.columns([2, 1], vertical_alignment="bottom")
    with slider:
        st.select_slider(
            "Learning rate α",
            options,
            _controls.keep("lab-rate-slider", rate),
            key="lab-rate-slider",
            format_func=lambda value: f"{value:.6g}",
            on_change=take_rate,
            args=(sets,),
        )
    with box:
        text("exactly", "rate", sets)


def take_rate(sets: DigitSets) -> None:
    if _controls.took("lab-rate-slider"):
        desk.change(sets, rate=repr(st.session_state["lab-rate-slider"]))


def show_pins() -> None:
    """Draw the button that pins the run, and the pinned ones, each a click away."""
    pins = desk.pins()
    pinned = desk.plan() in pins
    st.button(
        "Unpin this run" if pinned else "Pin to compare",
        icon=":material/keep_off:" if pinned else ":material/keep:",
        key=f"lab-{'unpin' if pinned else 'pin'}",
        shortcut="B",
        on_click=desk.pin if not pinned else desk.unpin,
        args=(desk.plan(),),
        disabled=not pinned and len(pins) == desk.MOST_PINS,
        help=f"Up to {desk.MOST_PINS} runs lie over one another in the curves.",
    )
    if not pins:
        return
    shown = _controls.keep("lab-pins-shown", desk.plan() if pinned else None)
    names = dict(zip(pins, plans.names(pins), strict=True))
    st.pills(
        "Pinned runs",
        pins,
        # A plan has fields, and would be taken for several.
        default=shown and [shown],
        key="lab-pins-shown",
        format_func=names.get,
        on_change=take_pin,
    )


def take_pin() -> None:
    chosen = st.session_state["lab-pins-shown"]
    if _controls.took("lab-pins-shown") and chosen:
        desk.lay_out(chosen)


def text(label: str, name: str, sets: DigitSets, **options) -> None:
    """A box for one word of the plan."""
    word = _controls.keep(f"lab-{name}", shown(name))
    st.text_input(label, word, key=f"lab-{name}", on_change=take, args=(name, sets), **options)


def choice(label: str, name: str, words: list[str], sets: DigitSets, words_for=str) -> None:
    """A row of buttons for one word of the plan."""
    st.segmented_control(
        label,
        words,
        default=_controls.keep(f"lab-{name}", shown(name)),
        key=f"lab-{name}",
        required=True,
        format_func=words_for,
        on_change=take,
        args=(name, sets),
    )


def take(name: str, sets: DigitSets) -> None:
    """Let the plan follow a control."""
    if _controls.took(f"lab-{name}"):
        desk.change(sets, **{name: str(st.session_state[f"lab-{name}"])})


def shown(name: str) -> str:
    """A word of the plan as its control shows it."""
    return getattr(plans.fields(desk.plan()), name)
