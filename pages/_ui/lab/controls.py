"""Start, pause, step, stop, reset and speed, and how far the run is."""

import streamlit as st

from pages._ui import runs
from pages._ui.page import figures
from pages._ui.run import Run, RunPlan, State

SPEEDS = {0.0: "full speed", 0.1: "10 a second", 0.5: "2 a second"}
BUSY = ("running", "waiting")


def show(run: Run) -> None:
    """Draw the buttons and the progress of a run."""
    state = run.look(runs.visitor())
    with st.container(key="controls", gap="small"):
        show_buttons(run, state)
        show_progress(run.plan, state)


def show_buttons(run: Run, state: State) -> None:
    busy = state.status in BUSY
    with st.container(horizontal=True, gap="small"):
        # Two buttons, not one that changes: Streamlit may deliver a click a second time to what
        # the first has made of the page, and nobody wants a pause undone.
        if busy:
            button("Pause", "pause", "S", run.pause, kind="primary")
        else:
            button("Start", "play_arrow", "S", run.start, runs.visitor(), kind="primary")
        steppable = state.status in ("ready", "paused")
        button(
            "Step", "skip_next", "N", run.step, state.iteration, runs.visitor(), usable=steppable
        )
        button("Stop", "stop", "X", run.stop, usable=busy or state.status == "paused")
        button("Reset", "restart_alt", "Z", run.reset, usable=state.status != "ready")
        speeds = list(SPEEDS)
        following = speeds[(speeds.index(state.interval) + 1) % len(speeds)]
        button(SPEEDS[state.interval].capitalize(), "speed", "V", run.slow, following)


def button(label, icon, key, act, *args, usable: bool = True, kind: str = "secondary") -> None:
    st.button(
        label,
        icon=f":material/{icon}:",
        type=kind,
        shortcut=key,
        key=f"lab-button-{label}",
        on_click=act,
        args=args,
        disabled=not usable,
    )


def show_progress(plan: RunPlan, state: State) -> None:
    total, done = plan.plan.iterations, state.iteration
    epochs = state.newest.epoch if state.newest else 0
    text = f"**{status(state)}** · {done:,} of {total:,} updates · epochs: {epochs:,}"
    st.progress(done / total, text=text)
    left = (total - done) / state.rate if state.rate else None
    figures(
        ("updates a second", f"{state.rate:,.1f}" if state.rate else "–"),
        ("time left", "–" if left is None else duration(left)),
    )


def status(state: State) -> str:
    """What a run does, in words."""
    match state.status:
        case "running":
            return "training"
        case "waiting":
            return f"waiting, number {state.place} in the queue"
        case "paused" if state.lonely:
            return "paused, as nobody watched"
        case "failed":
            return f"failed: {state.error}"
    return state.status


def duration(seconds: float) -> str:
    """Seconds as people say them: 8 s, 3 min, 2 h."""
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
