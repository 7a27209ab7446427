"""What the server sends beside the pages, as a browser asks for it."""

import gzip
import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.conftest import ROOT, serving


def get(url: str, method: str = "GET", **headers: str):
    """The status, the headers and the content of an answer, also of a refusal."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        answer = urlopen(Request(url, headers=headers, method=method))
    except HTTPError as refusal:
        answer = refusal
    with answer:
        return answer.status, answer.headers, answer.read()


@pytest.fixture(scope="module")
def streamlits_script(address):
    """The path of the script that Streamlit's own page begins with."""
    _, _, content = get(address)
    return re.search(r'src="\./(static/js/index\.[^"]+\.js)"', content.decode())[1]


@pytest.fixture(params=["", "web/plot.js", "web/vendor/plotly.min.js", "Streamlit's script"])
def packed(request, address, streamlits_script):
    """The address of what comes packed."""
    path = streamlits_script if request.param == "Streamlit's script" else request.param
    return f"{address}/{path}"


def test_a_file_travels_packed(packed):
    _, headers, content = get(packed, Accept_Encoding="gzip, deflate, br")
    assert headers["Content-Encoding"] == "gzip"
    assert int(headers["Content-Length"]) == len(content)
    _, plain_headers, plain = get(packed)
    assert gzip.decompress(content) == plain
    assert headers.get_content_type() == plain_headers.get_content_type()


def test_a_packed_file_that_the_browser_has_does_not_travel_again(packed):
    status, headers, content = get(packed, "HEAD", Accept_Encoding="gzip")
    assert (status, content) == (200, b"")
    status, _, content = get(packed, Accept_Encoding="gzip", If_None_Match=headers["ETag"])
    assert (status, content) == (304, b"")


def test_a_part_of_a_file_comes_as_it_is(address):
    status, _, content = get(f"{address}/web/plot.js", Accept_Encoding="gzip", Range="bytes=3-9")
    assert (status, content) == (206, (ROOT / "assets/web/plot.js").read_bytes()[3:10])


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_browser_asks_for_our_scripts_again_and_keeps_streamlits(
    address, streamlits_script, encoding
):
    _, ours, _ = get(f"{address}/web/plot.js", Accept_Encoding=encoding)
    _, theirs, _ = get(f"{address}/{streamlits_script}", Accept_Encoding=encoding)
    assert ours["Cache-Control"] == "no-cache"
    assert "immutable" in theirs["Cache-Control"]


def test_all_is_served_beneath_a_path():
    with serving("app.py", "--server.baseUrlPath", "/school/threshold") as (_, address):
        beneath = f"{address}/school/threshold"
        _, _, page = get(f"{beneath}/")
        assert b"streamlit" in page.lower()
        assert get(f"{beneath}/_stcore/health")[0] == 200
        scripts = [
            get(f"{beneath}/{path}", Accept_Encoding=encoding)[1].get_content_subtype()
            for path in ("web/pad.js", "web/again-1/pad.js", "web/vendor/plotly.min.js")
            for encoding in ("gzip", "identity")
        ]
        assert scripts == ["javascript"] * 6
        status, _, content = get(f"{beneath}/calculations/nothing")
        assert (status, content) == (404, b"There is no such calculation.")
        with connect(f"{beneath.replace('http', 'ws')}/live") as socket:
            assert socket.response.status_code == 101


@pytest.mark.parametrize("path", ["web/%2e%2e/app.py", "web/nothing.js"])
def test_nothing_else_is_served(address, path):
    status, _, _ = get(f"{address}/{path}")
    assert 400 <= status < 500


@pytest.mark.parametrize("path", ["", "web/plot.js", "_stcore/health", "bench"])
def test_a_name_that_leads_here_from_elsewhere_gets_nothing(address, path):
    assert get(f"{address}/{path}", Host="evil.example")[0] == 421
    assert get(f"{address}/{path}", Origin="http://evil.example")[0] == 403


@pytest.mark.parametrize("path", ["_stcore/stream", "live"])
def test_a_foreign_page_opens_no_socket(address, path):
    url = f"{address.replace('http', 'ws')}/{path}"
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(url, origin="http://evil.example"),
    ):
        pass
    assert refused.value.response.status_code == 403
