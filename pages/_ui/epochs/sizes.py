"""Any number of examples and any batch size: how an epoch is cut into batches."""

import streamlit as st

from core.race import BATCH_SIZES, EXAMPLES
from core.training import updates_per_epoch
from pages._ui.epochs.race import EPOCHS
from pages._ui.page import figures
from pages._ui.words import WordError, whole

METHODS = (
    "stochastic gradient descent (SGD)",
    "mini-batch gradient descent",
    "batch gradient descent",
)
MOST_EXAMPLES = 100_000
USUAL = ("100", "8")
# So many batches are drawn each by itself; of more, some at the beginning and some at the end.
MOST_DRAWN, DRAWN_FIRST, DRAWN_LAST = 40, 14, 3


def show() -> None:
    """Draw the part: two boxes, what follows from them, the lecture's table."""
    st.markdown("## Any number of examples, any batch size")
    boxes, picture = st.columns([1, 2.6], gap="large")
    with boxes:
        words = [
            st.text_input(label, value=usual, key=key, persist_state="session")
            for label, usual, key in (
                ("Number of examples N", USUAL[0], "epochs-n"),
                ("Batch size B", USUAL[1], "epochs-batch"),
            )
        ]
    with picture:
        try:
            n, batch_size = read(*words)
        except WordError as error:
            st.warning(str(error), icon=":material/error:")
        else:
            show_batches(n, batch_size)
    st.html(table())


def current() -> tuple[int, int]:
    """The sizes that the visitor asked for; where they can't be, the usual ones."""
    words = (st.session_state.get(key, "") for key in ("epochs-n", "epochs-batch"))
    try:
        return read(*words)
    except WordError:
        return read(*USUAL)


def read(examples: str, batch_size: str) -> tuple[int, int]:
    """N and B as somebody typed them; raises WordError."""
    n = whole("The number of examples N", examples, 1, MOST_EXAMPLES)
    size = whole("The batch size B", batch_size, 1, n)
    return n, size


def show_batches(n: int, batch_size: int) -> None:
    batches = updates_per_epoch(n, batch_size)
    last = n - (batches - 1) * batch_size
    figures(
        ("updates an epoch", f"{batches:,}"),
        (f"updates in {EPOCHS} epochs", f"{EPOCHS * batches:,}"),
        ("examples in the last batch", f"{last:,}"),
    )
    st.html(
        f'<div class="batches" role="img" aria-label="{in_words(n, batch_size, batches, last)}">'
        f"{_blocks(batch_size, batches, last)}</div><p>{as_sum(n, batch_size, batches, last)}</p>"
    )


def _blocks(batch_size: int, batches: int, last: int) -> str:
    """The batches of an epoch in a row, each as wide as it has examples."""
    if batches <= MOST_DRAWN:
        full = _block(batch_size) * (batches - 1)
    else:
        left_out = batches - DRAWN_FIRST - DRAWN_LAST
        full = (
            _block(batch_size) * DRAWN_FIRST
            + f"<span>… {left_out:,} more …</span>"
            + _block(batch_size) * (DRAWN_LAST - 1)
        )
    return full + _block(last, share=last / batch_size)


def _block(size: int, share: float = 1.0) -> str:
    short, number = " class=short" if share < 1 else "", f"{size:,}"
    style = f"--share:{share:.4f};--length:{len(number)}"
    return f'<b{short} style="{style}"><small>{number}</small></b>'


def as_sum(n: int, batch_size: int, batches: int, last: int) -> str:
    """The epoch as a sum of its batches."""
    if last == batch_size:
        return f"{n:,} = {batches:,} × {batch_size:,}: no batch is shorter."
    return (
        f"{n:,} = {batches - 1:,} × {batch_size:,} + {last:,}: the last batch is shorter, and "
        "still an update."
    )


def in_words(n: int, batch_size: int, batches: int, last: int) -> str:
    return f"An epoch as a row of batches, {batches:,} in all. " + as_sum(
        n, batch_size, batches, last
    )


def table() -> str:
    """The lecture's table: the three methods with 99 examples."""
    rows = "".join(
        f"<tr><th>{method}</th><td>{size}</td><td>{updates_per_epoch(EXAMPLES, size)}</td>"
        f"<td>{EPOCHS * updates_per_epoch(EXAMPLES, size)}</td></tr>"
        for method, size in zip(METHODS, BATCH_SIZES, strict=True)
    )
    return (
        f'<table class="batch-table"><caption>With {EXAMPLES} examples</caption><thead><tr>'
        f"<th>method</th><th>batch size</th><th>updates an epoch</th><th>updates in {EPOCHS} "
        f"epochs</th></tr></thead><tbody>{rows}</tbody></table>"
    )
