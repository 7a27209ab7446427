"""Two charts in the middle of which there is something to click, and what came of it.

It also says what the browser has asked for again.
"""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from pages._ui.plot import plot

charts = {
    "dots": go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 2, 3], mode="markers", marker_size=40)),
    "surface": go.Figure(go.Surface(z=np.zeros((5, 5)))),
}
runs = st.session_state["runs"] = st.session_state.get("runs", 0) + 1
if runs <= int(st.query_params.get("lost", 0)):
    # As if they had been sent, and never arrived.
    st.session_state["plot-figures"] = {name: chart.to_json() for name, chart in charts.items()}
known = "plot-figures" in st.session_state
again = st.button("Run once more")
for name, chart in charts.items():
    if known and name not in st.session_state["plot-figures"]:
        st.write(f"{name}: asked for again")
    click = plot(chart, key=name, alt=name, height="400px", clicks=True)
    if click:
        st.write(f"{name}: trace {click.trace}, x {click.x}, y {click.y}, z {click.z}")
if again:
    st.write("It has run once more.")
