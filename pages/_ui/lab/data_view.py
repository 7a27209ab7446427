"""The data themselves: an image, its numbers, its label, and the images around it."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import streamlit as st

from core.datasets.dataset import Dataset
from pages._ui import gate
from pages._ui.controls import Controls
from pages._ui.data import DigitSets
from pages._ui.images import images
from pages._ui.lab import data_tables, desk, own_data
from pages._ui.lab.data_tables import NAMES, SIDE
from pages._ui.words import WordError, whole

IMAGES_A_PAGE = 30
PARTS = {"train": "training", "test": "test"}
STYLES = Path(__file__).parents[3] / "assets" / "web" / "lab-data.css"
_controls = Controls("lab-example")


@dataclass(frozen=True)
class Example:
    """The image that a visitor looks at; `digit` is what they leaf through, None for all."""

    data: str
    part: str = "train"
    digit: int | None = None
    index: int = 0


def show(sets: DigitSets) -> None:
    """Draw the view; in no fragment of a part, since other data change the whole page."""
    st.html(STYLES)
    with st.container(key="lab-data"):
        browse(sets)
        own_data.uploader()


@gate.fragment
def browse(sets: DigitSets) -> None:
    example = current(sets)
    dataset = part_of(sets, example)
    label = int(dataset.labels[example.index])
    with st.container(key="lab-data-example"):
        picture, numbers, chooser = st.columns([1.25, 1.7, 1.28], gap="medium")
    with picture:
        images(
            dataset.inputs[[example.index]].reshape(-1, SIDE, SIDE),
            key="lab-example-picture",
            alt=describe(dataset, example),
            side="20rem",
            most_columns=1,
        )
    with numbers:
        st.html(data_tables.matrix(dataset.inputs[example.index]))
    with chooser:
        st.html(f'<h2 aria-live="polite">{describe(dataset, example)}</h2>')
        show_chooser(sets, example)
        st.html(data_tables.labels(label, desk.plan().digit))
    st.html(data_tables.row(dataset.inputs[example.index], len(dataset)))
    gallery, counts = st.columns([2, 1], gap="large")
    with gallery:
        show_gallery(dataset, example)
    with counts:
        st.html(data_tables.counts(sets.train.labels, sets.test.labels, label))


# ---- the example


def current(sets: DigitSets) -> Example:
    """The visitor's example, or the first one of data that are new to them."""
    example = st.session_state.get("lab-example")
    return example if example and example.data == sets.key else Example(sets.key)


def choose(example: Example, problem: str = "") -> None:
    """Look at that example; `problem` is what was wrong with what was asked for."""
    st.session_state["lab-example"] = example
    st.session_state["lab-example-problem"] = problem


def part_of(sets: DigitSets, example: Example) -> Dataset:
    return sets.train if example.part == "train" else sets.test


def members(dataset: Dataset, digit: int | None) -> np.ndarray:
    """The indices of that digit's images, or of all."""
    wanted = dataset.labels == digit if digit is not None else np.ones(len(dataset), bool)
    return np.flatnonzero(wanted)


def describe(dataset: Dataset, example: Example) -> str:
    """What the image is, and its place among those like it."""
    label = int(dataset.labels[example.index])
    alike = members(dataset, label)
    place = int(np.searchsorted(alike, example.index)) + 1
    part = PARTS[example.part].capitalize()
    return f"{part} image {example.index:,}: the {ordinal(place)} of {len(alike):,} {NAMES[label]}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th … 11th, 12th, 13th … 21st."""
    teens = 10 < number % 100 < 14
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def show_gallery(dataset: Dataset, example: Example) -> None:
    """Draw the page of images that the example is on; a click chooses one."""
    around = members(dataset, example.digit)
    page = int(np.searchsorted(around, example.index)) // IMAGES_A_PAGE
    shown = around[page * IMAGES_A_PAGE :][:IMAGES_A_PAGE]
    what = "images" if example.digit is None else NAMES[example.digit]
    st.markdown(f"## {len(around):,} {PARTS[example.part]} {what}, by index")
    clicked = images(
        dataset.inputs[shown].reshape(-1, SIDE, SIDE),
        key="lab-example-gallery",
        alt="Images around the example; each can be chosen.",
        captions=[f"{index:,}" for index in shown],
        chosen=int(np.searchsorted(shown, example.index)),
        clicks=True,
        side="4.6rem",
        most_columns=10,
    )
    if clicked is not None:
        choose(replace(example, index=int(shown[clicked])))
        st.rerun(scope="fragment")


# ---- the choices


def show_chooser(sets: DigitSets, example: Example) -> None:
    """Draw the choices: which set, which digit, which index."""
    st.segmented_control(
        "Part",
        list(PARTS),
        default=_controls.keep("lab-example-part", example.part),
        key="lab-example-part",
        required=True,
        format_func=lambda part: f"{len(getattr(sets, part)):,} {PARTS[part]}",
        on_change=lambda: take_part(sets),
        label_visibility="collapsed",
    )
    digit = "all" if example.digit is None else str(example.digit)
    st.segmented_control(
        "Digit",
        ["all", *map(str, range(10))],
        default=_controls.keep("lab-example-digit", digit),
        key="lab-example-digit",
        required=True,
        on_change=lambda: take_digit(sets),
        label_visibility="collapsed",
        wrap=True,
    )
    show_index(sets, example)
    _controls.close()
    if problem := st.session_state.get("lab-example-problem"):
        st.warning(problem, icon=":material/error:")


def show_index(sets: DigitSets, example: Example) -> None:
    dataset = part_of(sets, example)
    index = _controls.keep("lab-example-index", str(example.index))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            f"Index, 0 to {len(dataset) - 1:,}",
            index,
            key="lab-example-index",
            on_change=lambda: take_index(sets),
            width=120,
        )
        around = members(dataset, example.digit)
        place = int(np.searchsorted(around, example.index))
        step_button("Previous", "P", example, around[:place][-1:])
        step_button("Next", "N", example, around[place + 1 :][:1])


def step_button(label: str, key: str, example: Example, to: np.ndarray) -> None:
    """A button that leads to the one index in `to`, if there is one."""
    st.button(
        label,
        shortcut=key,
        key=f"lab-example-{label}",
        on_click=lambda: choose(replace(example, index=int(to[0]))),
        disabled=not len(to),
    )


def take_part(sets: DigitSets) -> None:
    if _controls.took("lab-example-part"):
        find(sets, replace(current(sets), part=st.session_state["lab-example-part"], index=0))


def take_digit(sets: DigitSets) -> None:
    word = st.session_state["lab-example-digit"]
    if _controls.took("lab-example-digit"):
        find(sets, replace(current(sets), digit=None if word == "all" else int(word)))


def find(sets: DigitSets, wanted: Example) -> None:
    """Choose the first image from the index on that is of the wanted digit, or the last one."""
    around = members(part_of(sets, wanted), wanted.digit)
    if len(around):
        place = min(int(np.searchsorted(around, wanted.index)), len(around) - 1)
        choose(replace(wanted, index=int(around[place])))
    else:
        missing = f"There are no {NAMES[wanted.digit]} among the {PARTS[wanted.part]} images."
        choose(current(sets), missing)


def take_index(sets: DigitSets) -> None:
    """Choose the image of the typed index; where it isn't of the digit leafed through, show all."""
    if not _controls.took("lab-example-index"):
        return
    example = current(sets)
    dataset = part_of(sets, example)
    typed = st.session_state["lab-example-index"]
    try:
        index = whole("An index", typed, 0, len(dataset) - 1)
    except WordError as error:
        choose(example, str(error))
        return
    digit = example.digit if dataset.labels[index] == example.digit else None
    choose(replace(example, index=index, digit=digit))
