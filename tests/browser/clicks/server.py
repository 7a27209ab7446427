"""A server of one page with charts that tell where they were clicked."""

from pathlib import Path

import streamlit as st

from app import ROUTES

app = st.App(Path(__file__).parent / "page.py", routes=ROUTES)
