"""The curves of the desk's runs, and the time machine's slider under them."""

from bisect import bisect_right
from functools import lru_cache

import numpy as np
import streamlit as st

from core import training
from core.figures import curves
from core.figures.theme import Theme
from core.worker import MNIST, Moment
from pages._ui.lab import desk, evaluation, plans
from pages._ui.page import figures, theme
from pages._ui.plot import plot
from pages._ui.run import Run, RunPlan, State
from pages._ui.scrubber import chosen, scrubber

OVER = ("updates", "epochs", "examples seen", "seconds")


def time_key(plan: RunPlan) -> str:
    """Each plan has a slider of its own, which remembers where it was."""
    return f"lab-time-{plans.to_word(plan)}"


def follows(plan: RunPlan) -> bool:
    """Whether the slider follows the newest moment of that plan's run."""
    return chosen(time_key(plan)) is None


def moment_shown(plan: RunPlan, state: State) -> Moment | None:
    """The moment that the time machine stands at; where it follows, the last one measured."""
    iteration = chosen(time_key(plan))
    if iteration is not None and state.moments:
        return max(
            (moment for moment in state.moments if moment.iteration <= iteration),
            key=lambda moment: moment.iteration,
            default=state.moments[0],
        )
    return state.measured[-1] if state.measured else None


def show_numbers(run: Run, moment: Moment | None) -> None:
    """Draw what is known of the moment."""
    if moment is None:
        figures(
            ("update", "0"),
            ("training loss", "–"),
            ("test accuracy", "–"),
            ("epoch", "0"),
            ("examples seen", "0"),
        )
        return
    figures(
        ("update", f"{moment.iteration:,}"),
        ("training loss", f"{evaluation.loss(run, moment):.4f}"),
        ("test accuracy", f"{evaluation.accuracy(run, moment):.2%}"),
        ("epoch", f"{moment.epoch:,}"),
        ("examples seen", f"{examples_seen(run, np.array(moment.iteration)):,}"),
    )


def show_curves(runs: list[Run], states: list[State], moment: Moment | None) -> None:
    """Draw all runs over one another, and where the time machine stands in the first."""
    over, log_x, log_loss = how_drawn()
    points = {}
    for number, (run, state) in enumerate(zip(runs, states, strict=True)):
        measured = state.measured
        x = places(run, measured, over, log_x)
        losses, accuracies = (
            np.array([getattr(m, name) for m in measured], dtype=np.float32)
            for name in ("loss", "accuracy")
        )
        points[curves.loss_trace(number)] = x, losses
        points[curves.accuracy_trace(number)] = x, 100 * accuracies
    points |= now(runs, moment, over, log_x)
    plot(
        axes(tuple(run.plan for run in runs), over, log_x, log_loss, theme()),
        key="lab-curves",
        alt=in_words(runs[0], moment, over),
        height="min(44vh, 620px)",
        points=points,
        save=("threshold-training", st.session_state.get("lab-pictures", 0)),
    )


def show_choices() -> None:
    """Draw the choices of what the curves are drawn over, and the pins."""
    with st.container(horizontal=True, width="content", vertical_alignment="center"):
        st.segmented_control(
            "over",
            OVER,
            default="updates",
            required=True,
            key="lab-over",
            label_visibility="collapsed",
            persist_state="session",
        )
        st.pills(
            "logarithmic",
            ("log x", "log loss"),
            selection_mode="multi",
            key="lab-logs",
            label_visibility="collapsed",
            persist_state="session",
        )


def show_slider(plan: RunPlan, state: State, moment: Moment | None) -> None:
    """Draw the slider; last of all, as it sends its next move as soon as it is answered."""
    key = time_key(plan)
    positions = [m.iteration for m in state.moments]
    if moment and follows(plan):
        # It ends at what is shown: of mini-batches not each moment is measured.
        positions = positions[: bisect_right(positions, moment.iteration)]
    scrubber(key=key, positions=positions, at=chosen(key))


def how_drawn() -> tuple[str, bool, bool]:
    over = st.session_state.get("lab-over") or OVER[0]
    logs = st.session_state.get("lab-logs") or ()
    return over, "log x" in logs, "log loss" in logs


def examples(run: Run) -> int:
    return len(run.sets.train)


def examples_seen(run: Run, iterations: np.ndarray) -> np.ndarray:
    return training.examples_seen(examples(run), run.plan.plan.batch_size, iterations)


def places(run: Run, moments: list[Moment], over: str, log_x: bool) -> np.ndarray:
    """Where moments stand on the x axis."""
    iterations = np.array([moment.iteration for moment in moments], dtype=int)
    match over:
        case "updates":
            x = iterations.astype(float)
        case "epochs":
            x = examples_seen(run, iterations) / examples(run)
        case "examples seen":
            x = examples_seen(run, iterations).astype(float)
        case "seconds":
            x = np.array([moment.seconds for moment in moments])
    # A logarithmic axis has no place for 0: the start stands at half of the first update.
    return (np.maximum(x, least(run, over)) if log_x else x).astype(np.float32)


def least(run: Run, over: str) -> float:
    """Half of what one update takes on that axis."""
    batch = run.plan.plan.batch_size or examples(run)
    sizes = {"updates": 1, "epochs": batch / examples(run), "examples seen": batch, "seconds": 1e-3}
    return sizes[over] / 2


def now(runs: list[Run], moment: Moment | None, over: str, log_x: bool) -> dict:
    loss, accuracy, line = curves.now_traces(len(runs))
    if moment is None:
        return {}
    run = runs[0]
    x = places(run, [moment], over, log_x)
    return {
        loss: (x, np.array([evaluation.loss(run, moment)])),
        accuracy: (x, np.array([100 * evaluation.accuracy(run, moment)])),
        line: (np.repeat(x, 2), np.array([0.0, 101.0])),
    }


@lru_cache(maxsize=256)
def axes(shown: tuple[RunPlan, ...], over: str, log_x: bool, log_loss: bool, colours: Theme) -> str:
    """The empty figure as JSON; it is the same for all who watch."""
    runs = [desk.run(plan) for plan in shown]
    ends = [places(run, [_end(run.plan)], over, False)[0] for run in runs]
    most = None if over == "seconds" else float(max(ends))
    layout = curves.Axes(over, most, min(least(run, over) for run in runs), log_x, log_loss)
    return curves.training_curves(
        plans.names(shown), layout, references(runs[0]), colours
    ).to_json()


def _end(plan: RunPlan) -> Moment:
    return Moment(plan.plan.iterations, 0, 0.0, np.empty(0))


def references(run: Run) -> dict[str, float]:
    """What an accuracy is to be compared with: no thought at all, and the lecture's own result."""
    answers = run.plan.classifier().answers(run.sets.test.labels)
    lines = {"always the same answer": 100 * np.bincount(answers).max() / len(answers)}
    if run.plan.data == MNIST and (run.plan.model != "fives" or run.plan.digit == 5):
        lines["the lecture's"] = plans.LECTURE_ENDS[run.plan.model]
    return lines


def in_words(run: Run, moment: Moment | None, over: str) -> str:
    """What the curves show at the chosen moment."""
    what = f"Training loss and test accuracy over the {over}."
    if moment is None:
        return f"{what} Nothing is trained yet."
    return (
        f"{what} After {moment.iteration:,} updates the loss is {evaluation.loss(run, moment):.4f} "
        f"and {evaluation.accuracy(run, moment):.2%} of the test images are right."
    )


def show_warning(plan: RunPlan, state: State) -> None:
    """Draw a sentence where the learning rate is too high."""
    words = overshoot(plan, state)
    if words:
        st.html(f'<p class="lab-note" role="status">{words}</p>')


def overshoot(plan: RunPlan, state: State) -> str:
    """A sentence on a loss that is larger than at the start, or that keeps jumping; or nothing."""
    losses = np.array([moment.loss for moment in state.measured])
    if len(losses) < 10:
        return ""
    times, most = losses[-1] / losses[0], losses.max() / losses[0]
    if times > 1:
        return (
            "<b>Too fast.</b> An update jumps across the valley and lands higher on the other "
            f"side: the loss rose to {most:,.1f} times what it was at the start, and is "
            f"{times:,.1f} times that now. Try a smaller α."
        )
    recent = losses[-20:]
    rises = np.count_nonzero(np.diff(recent) > 0.02 * recent[:-1])
    # Mini-batches jump a little anyway.
    if rises >= 5 and plan.plan.batch_size is None:
        return (
            f"<b>Too fast to settle.</b> In {rises} of the last {len(recent) - 1} updates the loss "
            "rose: they overshoot the bottom of the valley. Try a smaller α."
        )
    return ""
