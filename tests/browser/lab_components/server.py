"""A server of one page with images and a slider that tell what a visitor did to them."""

from pathlib import Path

import streamlit as st

from app import ROUTES

app = st.App(Path(__file__).parent / "page.py", routes=ROUTES)
