"""What a run of the whole page must not take over from what ran before it."""

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack
from streamlit.runtime.fragment import MemoryFragmentStorage

from pages._ui import fresh


@pytest.fixture
def storage(monkeypatch):
    storage = MemoryFragmentStorage()
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(
        fresh, "get_script_run_ctx", lambda: SimpleNamespace(fragment_storage=storage)
    )
    return storage


def test_a_new_page_forgets_the_fragments_of_the_one_before_and_keeps_its_own(storage):
    known = []
    for page in ("training", "training", "police"):
        fresh.begin(SimpleNamespace(url_path=page))
        known.append(storage.contains("of training"))
        storage.register("of training", lambda: None)
    assert known == [False, True, False]


def test_a_page_is_drawn_at_its_top_even_if_a_fragment_ran_just_before(storage):
    context_dg_stack.set((st._main, st._main.container()))
    fresh.begin(SimpleNamespace(url_path="police"))
    assert context_dg_stack.get() == (st._main,)
