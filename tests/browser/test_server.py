"""What the server sends beside the pages, as a browser asks for it."""

from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


def get(url: str, **headers: str):
    """The status, the headers and the content of an answer, also of a refusal."""
    try:
        answer = urlopen(Request(url, headers=headers))
    except HTTPError as refusal:
        answer = refusal
    with answer:
        return answer.status, answer.headers, answer.read()


def test_our_scripts_are_kept_by_the_browser_but_asked_for_again(address):
    status, headers, _ = get(f"{address}/web/plot.js")
    assert status == 200
    assert headers["Cache-Control"] == "no-cache"
    status, _, content = get(f"{address}/web/plot.js", **{"If-None-Match": headers["ETag"]})
    assert (status, content) == (304, b"")


def test_plotly_travels_packed(address):
    url = f"{address}/web/vendor/plotly.min.js"
    _, headers, content = get(url, **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert len(content) < 2_000_000


@pytest.mark.parametrize("path", ["web/%2e%2e/app.py", "web/nothing.js"])
def test_nothing_else_is_served(address, path):
    status, _, _ = get(f"{address}/{path}")
    assert 400 <= status < 500
