"""What a visitor can take home: the history, the weights, the picture, the link, the code."""

import csv
import io
from urllib.parse import urlencode, urlsplit

import numpy as np
import streamlit as st

from core.worker import MNIST, Moment
from pages._ui.lab import desk, plans
from pages._ui.run import Run, RunPlan, State


def show(run: Run, state: State, moment: Moment) -> None:
    """Draw a closed box of downloads."""
    box = st.expander(
        "Take away", icon=":material/download:", key="lab-take-away", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        with st.container(horizontal=True):
            st.download_button(
                "History (CSV)",
                lambda: history(state),
                "history.csv",
                "text/csv",
                on_click="ignore",
                icon=":material/table:",
            )
            st.download_button(
                f"Weights after {moment.iteration:,} updates (NPZ)",
                lambda: weights(moment),
                "weights.npz",
                on_click="ignore",
                icon=":material/grid_on:",
            )
            st.button("Picture (PNG)", on_click=ask_for_picture, icon=":material/image:")
        st.markdown("This plan, and all pinned runs, as a link:")
        st.code(link(), language=None, wrap_lines=True)
        st.markdown("This run again, in a notebook beside `core`:")
        st.code(notebook(run.plan), language="python")


def history(state: State) -> str:
    """All that was measured, as CSV."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["iteration", "epoch", "seconds", "training_loss", "test_accuracy"])
    for moment in state.measured:
        rows.writerow(
            [moment.iteration, moment.epoch, moment.seconds, moment.loss, moment.accuracy]
        )
    return file.getvalue()


def weights(moment: Moment) -> bytes:
    """The weights (785, k), the bias first, as float32 in NumPy's format."""
    file = io.BytesIO()
    np.savez_compressed(file, weights=moment.weights.astype(np.float32))
    return file.getvalue()


def ask_for_picture() -> None:
    st.session_state["lab-pictures"] = st.session_state.get("lab-pictures", 0) + 1


def link() -> str:
    """The address of this page with the desk's plan and pins."""
    words = {**plans.to_link(desk.plan()), "pin": [plans.to_word(pin) for pin in desk.pins()]}
    page = urlsplit(st.context.url or "")._replace(query="", fragment="").geturl()
    query = urlencode(words, doseq=True)
    return f"{page}?{query}" if query else page


def notebook(plan: RunPlan) -> str:
    """Lines of code that train by this plan and print its history."""
    classifier = type(plan.classifier()).__name__
    what = f"positive={plan.digit}" if plan.model == "fives" else "classes=10"
    folder = "" if plan.data == MNIST else '"the folder of your four files"'
    return f"""\
from threadpoolctl import threadpool_limits
from core.classifiers import {classifier}
from core.datasets import mnist
from core.training import Plan, train

threadpool_limits(1)
train_set, test_set = mnist.load({folder})
model = {classifier}(n_inputs=784, {what})
plan = {plan.plan!r}
for snapshot in train(model, train_set, plan, test=test_set):
    print(snapshot.iteration, snapshot.loss, snapshot.accuracy)
"""
