"""What a run of the whole page must not take over from what ran before it."""

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack
from streamlit.runtime.fragment import MemoryFragmentStorage

from pages._ui import fresh


@pytest.fixture
def session(monkeypatch):
    """What is known of a visitor on the training page: its fragment, and reruns asked for."""
    session = SimpleNamespace(fragment_storage=MemoryFragmentStorage(), reruns=[])
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "rerun", lambda: session.reruns.append("all"))
    monkeypatch.setattr(fresh, "get_script_run_ctx", lambda: session)
    fresh.begin(SimpleNamespace(url_path="training"))
    session.fragment_storage.register("of training", lambda: None)
    return session


def test_a_page_keeps_its_fragments(session):
    fresh.begin(SimpleNamespace(url_path="training"))
    assert session.fragment_storage.contains("of training")
    assert session.reruns == []


def test_the_next_page_forgets_them_and_takes_what_was_asked_of_them_for_itself(session):
    for _ in range(2):
        fresh.begin(SimpleNamespace(url_path="police"))
        assert not session.fragment_storage.contains("of training")
        assert session.reruns == ["all"]


def test_a_page_is_drawn_at_its_top_even_if_a_fragment_ran_just_before(session):
    context_dg_stack.set((st._main, st._main.container()))
    fresh.begin(SimpleNamespace(url_path="training"))
    assert context_dg_stack.get() == (st._main,)
