"""The server's own pieces: the error page says a sentence and no more."""

import subprocess
import sys

from streamlit.testing.v1 import AppTest

import app


def test_a_failing_page_shows_a_sentence_and_logs_the_error(caplog):
    def page():
        import app

        assert app.apologise(ValueError("secret detail")), "Streamlit's own display is suppressed"

    shown = AppTest.from_function(page).run()
    assert not shown.exception
    assert "Something went wrong" in shown.error[0].value
    assert "secret" not in shown.error[0].value
    assert "secret detail" in caplog.text


def test_plotlys_script_is_where_the_server_serves_it_from():
    assert (app.PLOTLY / "plotly.min.js").is_file()


def test_visits_import_nothing_once_the_server_has_started():
    command = [sys.executable, "-m", "tests.started"]
    visits = subprocess.run(command, cwd=app.ROOT, capture_output=True, text=True, check=True)
    assert visits.stdout.split() == []
