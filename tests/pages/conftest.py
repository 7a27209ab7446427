"""Pages run without a browser, by Streamlit's own AppTest."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import runs
from pages._ui.plot import name_of

PAGES = Path(__file__).parents[2] / "pages"


class PageTest:
    """One visitor's page: what it shows, and what can be pressed."""

    def __init__(self, name: str, **state):
        self.app = AppTest.from_file(PAGES / "index.py", default_timeout=60)
        self.app.run()
        for key, value in state.items():
            self.app.session_state[key.replace("_", "-")] = value
        self.app.switch_page(f"{name}.py")
        self.run()

    def run(self) -> None:
        self.app.run()
        assert not self.app.exception

    def press(self, label: str) -> None:
        next(button for button in self.app.button if button.label == label).click()
        self.run()

    @property
    def text(self) -> str:
        """All HTML on the page, and all Markdown."""
        html = [element.proto.body for element in self.app.get("html")]
        return " ".join(html + [element.value for element in self.app.markdown])

    def data(self, number: int) -> dict:
        """What a plot component was given."""
        charts = [c for c in self.app.get("bidi_component") if c.proto.component_name == "plot"]
        return json.loads(charts[number].proto.json)

    def figure(self, number: int) -> dict:
        """The figure that a plot component shows; it is sent only when it has changed."""
        data = self.data(number)
        sent = data["figure"] or next(
            figure
            for figure in self.app.session_state["plot-figures"].values()
            if name_of(figure) == data["name"]
        )
        return json.loads(sent)


@pytest.fixture
def open_page():
    """open_page(name, key=value): the page after its first run with that session state."""
    return PageTest


@pytest.fixture
def no_training(monkeypatch):
    """Runs that stand still, for tests in which nothing is to be trained."""
    manager = runs.Runs(is_active=lambda _: True)
    monkeypatch.setattr(manager._trainer, "begin", lambda *_: None)
    monkeypatch.setattr(runs, "manager", lambda: manager)
