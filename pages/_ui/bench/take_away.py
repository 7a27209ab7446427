"""What a tester takes home: the answers as a table, the strokes, the images and their labels."""

import csv
import io

import numpy as np
import streamlit as st

from core.datasets import idx
from core.drawing import to_json
from pages._ui.bench.scoring import MODELS, score
from pages._ui.bench.shelf import Entry

IMAGES, LABELS = "drawings-images-idx3-ubyte.gz", "drawings-labels-idx1-ubyte.gz"


def show(entries: list[Entry]) -> None:
    """Draw the downloads; each is made when it is asked for."""
    files = (
        ("Results (CSV)", "results.csv", "table", lambda: results(entries)),
        ("Strokes (JSON)", "drawings.json", "draw", lambda: strokes(entries)),
        ("Images (IDX)", IMAGES, "image", lambda: images(entries)),
        ("Labels (IDX)", LABELS, "label", lambda: labels(entries)),
    )
    with st.container(horizontal=True):
        for label, name, icon, content in files:
            st.download_button(
                label,
                content,
                name,
                on_click="ignore",
                icon=f":material/{icon}:",
                disabled=not entries,
            )


def results(entries: list[Entry]) -> str:
    """A row for each entry: its label, and each model's answer with its ŷ, as CSV."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    columns = [f"{name} {what}" for name in MODELS for what in ("answer", "probability", "right")]
    rows.writerow(["number", "label", "from", "file", "seed", *columns])
    scores = [score(entries, name) for name in MODELS]
    for i, entry in enumerate(entries):
        cells = []
        for each in scores:
            said, right = each.predicted[i], each.predicted[i] == each.right[i]
            cells += [each.names[said], f"{each.sureness[i]:.6f}", int(right)]
        example = entry.example
        origin = "picture" if example.strokes is None else "strokes"
        rows.writerow([i + 1, example.label, origin, _text(example.name), example.seed, *cells])
    return file.getvalue()


def _text(name: str) -> str:
    """A name as a cell that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@")) else name


def strokes(entries: list[Entry]) -> str:
    """All entries as JSON: strokes as they were drawn, pictures as pixels."""
    return to_json(entry.example for entry in entries)


def images(entries: list[Entry]) -> bytes:
    """The images that the models got, gzipped IDX."""
    return idx.write_images(
        np.array([entry.answers.image for entry in entries]).reshape(-1, 28, 28)
    )


def labels(entries: list[Entry]) -> bytes:
    """The labels, gzipped IDX."""
    return idx.write_labels(np.array([entry.example.label for entry in entries]))
