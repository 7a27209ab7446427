"""What the weights of a moment look like, and which test images they get wrong."""

import time
from functools import lru_cache

import numpy as np
import streamlit as st

from core import metrics
from core.figures.confusion import confusion
from core.figures.theme import Theme
from core.worker import Moment
from pages._ui import answers
from pages._ui.controls import Controls
from pages._ui.images import images
from pages._ui.lab import course
from pages._ui.lab.evaluation import Evaluation, class_names, evaluate
from pages._ui.page import BLUE, VERMILION, theme
from pages._ui.plot import plot
from pages._ui.run import Run, State

IMAGES_A_PAGE = 24
# While a training goes on, eyes can't follow a gallery that changes more often.
CALM_SECONDS = 1.0
# In place of a cell, in the choice of them: Streamlit takes None for no choice.
ALL = ()
_controls = Controls("lab-cells")


def calm(run: Run, state: State, moment: Moment) -> Moment:
    """The moment itself, or while a training changes it all the time one of a short while ago."""
    plan, last, since = st.session_state.get("lab-calm", (None, None, 0.0))
    changing = state.status == "running" and course.follows(run.plan)
    if changing and plan == run.plan and time.monotonic() - since < CALM_SECONDS:
        return last
    st.session_state["lab-calm"] = run.plan, moment, time.monotonic()
    return moment


def show_examples(run: Run) -> None:
    """What there is to learn from: the first image of each class."""
    digits = run.sets.train
    firsts = [np.flatnonzero(digits.labels == label)[:1] for label in range(10)]
    shown = np.concatenate(firsts)
    st.markdown(
        f"Ten of the {len(digits):,} training images. **Start** (S) to learn from them all."
    )
    images(
        digits.inputs[shown].reshape(-1, 28, 28),
        key="lab-examples",
        alt="The first training image of each class.",
        captions=[str(label) for label in digits.labels[shown]],
        most_columns=10,
    )


def show_weights(run: Run, moment: Moment) -> None:
    """Each class's 784 weights as a picture, all on one scale."""
    pixels = moment.weights[1:].T.reshape(-1, 28, 28)
    limit = float(np.abs(pixels).max())
    names = class_names(run.plan)[-len(pixels) :]
    st.markdown(
        f"## The weights after {moment.iteration:,} updates\n"
        f"Ink where it is {VERMILION} speaks for the digit, where it is {BLUE} against it; the "
        f"strongest is ±{limit:.3g}."
    )
    images(
        pixels,
        key=f"lab-weights-{len(pixels)}",
        alt="The weights of each class as an image.",
        captions=names,
        limit=limit,
        side="6.5rem" if len(pixels) > 1 else "14rem",
        most_columns=10,
    )


def show_errors(run: Run, moment: Moment) -> None:
    """Draw the confusion matrix, recall and precision, and the images behind them."""
    evaluation = evaluate(run, moment)
    matrix, shares = st.columns([3, 2], gap="large")
    with matrix:
        st.markdown("## Confusion matrix of the test images")
        cell = show_matrix(run, evaluation)
    with shares:
        st.html(recall_and_precision(evaluation))
    show_gallery(run, evaluation, cell)


def show_matrix(run: Run, evaluation: Evaluation) -> tuple[int, int] | None:
    """Draw it; a click chooses a cell."""
    k = len(evaluation.names)
    cell = st.session_state.get(f"lab-cell-{k}")
    click = plot(
        _matrix(evaluation, cell, theme()),
        key="lab-confusion",
        alt=answers.confusion_in_words(evaluation.confusion, evaluation.names),
        height="min(62vw, 520px)",
        clicks=True,
    )
    if click and isinstance(click.point, tuple) and all(0 <= i < k for i in click.point):
        choose_cell(k, click.point)
        st.rerun(scope="fragment")
    return cell


def choose_cell(k: int, cell: tuple[int, int] | None) -> None:
    st.session_state[f"lab-cell-{k}"] = cell
    st.session_state["lab-page"] = 0


# Plotly takes longer to build it than all the rest of the page.
@lru_cache(maxsize=16)
def _matrix(evaluation: Evaluation, cell: tuple[int, int] | None, colours: Theme) -> str:
    return confusion(evaluation.confusion, evaluation.names, cell, colours).to_json()


def recall_and_precision(evaluation: Evaluation) -> str:
    """A row for each class: of its images, how many are found; of its answers, how many right."""
    found = metrics.recall(evaluation.confusion)
    right = metrics.precision(evaluation.confusion)
    rows = "".join(
        f"<tr><th>{name}</th>{_share(recall)}{_share(precision)}</tr>"
        for name, recall, precision in zip(evaluation.names, found, right, strict=True)
    )
    return (
        '<table class="shares"><thead><tr><td></td><th>recall<small>of its images, found</small>'
        "</th><th>precision<small>of its answers, right</small></th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _share(value: float) -> str:
    if np.isnan(value):
        return '<td title="There are none.">–</td>'
    return f'<td style="--p:{value:.4f}">{value:.1%}</td>'


def show_gallery(run: Run, evaluation: Evaluation, cell: tuple[int, int] | None) -> None:
    """Draw the images of a cell, or all that are wrong, the worst first; a click shows scores."""
    members = gallery(evaluation, cell)
    pages = max(1, -(-len(members) // IMAGES_A_PAGE))
    page = min(st.session_state.get("lab-page", 0), pages - 1)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"## {_title(evaluation, cell, len(members))}", width="content")
        show_cells(evaluation, cell)
    shown = members[page * IMAGES_A_PAGE :][:IMAGES_A_PAGE]
    chosen = st.session_state.get("lab-image")
    pictures, scores = st.columns([3, 1], gap="large")
    with pictures:
        clicked = images(
            run.sets.test.inputs[shown].reshape(-1, 28, 28),
            key="lab-gallery",
            alt="Test images; each can be chosen.",
            captions=[best_two(evaluation, i) for i in shown],
            chosen=list(shown).index(chosen) if chosen in shown else None,
            clicks=True,
            side="5.5rem",
        )
        if clicked is not None and clicked < len(shown):
            st.session_state["lab-image"] = int(shown[clicked])
            st.rerun(scope="fragment")
        show_paging(page, pages)
    with scores:
        show_scores(run, evaluation, chosen)


def show_cells(evaluation: Evaluation, cell: tuple[int, int] | None) -> None:
    """Draw the choice of a cell for those who don't click on the matrix."""
    k, names = len(evaluation.names), evaluation.names
    cells = [ALL, *((label, answer) for label in range(k) for answer in range(k))]
    key = f"lab-cell-choice-{k}"
    st.selectbox(
        "Which images",
        cells,
        cells.index(_controls.keep(key, cell or ALL)),
        key=key,
        format_func=lambda c: f"{names[c[0]]} taken for {names[c[1]]}" if c else "all mistakes",
        on_change=_take_cell,
        args=(k, key),
        label_visibility="collapsed",
        width=round(theme().text(220)),
    )
    _controls.close()


def _take_cell(k: int, key: str) -> None:
    if _controls.took(key):
        choose_cell(k, st.session_state[key] or None)


def gallery(evaluation: Evaluation, cell: tuple[int, int] | None) -> np.ndarray:
    """The test images of a cell, or all mistakes, those first that were thought the surest."""
    if cell is None:
        members = np.flatnonzero(evaluation.predicted != evaluation.answers)
    else:
        members = np.flatnonzero(
            (evaluation.answers == cell[0]) & (evaluation.predicted == cell[1])
        )
    sureness = evaluation.probabilities[members, evaluation.predicted[members]]
    # What is right is the more interesting the less sure it was.
    right = cell is not None and cell[0] == cell[1]
    return members[np.argsort(sureness if right else -sureness, kind="stable")]


def _title(evaluation: Evaluation, cell: tuple[int, int] | None, count: int) -> str:
    if cell is None:
        return f"All {count:,} mistakes, the surest first"
    label, answer = (evaluation.names[i] for i in cell)
    order = "the least sure first" if cell[0] == cell[1] else "the surest first"
    return f"{count:,} test images of {label} taken for {answer}, {order}"


def best_two(evaluation: Evaluation, image: int) -> str:
    """The label, and the two best answers with their probabilities."""
    second, best = np.argsort(evaluation.probabilities[image])[-2:]
    guesses = [
        f"{evaluation.names[i]} {evaluation.probabilities[image, i]:.2f}" for i in (best, second)
    ]
    label = evaluation.names[evaluation.answers[image]]
    # A line may break between the guesses only.
    return " ".join(
        part.replace(" ", "\N{NO-BREAK SPACE}") for part in (f"{label} → {guesses[0]},", guesses[1])
    )


def show_paging(page: int, pages: int) -> None:
    if pages == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, to, usable in (
            ("Previous", page - 1, page > 0),
            ("Next", page + 1, page < pages - 1),
        ):
            st.button(label, key=f"lab-{label}", on_click=_turn_to, args=(to,), disabled=not usable)
        st.markdown(f"{page + 1} of {pages}")


def _turn_to(page: int) -> None:
    st.session_state["lab-page"] = page


def show_scores(run: Run, evaluation: Evaluation, image: int | None) -> None:
    """Draw what the model says of one test image, class by class."""
    if image is None or image >= len(evaluation.answers):
        st.markdown("Choose an image to see its scores.")
        return
    label = run.sets.test.labels[image]
    outputs = evaluation.classifier.activation(evaluation.logits[image : image + 1])[0]
    title = f"Test image {image:,}: {answers.name(label)}"
    if len(outputs) == 1:
        body = answers.yes_or_no(
            f"{title}. Is it {answers.name(run.plan.digit)}?", float(outputs[0])
        )
    else:
        body = answers.ten_classes(title, outputs, f"sum {outputs.sum():.3f}")
    st.html(body)
