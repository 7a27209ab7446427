"""Parts 7 to 10 of the lecture: 60,000 digits, learned live."""

from functools import cache

import numpy as np
import streamlit as st

from core.classifiers import LinearClassifier
from core.figures import curves
from core.figures.theme import Theme
from core.training import Plan, Snapshot
from pages._ui import data, pictures, runs
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.page import figures, question, theme
from pages._ui.plot import plot

# How often the page looks at a run: one that trains, and one that another visitor may start.
LIVE_SECONDS, IDLE_SECONDS = 0.18, 2.0
LECTURE = {
    "fives": Plan(learning_rate=1e-5, iterations=100),
    "ten sigmoids": Plan(learning_rate=1e-5, iterations=200),
    "softmax": Plan(learning_rate=1e-5, iterations=200),
}
WORDS = {
    "ready": "ready",
    "running": "training",
    "paused": "paused",
    "finished": "finished",
    "stopped": "stopped",
    "failed": "failed; Reset and try again",
}

question(
    "How do 60,000 digits become 7,850 numbers?",
    "Each update looks at every training image and moves each weight a little downhill. The same "
    "few lines of NumPy learn one digit, or all ten.",
)


def lab(watching_live: bool) -> None:
    with st.container(key="picture-first"):
        panel, picture = st.columns([1, 3], gap="large")
    with panel:
        run = chosen_run()
        state = run.state
        show_controls(run, state)
        show_progress(run.plan, state)
    # How often a fragment runs is settled by a full run.
    if (state.status == "running") != watching_live:
        st.rerun()
    with picture:
        show_curves(run.plan, state)
    if state.last:
        show_weights(state.last)
        explain(run.plan, state.last)
    else:
        show_examples()


def chosen_run() -> runs.Run:
    model = st.segmented_control(
        "What is learned",
        list(LECTURE),
        default="ten sigmoids",
        required=True,
        format_func=lambda name: {"fives": "is it a five?"}.get(name, name),
        key="training-model",
        persist_state="session",
    )
    run = runs.manager().get(runs.RunPlan(model, LECTURE[model]))
    st.session_state["training-run"] = run
    return run


def show_controls(run: runs.Run, state: runs.State) -> None:
    running = state.status == "running"
    with st.container(horizontal=True, key="controls"):
        # Two buttons, not one that changes: Streamlit may deliver a click a second time to what
        # the first has made of the page, and nobody wants a pause undone.
        label, icon, act = (
            ("Pause", "pause", run.pause) if running else ("Start", "play_arrow", run.start)
        )
        st.button(
            label,
            icon=f":material/{icon}:",
            type="primary",
            shortcut="S",
            key=f"training-{label}",
            on_click=act,
        )
        st.button(
            "Step",
            icon=":material/skip_next:",
            shortcut="N",
            key="training-step",
            on_click=run.step,
            args=(state.last,),
            disabled=state.status not in ("ready", "paused"),
        )
        st.button(
            "Stop",
            icon=":material/stop:",
            shortcut="X",
            key="training-stop",
            on_click=run.stop,
            disabled=state.status not in ("running", "paused"),
        )
        st.button(
            "Reset",
            icon=":material/restart_alt:",
            shortcut="Z",
            key="training-reset",
            on_click=run.reset,
            disabled=state.status == "ready",
        )


def show_progress(plan: runs.RunPlan, state: runs.State) -> None:
    iterations, last = plan.plan.iterations, state.last
    done = last.iteration if last else 0
    text = f"**{WORDS[state.status]}** · {done} of {iterations} updates"
    st.progress(done / iterations, text=text)
    rate = done / state.seconds if state.seconds else 0
    figures(
        training_loss=f"{last.loss:.4f}" if last else "–",
        test_accuracy=f"{last.accuracy:.2%}" if last else "–",
        epochs=str(last.epoch if last else 0),
        updates_a_second=f"{rate:.1f}" if rate else "–",
        seconds_left=f"{(iterations - done) / rate:.0f}" if rate else "–",
    )


def show_curves(plan: runs.RunPlan, state: runs.State) -> None:
    iterations, losses, accuracies = (
        np.array([(s.iteration, s.loss, 100 * s.accuracy) for s in state.history]).reshape(-1, 3).T
    )
    last = state.last
    now = (
        f"After {last.iteration} updates the training loss is {last.loss:.4f} and "
        f"{last.accuracy:.2%} of the test images are right."
        if last
        else "No updates yet."
    )
    plot(
        axes(plan, theme()),
        key="training-curves",
        alt=f"Training loss and test accuracy over the updates. {now}",
        height="min(56vh, 620px)",
        points={curves.LOSS: (iterations, losses), curves.ACCURACY: (iterations, accuracies)},
    )


@cache
def axes(plan: runs.RunPlan, colours: Theme) -> str:
    """The empty figure as JSON; it is the same for all who watch."""
    _, test_set = data.mnist_sets()
    answers = runs.MODELS[plan.model]().answers(test_set.labels)
    most_frequent = 100 * np.bincount(answers).max() / len(answers)
    return curves.training_curves(plan.plan.iterations, most_frequent, colours).to_json()


def show_examples() -> None:
    """What there is to learn from: the first of each digit."""
    train_set, _ = data.mnist_sets()
    firsts = [int(np.argmax(train_set.labels == digit)) for digit in range(10)]
    cells = "".join(
        f"<figure>{pictures.digit(train_set.inputs[i].reshape(28, 28), f'a {digit}', theme())}"
        f"<figcaption>{digit}</figcaption></figure>"
        for digit, i in enumerate(firsts)
    )
    st.html(
        f'<div class="weights">{cells}</div>'
        f"<p>Ten of the {len(train_set):,} training images, 28 × 28 pixels each.</p>"
    )


def show_weights(snapshot: Snapshot) -> None:
    """Each class's 784 weights as a picture, all on one scale."""
    pixels = snapshot.weights[1:].T.reshape(-1, 28, 28)
    limit = float(np.abs(pixels).max())
    names = ["five"] if len(pixels) == 1 else [str(digit) for digit in range(10)]
    cells = "".join(
        f"<figure>{pictures.weights(image, limit, f'weights of {name}', theme())}"
        f"<figcaption>{name}</figcaption></figure>"
        for name, image in zip(names, pixels, strict=True)
    )
    st.html(
        f'<div class="weights">{cells}</div>'
        f"<p>The weights now: ink where it is vermilion speaks for the digit, ink where it is blue "
        f"against it. The strongest is ±{limit:.3g}.</p>"
    )


def explain(plan: runs.RunPlan, last: Snapshot) -> None:
    classifier = runs.MODELS[plan.model]()
    formula_code_number(
        Explanation(
            r"\hat v = [\,1 \mid X\,]\, w", LinearClassifier.logits, f"w: {last.weights.shape}"
        ),
        Explanation(
            r"L(w) = \frac{1}{N} \sum_n L_n",
            classifier.loss_function.value,
            f"L = {last.loss:.6f}",
        ),
        Explanation(
            r"\frac{\partial L}{\partial w} = \frac{1}{N} X^T e",
            LinearClassifier.gradient,
            f"iteration {last.iteration}, α = {plan.plan.learning_rate:g}",
        ),
    )


shown = st.session_state.get("training-run")
live = shown is not None and shown.state.status == "running"
st.fragment(lab, run_every=LIVE_SECONDS if live else IDLE_SECONDS)(live)
