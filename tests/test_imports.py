"""The direction of the doors between the rooms of the house: who may import whom."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

CORE = {"core", "core.drawing", "core.figures"}
# Room: what its modules may import besides the standard library. A module is in the room with the
# longest name that its own name begins with; a page may not import its own room, the other pages.
RULES = {
    "core": {"core", "numpy", "threadpoolctl"},
    "core.drawing": {"core", "core.drawing", "numpy", "PIL"},
    "core.figures": {"core", "core.figures", "numpy", "plotly"},
    "pages._live": {"pages._live", "starlette", "streamlit"},
    "pages._work": {"core", "pages._work", "starlette", "streamlit"},
    "pages._ui": {
        *CORE,
        "pages._live",
        "pages._work",
        "pages._ui",
        "numpy",
        "plotly",
        "streamlit",
        "PIL",
    },
    "pages": {*CORE, "pages._ui", "numpy", "plotly", "streamlit"},
    "app": {
        *CORE,
        "pages._live",
        "pages._work",
        "pages._ui",
        "plotly",
        "starlette",
        "streamlit",
        "threadpoolctl",
    },
}


def room(module: str) -> str:
    """The room of a module of ours; of any other module, the package."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in RULES), parts[0])


def imports(source: str, package: str = "") -> set[str]:
    """The full names of all that a source imports, wherever in it and however written."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) + 1 - node.level]
            origin = [*(parents if node.level else []), *([node.module] if node.module else [])]
            found |= {".".join([*origin, alias.name]) for alias in node.names}
    return found


def broken_rules(source: str, path: str) -> list[str]:
    """The imports of a file, given by its path in the house, that its room does not allow."""
    parts = Path(path).with_suffix("").parts
    allowed = RULES[room(".".join(parts))] | sys.stdlib_module_names
    return sorted(
        module
        for module in imports(source, package=".".join(parts[:-1]))
        if room(module) not in allowed
    )


def files_of_the_house() -> list[str]:
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*.py"))
    return sorted(
        path.as_posix() for path in paths if path.parts[0] != "tests" and path.parts[0][0] != "."
    )


FILES = files_of_the_house()


@pytest.mark.parametrize("path", FILES)
def test_every_file_keeps_the_rules(path):
    assert broken_rules((ROOT / path).read_text(), path) == []


@pytest.mark.parametrize("path", [path for path in FILES if path != "pages/_ui/gate.py"])
def test_every_fragment_waits_for_its_turn(path):
    nodes = ast.walk(ast.parse((ROOT / path).read_text()))
    names = [ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute)]
    assert "st.fragment" not in names


def test_the_walk_finds_every_room():
    rooms = {room(Path(path).with_suffix("").as_posix().replace("/", ".")) for path in FILES}
    assert rooms == set(RULES)


@pytest.mark.parametrize(
    ("path", "source", "broken"),
    [
        ("core/losses.py", "import streamlit as st", "streamlit"),
        (
            "core/losses.py",
            "def f():\n    from streamlit import cache_data",
            "streamlit.cache_data",
        ),
        ("core/losses.py", "from pages._ui import data", "pages._ui.data"),
        ("core/losses.py", "import PIL.Image", "PIL.Image"),
        ("core/losses.py", "from core import figures", "core.figures"),
        ("core/losses.py", "import scipy", "scipy"),
        ("core/datasets/idx.py", "from ..figures.theme import INK", "core.figures.theme.INK"),
        ("core/drawing/frame.py", "import plotly.graph_objects", "plotly.graph_objects"),
        ("core/figures/curves.py", "from PIL import Image", "PIL.Image"),
        ("core/figures/curves.py", "import streamlit", "streamlit"),
        ("pages/_work/child.py", "from pages._ui import data", "pages._ui.data"),
        ("pages/_ui/plot.py", "from pages import home", "pages.home"),
        ("pages/_ui/plot.py", "from .. import home", "pages.home"),
        ("pages/home.py", "from pages.police_calls import curve", "pages.police_calls.curve"),
        ("pages/home.py", "from . import police_calls", "pages.police_calls"),
        ("pages/home.py", "import pages.police_calls", "pages.police_calls"),
        ("app.py", "from pages import home", "pages.home"),
        ("app.py", "import numpy, tests.conftest", "numpy tests.conftest"),
    ],
)
def test_a_forbidden_import_is_found(path, source, broken):
    assert broken_rules(source, path) == broken.split()


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "core/saved.py",
            "import os.path, numpy.linalg\nfrom threadpoolctl import threadpool_limits",
        ),
        ("core/datasets/mnist.py", "from core.datasets import idx\nfrom . import source"),
        ("core/drawing/frame.py", "from PIL import Image\nfrom core.datasets import mnist"),
        ("core/figures/curves.py", "import plotly.graph_objects as go\nfrom core import losses"),
        ("pages/_ui/plot.py", "import streamlit as st\nfrom pages._ui import data"),
        ("pages/home.py", "from pages._ui import plot\nfrom core.figures import curves"),
        ("app.py", "from pages._ui import runs\nfrom starlette.routing import Mount"),
    ],
)
def test_what_is_allowed_is_not_found(path, source):
    assert broken_rules(source, path) == []
