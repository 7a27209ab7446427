"""The lecture's scenes: what the file may say, and that the pages show what it promises."""

import pytest

from pages._ui.lecture import scenes as file
from pages._ui.lecture import stage
from pages._ui.lecture.scenes import SceneError, read, scenes

pytestmark = pytest.mark.usefixtures("no_training")
SCENE = {
    "part": "1",
    "title": '"One"',
    "page": '"home"',
    "say": '"A sentence."',
    "look": '"here"',
    "at": '"here"',
}


def text(tables: str = "", **changes: str) -> str:
    lines = {name: value for name, value in {**SCENE, **changes}.items() if value}
    return "[[scene]]\n" + "\n".join(f"{k} = {v}" for k, v in lines.items()) + "\n" + tables


def test_the_lecture_has_about_thirty_scenes_in_its_order():
    parts = [scene.part for scene in scenes()]
    assert 28 <= len(parts) <= 34
    assert parts == sorted(parts)
    assert set(parts) == set(range(1, 12))
    titles = [scene.title for scene in scenes()]
    assert len(set(titles)) == len(titles)


def test_a_link_is_made_of_words():
    (scene,) = read(text("[scene.link]\nstep = 0\nrate = 0.5\n[scene.state]\nx = 0.5"))
    assert scene.link == {"step": "0", "rate": "0.5"}
    assert scene.state == {"x": 0.5}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[[scene", "The file of scenes is no TOML"),
        ("", "must have at least one [[scene]]"),
        ("scene = 3", "must have at least one [[scene]]"),
        ("scene = [3]", "Scene 1: each [[scene]] must be a table; got 3."),
        (text(page='"sandwiches"'), "Scene 1: `page` must be the name of a file in pages/; got"),
        (text(page='"../app"'), "Scene 1: `page` must be the name of a file in pages/; got"),
        (text(say=""), "Scene 1: `say` must be some text; got None."),
        (text(say=f'"{"a" * 201}"'), "Scene 1: `say` must have at most 200 letters"),
        (text(part='"one"'), "Scene 1: `part` must be a number; got 'one'."),
        (text(part="true"), "Scene 1: `part` must be a number; got True."),
        (text(at='"a, b"'), "Scene 1: `at` must be a key, of letters, digits and hyphens"),
        (text(link="3"), "Scene 1: `link` must be a table; got 3."),
        (text(looks='"there"'), "a scene has title, page, say, look, at, part, link, state; got"),
        (text() + text(title="3"), "Scene 2: `title` must be some text; got 3."),
    ],
)
def test_a_file_that_cannot_be_followed_is_told_in_a_sentence(content, sentence):
    with pytest.raises(SceneError) as error:
        read(content)
    assert sentence in str(error.value)


def shown(page) -> str:
    return " ".join(element.value for element in (*page.app.markdown, *page.app.warning))


def present(open_page, number: str):
    page = open_page("home")
    page.app.query_params["scene"] = number
    page.run()
    stay(page)
    return page


def stay(page) -> None:
    """Be on the page that a scene has led to, as a browser is."""
    if scene := page.app.session_state["lecture-scene"]:
        page.app.switch_page(f"{scene.page}.py")


def press(page, label: str) -> None:
    page.press(label)
    stay(page)


def test_a_scene_is_a_link_that_sets_its_page(open_page):
    page = present(open_page, "9")
    assert page.app.title[0].value == "Where does a straight line fail?"
    assert page.app.slider(key="sigmoid-x").value == 2.0
    assert scenes()[8].say in shown(page)
    assert page.app.selectbox(key="lecture-jump").value == 9


def test_pagedown_and_pageup_lead_on_and_back(open_page):
    page = present(open_page, "9")
    page.app.slider(key="sigmoid-x").set_value(-3.0)
    page.run()
    press(page, "On")
    assert page.app.slider(key="sigmoid-x").value == 0.0
    press(page, "Back")
    assert page.app.slider(key="sigmoid-x").value == 2.0
    assert page.app.query_params["scene"] in ("9", ["9"])


def test_the_list_jumps_and_the_lecture_can_be_left_and_taken_up_again(open_page):
    page = present(open_page, "9")
    page.app.selectbox(key="lecture-jump").set_value(12)
    page.run()
    stay(page)
    assert page.app.title[0].value == "Why not simply square the error?"
    page.press("Leave")
    assert "scene" not in page.app.query_params
    assert scenes()[11].say not in shown(page)
    press(page, "Back to scene 12")
    assert scenes()[11].say in shown(page)


def test_a_link_to_a_scene_may_ask_for_projector_type_too(open_page):
    page = open_page("home")
    page.app.query_params.update({"scene": "12", "projector": "on"})
    page.run()
    assert page.app.session_state["projector"]
    assert page.app.query_params["projector"] == "on"
    assert scenes()[11].say in shown(page)


def test_without_a_scene_there_is_nothing_of_it(open_page):
    page = open_page("home")
    assert not [button for button in page.app.button if button.label in ("On", "Back", "Leave")]
    page.press("Start the lecture")
    assert page.app.selectbox(key="lecture-jump").value == 1


@pytest.mark.parametrize(
    "word", ["0", "99", "-1", "two", "²", "1" * 5000, "0000000001999", "1" + "0" * 5000, ""]
)
def test_a_link_to_no_scene_is_told_and_shows_the_page_as_ever(open_page, word):
    page = present(open_page, word)
    assert f"A scene must be a whole number from 1 to {len(scenes())}" in shown(page)
    assert page.app.title[0].value == "When is a number a yes?"


def test_a_broken_file_is_told_and_harms_no_page(open_page, monkeypatch, tmp_path):
    broken = tmp_path / "lecture.toml"
    broken.write_text(text(page='"sandwiches"'))
    monkeypatch.setattr(file, "FILE", broken)
    page = present(open_page, "1")
    assert "`page` must be the name of a file" in shown(page)
    assert page.app.error[0].value.startswith("Scene 1:")


@pytest.mark.parametrize(
    "content", [None, "title = “Größe”".encode("latin-1", "replace") + b"\xff"]
)
def test_a_file_that_is_missing_or_no_text_is_told(open_page, monkeypatch, tmp_path, content):
    bad = tmp_path / "lecture.toml"
    if content:
        bad.write_bytes(content)
    monkeypatch.setattr(file, "FILE", bad)
    page = open_page("home")
    assert "The file of scenes must be text in UTF-8" in page.app.error[0].value


def test_a_file_that_breaks_while_the_lecture_is_left_is_told(open_page, monkeypatch, tmp_path):
    page = present(open_page, "9")
    page.press("Leave")
    monkeypatch.setattr(file, "FILE", tmp_path / "gone.toml")
    page.press("Back to scene 9")
    assert "The file of scenes must be text" in shown(page)


def test_a_state_that_a_page_cannot_have_is_told_and_taken_back(monkeypatch):
    told = []
    state = {"lecture-entered": 9, "lecture-just-set": ("sigmoid-x",), "sigmoid-x": 99.0, "x": 1}
    monkeypatch.setattr(stage.st, "session_state", state)
    monkeypatch.setattr(stage.st, "warning", lambda words, **_: told.append(words))
    assert stage.blame(ValueError("99.0 is above 8.0"))
    assert told == [
        "Scene 9: its page can't be set so (sigmoid-x); got '99.0 is above 8.0'. It is as usual at "
        "the next look."
    ]
    assert state == {"lecture-entered": 9, "x": 1}
    # A page that fails later fails by itself.
    assert not stage.blame(ValueError("something else"))


def test_what_a_teacher_changes_is_shown_at_the_next_visit(open_page, monkeypatch, tmp_path):
    own = tmp_path / "lecture.toml"
    own.write_text(text())
    monkeypatch.setattr(file, "FILE", own)
    assert "A sentence." in shown(present(open_page, "1"))
    own.write_text(text(say='"Another one."'))
    assert "Another one." in shown(present(open_page, "1"))


# Where players stand and which image is looked at is no control's own value.
NO_CONTROLS = {"epochs-player", "police-player", "softmax-image"}


@pytest.mark.parametrize("number", range(1, len(scenes()) + 1))
def test_each_key_of_a_scene_is_one_of_its_page(open_page, number):
    scene = scenes()[number - 1]
    page = present(open_page, str(number))
    kinds = ("button_group", "selectbox", "slider", "select_slider", "toggle", "text_input")
    controls = {element.key for kind in kinds for element in page.app.get(kind)}
    for key, value in scene.state.items():
        assert key in controls | NO_CONTROLS, f"no control is called {key}"
        kept = page.app.session_state[key]
        if isinstance(value, dict):
            kept = {name: kept[name] for name in value}
        assert kept == value, f"{key} was changed by its page"
    problems = [element.value for element in (*page.app.warning, *page.app.error)]
    assert problems == []


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("99 examples", ["All start with the same weights"]),
        ("Update by update", ["0.4860", "0.4708", "0.4694"]),
        ("Example by example", ["0.4769", "0.4708", "1.5017"]),
        ("The noisy pizzeria", ["From how many reservations on would you warn the owner?"]),
        ("A straight line", ["−0.08 to 1.21", "27 of 30"]),
        ("One busy evening", ["13.62", "12.07", "25 of 30"]),
        ("Its slope", ["0.2500"]),
        ("The squared error as a landscape", ["Squared error: stuck on a plateau"]),
        ("The lecture's picture", ["Squared error: in another minimum", "Cross-entropy: arrived"]),
        ("One example", ["−0.0384", "−0.9800"]),
        ("One ball on two losses", ["<b>0</b>"]),
        ("Who arrives", ["Squared error: 10% arrive", "Cross-entropy: 100% arrive"]),
        ("A dip is no minimum", ["25 dips of the grid, 2 minima", "1 dip of the grid, 1 minimum"]),
        ("Too large a step", ["Cross-entropy: bouncing"]),
        ("The decision", ["12.07", "27 of 30", "missed calls</span><b>1"]),
        ("Another threshold", ["missed calls</span><b>0"]),
        ("One-hot, ten sigmoids", ["arg max 2, label 2: right"]),
        ("Softmax", ["0.6590, 0.2424, 0.0986"]),
        ("A constant changes nothing", ["overflow: ∞ / ∞"]),
    ],
)
def test_a_scene_shows_what_it_says(open_page, title, words):
    number = next(n for n, scene in enumerate(scenes(), 1) if scene.title == title)
    page = present(open_page, str(number))
    for word in words:
        assert word in page.text
