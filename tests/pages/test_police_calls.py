"""The police page: the lecture's fit is there at once, and training can be gone through."""

import math


def curve(page):
    """The model's own curve in the big picture: the thickest line."""
    lines = [trace for trace in page.figure(0)["data"] if trace["mode"] == "lines"]
    return max(lines, key=lambda trace: trace["line"]["width"])


def test_the_first_picture_shows_the_lectures_fit(open_page):
    page = open_page("police_calls")
    for number in ("0.2915", "−5.698", "0.4722", "12.07", "27 of 30"):
        assert f"<b>{number}</b>" in page.text
    words = [annotation["text"] for annotation in page.figure(0)["layout"]["annotations"]]
    assert "cut at 12.07" in words


def test_reset_goes_back_to_weights_of_zero_and_a_step_moves_them(open_page):
    page = open_page("police_calls")
    page.press("Reset")
    assert f"<b>{math.log(2):.4f}</b>" in page.text
    assert "<b>–</b>" in page.text, "a flat curve has no cut"
    page.press("Step")
    assert "<span>iteration</span><b>1</b>" in page.text


def test_yes_or_no_makes_a_step_of_the_curve(open_page):
    page = open_page("police_calls")
    assert curve(page)["y"]["dtype"] == "f8"
    page.app.button_group[0].set_value("yes or no")
    page.run()
    assert curve(page)["y"]["dtype"].startswith("i"), "only the whole numbers 0 and 1"


def test_playing_ends_by_itself_at_the_last_frame(open_page):
    page = open_page("police_calls", police_player={"frame": 68, "playing": True})
    for _ in range(4):
        page.run()
    assert page.app.button[0].label == "Play"
    assert "<b>50,000</b>" in page.text


def test_the_code_shown_is_the_code_that_runs(open_page):
    page = open_page("police_calls", explain=True)
    assert any("1 / (1 + np.exp(-np.asarray(z)))" in code.value for code in page.app.code)
