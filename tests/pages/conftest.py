"""Pages run without a browser, by Streamlit's own AppTest."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages._ui import runs
from pages._ui.plot import name_of
from pages._work import calculations

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
        """Run the page, and again once all that it had to wait for is worked out."""
        settle(self.app.run())

    def press(self, label: str) -> None:
        next(button for button in self.app.button if button.label == label).click()
        self.run()

    @property
    def text(self) -> str:
        """All HTML on the page, and all Markdown."""
        html = [element.proto.body for element in self.app.get("html")]
        html += [content(each)["html"] for each in components(self.app, "reply")]
        return " ".join(html + [element.value for element in self.app.markdown])

    def data(self, number: int) -> dict:
        """What a plot component was given."""
        return content(components(self.app, "plot")[number])

    def figure(self, number: int) -> dict:
        """The figure that a plot component shows; it is sent only when it has changed."""
        data = self.data(number)
        sent = data["figure"] or next(
            figure
            for figure in self.app.session_state["plot-figures"].values()
            if name_of(figure) == data["name"]
        )
        return json.loads(sent)


def content(component) -> dict:
    """What a component of ours was given."""
    return json.loads(component.proto.json)


def components(app: AppTest, name: str) -> list:
    """All components of ours of that name on the page."""
    found = app.get("bidi_component")
    return [component for component in found if component.proto.component_name == name]


def progress(app: AppTest) -> list[calculations.Calculation]:
    """The calculations whose progress the page shows."""
    shown = [content(each)["token"] for each in components(app, "progress")]
    return [calculations.service().find(token) for token in shown if token]


def settle(app: AppTest) -> None:
    """Run the page again once all that it waits for is worked out."""
    while waiting := progress(app):
        wait_until(lambda: all(each.ended for each in waiting))
        app.run()
    assert not app.exception


def wait_until(condition: Callable[[], bool], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "what was waited for didn't come"
        time.sleep(0.005)


@pytest.fixture(scope="session", autouse=True)
def calculator():
    """Calculations for visitors whose tabs, without a server, are never closed."""
    with pytest.MonkeyPatch.context() as patch:
        service = calculations.Calculations(is_active=lambda _: True)
        patch.setattr(calculations, "service", lambda: service)
        yield service
        service.close()


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
