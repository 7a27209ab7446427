"""An image as numbers, its label as the models get it, and how many there are of each, as HTML."""

import numpy as np

from core.classifiers import BinaryClassifier, OneVsRestClassifier
from core.design_matrix import with_ones

SIDE = 28
NAMES = (
    "zeros",
    "ones",
    "twos",
    "threes",
    "fours",
    "fives",
    "sixes",
    "sevens",
    "eights",
    "nines",
)


def matrix(pixels: np.ndarray) -> str:
    """The 28 × 28 numbers of an image (784,), each on as much ink as it says."""
    rows = "".join(
        f"<tr>{''.join(map(_number, line))}</tr>" for line in pixels.reshape(SIDE, SIDE).tolist()
    )
    return (
        '<div class="numbers" tabindex="0" role="region" aria-label="The 28 × 28 numbers">'
        f"<table><tbody>{rows}</tbody></table></div>"
    )


def row(pixels: np.ndarray, examples: int) -> str:
    """The same numbers as one of the rows of X, with a 1 in front: as a whole and to scroll."""
    one, *rest = with_ones(pixels.reshape(1, -1))[0].astype(int).tolist()
    bars = "".join(f'<i style="{_ink(value)}"></i>' for value in rest)
    return (
        f"<h2>One row of X: a {one}, then the {len(rest)} pixels</h2>"
        f'<div class="row"><strong>{one}</strong>'
        f'<div class="row-bars" aria-hidden="true">{bars}<span></span></div>'
        '<div class="row-numbers" tabindex="0" role="region" aria-label="The pixels in a row">'
        f"<table><tbody><tr>{''.join(map(_number, rest))}</tr></tbody></table></div></div>"
        f"<p>With the rows of all {examples:,} images, X is {examples:,} × {1 + len(rest)}.</p>"
    )


def _number(value: int) -> str:
    """A cell with its number on its ink."""
    return f'<td style="{_ink(value)}">{value}</td>' if value else "<td>0</td>"


def _ink(value: int) -> str:
    return f"--ink:{value / 2.55:.0f}%"


def labels(label: int, positive: int) -> str:
    """A label as it comes, as yes or no, and as a row of ten."""
    yes = int(BinaryClassifier(SIDE * SIDE, positive).encode([label])[0, 0])
    ten = OneVsRestClassifier(SIDE * SIDE, classes=10).encode([label])[0]
    article = "an" if positive == 8 else "a"
    return (
        f'<div class="labels"><h2>Is it {article} {positive}?</h2>'
        f"<p>y = {label} → {_bit(yes)}</p>"
        f"<h2>Which of the ten?</h2><p>y = {label} → ({', '.join(map(_bit, ten))})</p></div>"
    )


def _bit(bit: float) -> str:
    return "<b>1</b>" if bit else "<i>0</i>"


def counts(train: np.ndarray, test: np.ndarray, chosen: int) -> str:
    """How many of each label there are to train on, to test on, and in both."""
    columns = np.array([np.bincount(part, minlength=10) for part in (train, test)])
    table = np.vstack([columns, columns.sum(axis=0)])
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("training", "test", "both"))
    rows = "".join(_counts_row(digit, table, digit == chosen) for digit in range(10))
    return (
        f'<h2>{_extremes(table[-1])}</h2><table class="counts"><thead><tr><td></td>{heads}</tr>'
        f"</thead><tbody>{rows}</tbody></table>"
    )


def _counts_row(digit: int, table: np.ndarray, chosen: bool) -> str:
    cells = "".join(
        f'<td style="--p:{count / table.max():.3f}">{count:,}</td>' for count in table[:, digit]
    )
    return f'<tr{" class=chosen" if chosen else ""}><th scope="row">{digit}</th>{cells}</tr>'


def _extremes(both: np.ndarray) -> str:
    """The rarest digit and the commonest one, in words."""
    least, most = int(both.argmin()), int(both.argmax())
    if both[least] == both[most]:
        return f"{both[most]:,} of each"
    return f"From {both[least]:,} {NAMES[least]} to {both[most]:,} {NAMES[most]}"
