"""What classifiers say of one image: a bar for each class, as HTML that can be read aloud."""

from collections.abc import Sequence

import numpy as np

from core.neighbours import LEAST_PROBABILITY, LEAST_SIMILARITY, Judgement


def yes_or_no(question: str, probability: float) -> str:
    """One sigmoid's answer to a question, and the decision that it makes at one half."""
    decided, sign = ("yes", ">") if probability > 0.5 else ("no", "≤")
    bars = f'<strong role="listitem">{decided}</strong>{_bar("ŷ", probability, best=True)}'
    return panel(
        question,
        f'<div class="bars {decided}" role="list">{bars}</div>',
        f"{decided}, as ŷ {sign} ½",
    )


def ten_classes(title: str, probabilities: np.ndarray, note: str) -> str:
    """A classifier's ten outputs; the best one stands out."""
    best = int(probabilities.argmax())
    bars = "".join(_bar(str(c), p, best=c == best) for c, p in enumerate(probabilities))
    return panel(title, f'<div class="bars" role="list">{bars}</div>', note)


def best_two(probabilities: np.ndarray, sure: bool) -> str:
    """The best guess and the second one, in words."""
    second, best = np.argsort(probabilities)[-2:]
    if sure:
        return f"{name(best).capitalize()}. Or else {name(second)}."
    return f"Not sure. Perhaps {name(best)}, or {name(second)}."


def sureness(judgement: Judgement) -> str:
    """Whether the best answer is to be trusted, by which numbers, and why a doubt is rare."""
    similarity = judgement.similarity
    shown = "…" if similarity is None else f"{similarity:.2f}"
    lines = [
        f"{shown} like the {judgement.answer}s it learned from, at least {LEAST_SIMILARITY:g}",
        f"ŷ = {judgement.probability:.3f} by the hidden layer, at least {LEAST_PROBABILITY:g}",
    ]
    if not judgement.sure:
        lines.append("Softmax has to give its 100 % to some digit, even for a scribble.")
    decided = "no" if not judgement.sure else "…" if similarity is None else "yes"
    return panel("sure enough?", f"<strong>{decided}</strong>", "<br>".join(lines))


def confusion_in_words(counts: np.ndarray, names: Sequence[str]) -> str:
    """How many answers are right, and what is taken for something else most often."""
    right, total = int(np.trace(counts)), int(counts.sum())
    words = f"Confusion matrix: {right:,} of {total:,} right."
    wrong = counts - np.diag(np.diag(counts))
    label, answer = np.unravel_index(wrong.argmax(), wrong.shape)
    if not wrong[label, answer]:
        return words
    times = f"{wrong[label, answer]:,} times"
    return f"{words} Most often wrong: {names[label]}, taken for {names[answer]} {times}."


def stacked(*panels: str) -> str:
    """Panels under one another."""
    return f"<div>{''.join(panels)}</div>"


def name(digit: int) -> str:
    """A digit with its article: "a 7", "an 8"."""
    return f"{'an' if digit == 8 else 'a'} {digit}"


def side_by_side(*panels: str, kind: str = "") -> str:
    """Panels in a row, by its `kind` in the style sheet; on a phone they wrap."""
    return f'<div class="panels {kind}">{"".join(panels)}</div>'


def panel(title: str, body: str, note: str) -> str:
    """A heading, a picture or bars, and a note."""
    return f"<section><h3>{title}</h3>{body}<p>{note}</p></section>"


def _bar(name: str, probability: float, best: bool) -> str:
    mark = "bar best" if best else "bar"
    return (
        f'<div class="{mark}" role="listitem" style="--p:{probability:.4f}"><span>{name}</span>'
        f"<i></i><b>{probability:.3f}</b></div>"
    )
