"""Parts 7 to 10 of the lecture: 60,000 digits, learned live, with a time machine."""

import streamlit as st

from core.worker import MNIST
from pages._ui import again, gate, runs
from pages._ui.data import DigitSets
from pages._ui.lab import (
    controls,
    course,
    data_view,
    desk,
    inspection,
    lesson,
    own_data,
    panel,
    take_away,
)
from pages._ui.page import question
from pages._ui.poll import poll

# How often the page looks at runs: where one trains, and where another visitor may start one.
LIVE_SECONDS, CONTROLS_SECONDS, IDLE_SECONDS = 0.15, 0.4, 2.0


def happening() -> tuple:
    """What is on the desk, and what its runs do; of those that don't train, how far they are.

    Streamlit may send a click along with a chart's event, and then runs the chart's part alone.
    """
    states = [run.state for run in desk.shown_runs()]
    progress = tuple(
        (state.status, None if state.status in controls.BUSY else state.iteration)
        for state in states
    )
    return desk.plan(), desk.pins(), progress


def steer(known: tuple) -> None:
    """The buttons and the progress."""
    controls.show(desk.run())
    *_, progress = now = happening()
    # All parts of the page show at once what is new.
    if now != known:
        again.rerun()
    live = any(status in controls.BUSY for status, _ in progress)
    poll("lab-steer", CONTROLS_SECONDS if live else IDLE_SECONDS)


def watch() -> None:
    """The curves, the time machine, and all that follows it."""
    shown = desk.shown_runs()
    states = [run.look(runs.visitor()) for run in shown]
    run, state = shown[0], states[0]
    moment = course.moment_shown(run.plan, state)
    with st.container(key="lab-picture"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            course.show_numbers(run, moment)
            course.show_choices()
        course.show_warning(run.plan, state)
        course.show_curves(shown, states, moment)
        slider = st.container()
    with st.container(key="lab-rest"):
        if moment is None:
            inspection.show_examples(run)
        else:
            inspection.show_weights(run, moment)
            inspection.show_errors(run, inspection.calm(run, state, moment))
            take_away.show(run, state, moment)
            lesson.show(run, moment)
    with slider:
        course.show_slider(run.plan, state, moment)
    live = any(state.status in controls.BUSY for state in states)
    poll("lab-watch", LIVE_SECONDS if live else IDLE_SECONDS)


def train(sets: DigitSets) -> None:
    """The plan and the controls on the left, the picture on the right."""
    known = happening()
    with st.container(key="lab"):
        left, right = st.columns([1, 3], gap="large")
    with left, st.container(key="lab-panel"):
        gate.fragment(steer)(known)
        panel.show(sets)
    with right:
        gate.fragment(watch)()


VIEWS = {"Training": train, "The data": data_view.show}


# In a fragment, since what is asked for outside of one breaks off what was asked for before.
@gate.fragment
def lab() -> None:
    sets = own_data.choose()
    desk.use(sets)
    numbers = desk.plan().classifier().weights.size
    question(
        f"How do {len(sets.train):,} {'digits' if sets.key == MNIST else 'images'} become "
        f"{numbers:,} numbers?",
        "Each update looks at the training images and moves each weight a little downhill. The "
        "same few lines of NumPy learn one digit, or all ten.",
        styles="lab.css",
    )
    view = st.segmented_control(
        "view",
        list(VIEWS),
        default="Training",
        required=True,
        key="lab-view",
        label_visibility="collapsed",
        persist_state="session",
    )
    VIEWS[view](sets)
    desk.tell_link()


# A link may lead to a view.
if (asked := st.query_params.pop("view", None)) in VIEWS:
    st.session_state["lab-view"] = asked
desk.follow_link(own_data.choose())
lab()
