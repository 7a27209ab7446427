"""The scenes of the lecture, as a teacher writes them in assets/lecture.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parents[3] / "assets" / "lecture.toml"
PAGES = Path(__file__).parents[2]
MOST_LETTERS = 200


class SceneError(ValueError):
    """The scenes can't be followed; the message says which one, the rule and the value."""


@dataclass(frozen=True)
class Scene:
    """A page with its state set, one sentence, and one thing to look at.

    page: its file's name without the ending. at: the key of what to look at. link: what the page's
    link tells. state: the values of the page's controls, by their keys.
    """

    part: int
    title: str
    page: str
    say: str
    look: str
    at: str
    link: Mapping[str, str] = field(default_factory=dict)
    state: Mapping[str, object] = field(default_factory=dict)


def scenes() -> tuple[Scene, ...]:
    """The scenes as the file tells them now; raises SceneError."""
    try:
        return _read(FILE, FILE.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError) as error:
        raise SceneError(f"The file of scenes must be text in UTF-8: {error}.") from error


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> tuple[Scene, ...]:
    return read(path.read_text(encoding="utf-8-sig"))


def read(text: str) -> tuple[Scene, ...]:
    """The scenes of a file's text; raises SceneError."""
    try:
        tables = tomllib.loads(text).get("scene")
    except tomllib.TOMLDecodeError as error:
        raise SceneError(f"The file of scenes is no TOML: {error}.") from error
    if not isinstance(tables, list) or not tables:
        raise SceneError("The file of scenes must have at least one [[scene]].")
    return tuple(_scene(number, table) for number, table in enumerate(tables, 1))


_TYPES = dict.fromkeys(("title", "page", "say", "look", "at"), str) | {"part": int}
_TABLES = ("link", "state")


def _scene(number: int, table: object) -> Scene:
    def wrong(rule: str, value: object) -> SceneError:
        return SceneError(f"Scene {number}: {rule}; got {value!r}.")

    if not isinstance(table, dict):
        raise wrong("each [[scene]] must be a table", table)
    for name in table.keys() - _TYPES.keys() - set(_TABLES):
        raise wrong(f"a scene has {', '.join([*_TYPES, *_TABLES])}", name)
    for name, kind in _TYPES.items():
        value = table.get(name)
        if type(value) is not kind or not value:
            raise wrong(f"`{name}` must be {'a number' if kind is int else 'some text'}", value)
    for name in _TABLES:
        if not isinstance(table.get(name, {}), dict):
            raise wrong(f"`{name}` must be a table", table[name])
    if not re.fullmatch(r"[\w-]+", table["at"]):
        raise wrong("`at` must be a key, of letters, digits and hyphens", table["at"])
    if table["page"] not in {path.stem for path in PAGES.glob("[a-z]*.py")} - {"index"}:
        raise wrong("`page` must be the name of a file in pages/", table["page"])
    if len(table["say"]) > MOST_LETTERS:
        raise wrong(f"`say` must have at most {MOST_LETTERS} letters", table["say"])
    link = {name: str(value) for name, value in table.get("link", {}).items()}
    return Scene(**{**table, "link": link})
