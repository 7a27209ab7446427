"""The running tally: the last answers, each model's accuracy, and where it is wrong."""

import numpy as np
import streamlit as st

from core.figures.confusion import confusion
from core.figures.theme import Theme
from pages._ui import answers, pictures
from pages._ui.bench.scoring import MODELS, Score, score
from pages._ui.bench.shelf import Entry
from pages._ui.images import images
from pages._ui.page import theme
from pages._ui.plot import plot

MOST_FAILURES = 60


def tally(entries: list[Entry], theme: Theme) -> str:
    """What the models said last and how they do so far, as HTML."""
    if not entries:
        return '<h2 class="bench-count">Nothing entered yet.</h2>'
    scores = {name: score(entries, name) for name in MODELS}
    count = "1 digit entered" if len(entries) == 1 else f"{len(entries):,} digits entered"
    heading = f'<h2 class="bench-count" aria-live="polite">{count}</h2>'
    return heading + table(scores) + last(entries[-1], theme)


def table(scores: dict[str, Score]) -> str:
    """A row for each model: how many are right, the accuracy, and its interval as a bar."""
    rows = "".join(_row(MODELS[name], each) for name, each in scores.items())
    return (
        '<table class="tally"><thead><tr><td></td><th>right</th><th colspan="2">accuracy'
        "<small>and where it lies with 95 % confidence</small></th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _row(name: str, score: Score) -> str:
    low, high = score.interval
    right, n = int(np.sum(score.right == score.predicted)), len(score.right)
    words = f"{100 * low:.1f} to {100 * high:.1f} %"
    place = f"--p:{score.accuracy:.4f};--low:{low:.4f};--high:{high:.4f}"
    return (
        f"<tr><th>{name}</th><td>{right:,} of {n:,}</td><td><b>{score.accuracy:.1%}</b>"
        f'<small>{words}</small></td><td><i style="{place}"></i></td></tr>'
    )


def last(entry: Entry, theme: Theme) -> str:
    """The newest entry, and each model's answer to it."""
    label = answers.name(entry.example.label)
    picture = pictures.digit(entry.answers.image.reshape(28, 28), f"The last, {label}", theme)
    cells = "".join(_verdict(name, entry) for name in MODELS)
    return (
        f'<div class="bench-last"><figure>{picture}<figcaption>the last: {label}</figcaption>'
        f"</figure>{cells}</div>"
    )


def _verdict(name: str, entry: Entry) -> str:
    one = score([entry], name)
    said = one.names[one.predicted[0]]
    mark, word = ("✓", "right") if one.right[0] == one.predicted[0] else ("✗", "wrong")
    return (
        f'<section class="{word}"><h3>{MODELS[name]}</h3>'
        f'<strong>{said} <span role="img" aria-label="{word}">{mark}</span></strong>'
        f"<p>{one.sureness[0]:.1%} sure</p></section>"
    )


def show_errors(entries: list[Entry]) -> None:
    """Draw the confusion matrix of a model and the pictures that it took for something else."""
    name = st.segmented_control(
        "Whose mistakes",
        list(MODELS),
        default="hidden-layer",
        required=True,
        key="bench-model",
        format_func=MODELS.get,
        persist_state="session",
        wrap=True,
    )
    of_model = score(entries, name)
    matrix, failures = st.columns([1, 1.3], gap="large")
    with matrix:
        st.markdown("## Confusion matrix")
        plot(
            confusion(of_model.confusion, of_model.names, None, theme()),
            key="bench-confusion",
            alt=answers.confusion_in_words(of_model.confusion, of_model.names),
            height="min(80vw, 460px)",
        )
    with failures:
        show_failures(entries, of_model)


def show_failures(entries: list[Entry], score: Score) -> None:
    wrong = score.failures
    if not len(wrong):
        st.markdown("## No mistakes so far")
        return
    shown = wrong[:MOST_FAILURES]
    of = "" if len(shown) == len(wrong) else f", the latest {len(shown)}"
    st.markdown(f"## {len(wrong):,} wrong{of}")
    images(
        np.array([entries[i].answers.image for i in shown]).reshape(-1, 28, 28),
        key="bench-failures",
        alt="Entered digits that were taken for something else, the latest first.",
        captions=[
            f"{score.names[score.right[i]]} → {score.names[score.predicted[i]]} "
            f"{score.sureness[i]:.2f}"
            for i in shown
        ],
        side="5.5rem",
    )
