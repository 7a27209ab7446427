"""Files compressed once, at start, and served so: what else would be compressed anew for each
browser, or not at all, as Streamlit leaves its own.

Whatever isn't served here is served by others: what a browser wants unpacked or a part of, what is
packed by nature, and a file that has changed since.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

SUFFIXES = {".css", ".html", ".js", ".json", ".svg"}

# How long a browser keeps a file: until it asks whether it is still the newest; or, where another
# content has another name, a year.
ASK_AGAIN = "no-cache"
FOR_GOOD = "public, immutable, max-age=31536000"


class Files(StaticFiles):
    """Files that a browser keeps, asking each time whether they are still the newest."""

    def file_response(self, *args, **kwargs) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = ASK_AGAIN
        return response


@dataclass(frozen=True)
class _Packed:
    """A file's content, gzipped, and the headers that go with it."""

    file: Path
    changed: int
    content: bytes
    headers: dict[str, str]

    def response(self, known: str) -> Response:
        """The content, unless it is `known` to the browser by its ETag."""
        if self.headers["ETag"] in known:
            return Response(status_code=304, headers=self.headers)
        mime = mimetypes.guess_type(self.file.name)[0]
        headers = {**self.headers, "Content-Encoding": "gzip"}
        return Response(self.content, headers=headers, media_type=mime)


class PackedFiles:
    """Files and folders, by the paths at which they are served, and how long browsers keep them."""

    def __init__(self, places: Mapping[str, tuple[Path, str]]):
        self._places = places
        self._packed: dict[str, _Packed] = {}

    def pack(self) -> None:
        """Compress them all; it takes about a second, in which other threads can work."""
        for path, (place, kept) in self._places.items():
            if place.is_file():
                self._packed[path] = _pack(place, kept)
                continue
            for file in place.rglob("*"):
                if file.suffix in SUFFIXES:
                    below = file.relative_to(place).as_posix()
                    self._packed[f"{path}/{below}"] = _pack(file, kept)

    def find(self, scope: Scope) -> _Packed | None:
        """The file that a request asks for, if it may come as it is here."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        headers = Headers(scope=scope)
        if "gzip" not in headers.get("Accept-Encoding", "") or "Range" in headers:
            return None
        found = self._packed.get(scope["path"])
        return found if found and _changed(found.file) == found.changed else None


def _changed(file: Path) -> int | None:
    """When a file was changed last, in ns; None where it is gone."""
    return file.stat().st_mtime_ns if file.exists() else None


def _pack(file: Path, kept: str) -> _Packed:
    content = gzip.compress(file.read_bytes(), mtime=0)
    headers = {
        "Cache-Control": kept,
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        "Vary": "Accept-Encoding",
    }
    return _Packed(file, _changed(file), content, headers)


class ServePacked:
    """The middleware that serves packed files, and leaves all else to the app."""

    def __init__(self, app: ASGIApp, files: PackedFiles):
        self._app = app
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._files.find(scope)
        answer = (
            found.response(Headers(scope=scope).get("If-None-Match", "")) if found else self._app
        )
        await answer(scope, receive, send)
