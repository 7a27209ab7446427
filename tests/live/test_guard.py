"""Which hosts the server answers as, and which pages may ask it."""

import http.client
import socket

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pages._live import guard


def status(port: int, **headers: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.putrequest("GET", "/", skip_host=True)
    for name, value in headers.items():
        connection.putheader(name, value.format(port=port))
    connection.endheaders()
    with connection.getresponse() as answer:
        answer.read()
    connection.close()
    return answer.status


NAMES = ["127.0.0.1:{port}", "127.0.0.1", "localhost:{port}", "LOCALHOST.", socket.gethostname()]


@pytest.mark.parametrize("host", NAMES)
def test_the_server_answers_by_its_own_names(port, host):
    assert status(port, Host=host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "203.0.113.7",
        "",
        "localhost:port",
        "localhost:99999",
        "user@localhost",
        "localhost/path",
        "[::1",
    ],
)
def test_it_answers_by_no_other(port, host):
    assert status(port, Host=host) == 421


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://localhost:1",
        "http://127.0.0.1",
        "nonsense",
        "http://[",
    ],
)
def test_a_foreign_page_may_not_ask(port, origin):
    assert status(port, Host="localhost:{port}", Origin=origin) == 403
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(f"ws://127.0.0.1:{port}/live", origin=origin),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_its_own_pages_may_ask(port):
    assert status(port, Host="localhost:{port}", Origin="http://localhost:{port}") == 200
    with connect(f"ws://127.0.0.1:{port}/live", origin=f"http://127.0.0.1:{port}") as socket:
        assert socket.response.status_code == 101


def test_the_environment_adds_names(monkeypatch):
    monkeypatch.setenv(guard.ENVIRONMENT, " School.example, [2001:db8::7] ")
    added = guard.Guard(app=None)

    def refusal(host, origin=None):
        pairs = {"host": host, "origin": origin}
        headers = [(k.encode(), v.encode()) for k, v in pairs.items() if v is not None]
        return added._refusal({"type": "http", "headers": headers, "server": ("10.0.0.1", 80)})

    assert refusal("school.example") is None
    assert refusal("[2001:db8::7]:8501") is None
    assert refusal("10.0.0.1", "https://school.example") is None
    assert refusal("[::ffff:10.0.0.1]") is None
    assert refusal("other.example")[0] == 421
    assert refusal("school.example", "https://other.example")[0] == 403
