"""What every page is made of: its question, its colours, its numbers, the style sheet."""

import re
from html import escape
from pathlib import Path

import streamlit as st

from core.figures.theme import (
    DARK,
    DARK_PROJECTED,
    LIGHT,
    LIGHT_PROJECTED,
    NO,
    THRESHOLD,
    YES,
    Theme,
)
from pages._ui import projector
from pages._ui.lecture import stage

# The colours' names with a sample in front, in Markdown: as letters they are too pale to read.
VERMILION, BLUE = (
    f':color[■]{{foreground="{YES}"}} vermilion',
    f':color[■]{{foreground="{NO}"}} blue',
)

# Of the lecture; what comes later is beyond it.
LAST_PART = 10
# Around what a scene says to look at.
_FRAME = (
    f"outline: 3px solid {THRESHOLD}; outline-offset: 2px; border-radius: 4px; scroll-margin: 6rem;"
)
_WEB = Path(__file__).parents[2] / "assets" / "web"


def question(title: str, lead: str, styles: str = "") -> None:
    """Show the page's question and a short lead, or what the lecture's scene says in its place.

    `styles` names a page's own style sheet.
    """
    st.html(_WEB / "house.css")
    if styles:
        st.html(_WEB / styles)
    if projector.is_on():
        st.html(_WEB / "projector.css")
    with st.container(horizontal=True, vertical_alignment="center", key="question"):
        st.title(title, anchor=False)
        projector.toggle()
    scene = stage.scene()
    if scene is None:
        st.markdown(lead)
        return
    with st.container(key="lecture-words"):
        part = f"Part {scene.part}. " if scene.part <= LAST_PART else ""
        st.markdown(f"{part}{scene.say} **Look at {scene.look}.**")
    st.html(f"<style>.st-key-{scene.at} {{ {_FRAME} }}</style>")


def plain(text: str) -> str:
    """Text with nothing in it that Markdown would take for its own; people type anything."""
    return re.sub(r"([\\`*_{}\[\]<>()#!$:~|&])", r"\\\1", text)


def theme() -> Theme:
    """The colours and sizes of the visitor's theme, which may change while the page is open."""
    dark, light = (DARK_PROJECTED, LIGHT_PROJECTED) if projector.is_on() else (DARK, LIGHT)
    return dark if st.context.theme.type == "dark" else light


def figures(*pairs: tuple[str, str]) -> None:
    """Show numbers in a row, each given as its name and the number."""
    cells = "".join(
        f"<div><span>{escape(name)}</span><b>{escape(value.replace('-', '−'))}</b></div>"
        for name, value in pairs
    )
    st.html(f'<div class="figures">{cells}</div>')
