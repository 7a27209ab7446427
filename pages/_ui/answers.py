"""What classifiers say of one image: a bar for each class, as HTML that can be read aloud."""

import numpy as np


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


def best_two(probabilities: np.ndarray) -> str:
    """The best guess and the second one, in words."""
    second, best = np.argsort(probabilities)[-2:]
    return f"{name(best).capitalize()}. Or else {name(second)}."


def name(digit: int) -> str:
    """A digit with its article: "a 7", "an 8"."""
    return f"{'an' if digit == 8 else 'a'} {digit}"


def side_by_side(*panels: str) -> str:
    """Panels in a row; on a phone they wrap."""
    return f'<div class="panels">{"".join(panels)}</div>'


def panel(title: str, body: str, note: str) -> str:
    """A heading, a picture or bars, and a note."""
    return f"<section><h4>{title}</h4>{body}<p>{note}</p></section>"


def _bar(name: str, probability: float, best: bool) -> str:
    mark = "bar best" if best else "bar"
    return (
        f'<div class="{mark}" role="listitem" style="--p:{probability:.4f}"><span>{name}</span>'
        f"<i></i><b>{probability:.3f}</b></div>"
    )
