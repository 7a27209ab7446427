"""One image through the lecture's training: what the ten outputs were after each update."""

from functools import lru_cache

import numpy as np
import streamlit as st

from core.figures.curves import best_traces, name_trace, output_curves
from core.figures.theme import Theme
from core.training import Plan
from core.worker import Moment
from pages._ui import again, answers, data, gate, runs
from pages._ui.page import plain, theme
from pages._ui.plot import plot
from pages._ui.poll import poll
from pages._ui.run import Run, RunPlan, State
from pages._ui.scrubber import chosen, scrubber

CLASSES = 10
ITERATIONS = 200
# Of full batches the seed makes no difference, but to us: who stops or resets the training page's
# run of the same plan does nothing to this one.
PLAN = Plan(1e-5, ITERATIONS, seed=1)
MODELS = ("softmax", "ten sigmoids")
BUSY = ("waiting", "running")
LIVE_SECONDS = 0.3
# Curves nearer to each other have one name for all.
LEAST_APART = 0.05


def show(image: np.ndarray | None) -> bool:
    """Draw a closed box, and say whether it is open; what it needs is trained when it first is."""
    box = st.expander(
        "Your digit through the lecture's training",
        icon=":material/timeline:",
        key="through-training",
        on_change="rerun",
    )
    if not box.open or image is None:
        return box.open
    with box:
        model = st.segmented_control(
            "Whose training",
            MODELS,
            default=MODELS[0],
            required=True,
            key="through-training-model",
            label_visibility="collapsed",
            persist_state="session",
        )
        run = runs.manager().get(RunPlan(model, PLAN), data.mnist_digits())
        if ready(run):
            gate.fragment(follow)(run, image)
    return True


def ready(run: Run) -> bool:
    """Have it trained, by the first who asks; if that failed, say so."""
    state = run.look(runs.visitor())
    if state.status == "failed":
        st.error(f"The training broke off: {plain(state.error)}.", icon=":material/error:")
        st.button("Try again", on_click=run.start, args=(runs.visitor(),))
        return False
    if state.status not in (*BUSY, "finished"):
        run.start(runs.visitor())
    return True


def follow(run: Run, image: np.ndarray) -> None:
    """What the run has made so far, as often as there is something new."""
    state = run.look(runs.visitor())
    if state.status not in (*BUSY, "finished"):
        # Outside of here it is said what broke off, and begun what was held.
        again.rerun()
    if state.moments:
        show_outputs(run, state, image)
    else:
        st.markdown("Waiting for another training to end …")
    poll("through-training", LIVE_SECONDS if state.status in BUSY else None)


def show_outputs(run: Run, state: State, image: np.ndarray) -> None:
    """The curves, the outputs at the chosen iteration, and the slider."""
    key = f"through-training-{run.plan.model}"
    iterations = [moment.iteration for moment in state.moments]
    at = chosen(key)
    now = len(iterations) - 1 if at is None else int(np.searchsorted(iterations, at, "right")) - 1
    courses = outputs(run, state.moments, image)
    curves, bars = st.columns([2.4, 1], gap="large", vertical_alignment="center")
    with curves:
        show_curves(key, np.array(iterations), courses, now)
    with bars:
        note = f"after {iterations[now]} of {ITERATIONS} updates, sum {courses[now].sum():.3f}"
        st.html(answers.ten_classes(run.plan.model, courses[now], note))
    scrubber(key=key, positions=iterations, at=at)


def outputs(run: Run, moments: tuple[Moment, ...], image: np.ndarray) -> np.ndarray:
    """ŷ of an image (28, 28) at each moment, (moments, 10)."""
    x = np.concatenate([[1.0], image.ravel()])
    return run.plan.classifier().activation(np.array([x @ moment.weights for moment in moments]))


def show_curves(key: str, iterations: np.ndarray, courses: np.ndarray, now: int) -> None:
    best = int(courses[now].argmax())
    bold, dot, line = best_traces(CLASSES)
    points = {digit: (iterations, courses[:, digit]) for digit in range(CLASSES)}
    points[bold] = iterations, courses[:, best]
    points[dot] = iterations[[now]], courses[now, [best]]
    points[line] = np.repeat(iterations[now], 2), np.array([-0.02, 1.02])
    for digit in range(CLASSES):
        shown = is_named(courses[-1], digit)
        end = slice(-1, None) if shown else slice(0)
        points[name_trace(CLASSES, digit)] = iterations[end], courses[end, digit]
    plot(
        _axes(theme()),
        key=f"{key}-curves",
        alt=f"The ten outputs over {iterations[-1]} updates. After {iterations[now]} the best is "
        f"{answers.name(best)}, with {courses[now, best]:.3f}.",
        height="min(44vh, 420px)",
        points=points,
    )


def is_named(outputs: np.ndarray, digit: int) -> bool:
    """Whether a curve ends where there is room for its name: the higher of two neighbours wins."""
    higher = outputs[outputs > outputs[digit]]
    return outputs[digit] > LEAST_APART and not (higher < outputs[digit] + LEAST_APART).any()


@lru_cache(maxsize=4)
def _axes(colours: Theme) -> str:
    return output_curves(CLASSES, ITERATIONS, colours).to_json()
