"""Page configuration and navigation: the lecture's order in one list."""

from pathlib import Path

import streamlit as st

from pages._ui import again, connection, fresh, gate, projector
from pages._ui.lecture import stage

ICON = Path(__file__).parents[1] / "assets" / "web" / "icon.svg"

st.set_page_config(page_title="Threshold", page_icon=ICON, layout="wide")

page = st.navigation(
    [
        st.Page("home.py", title="Threshold", icon=":material/home:", default=True),
        st.Page("epochs_and_batches.py", title="Epochs and batches", icon=":material/repeat:"),
        st.Page("police_calls.py", title="Police calls", icon=":material/show_chart:"),
        st.Page("more_inputs.py", title="More inputs", icon=":material/view_in_ar:"),
        st.Page("loss_landscapes.py", title="Loss landscapes", icon=":material/landscape:"),
        st.Page("one_hot_and_softmax.py", title="One-hot and softmax", icon=":material/percent:"),
        st.Page("mnist_training.py", title="Training on MNIST", icon=":material/model_training:"),
        st.Page("draw_a_digit.py", title="Draw a digit", icon=":material/draw:"),
        st.Page("bench.py", title="Test bench", icon=":material/checklist:"),
    ],
    position="top",
)
fresh.begin(page)
again.begin()
projector.follow_link()
# Not in the gate: on its way to another page Streamlit sleeps.
stage.enter(page)
with gate.turn():
    # On the home page nothing asks, and a first visit is to be light.
    if page.url_path:
        connection.show()
    stage.show_bar()
    page.run()
