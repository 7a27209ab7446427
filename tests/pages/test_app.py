"""The server's own pieces: the error page says a sentence and no more."""

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
