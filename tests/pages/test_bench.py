"""The test bench: what a browser may tell, what is counted, taken away and brought in."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.datasets import mnist
from core.drawing import MOST_EXAMPLES, Example, read_json, to_record, to_strokes
from pages._live.tabs import Tab
from pages._live.topics import Refused
from pages._ui.bench import bring_in, prompts, scoring, shelf, take_away, topic
from pages._ui.bench.shelf import Entry, Shelf
from tests.core.test_files import taken_from, upload
from tests.pages.conftest import components, content

SEVEN = to_strokes([[[300, 250], [500, 250], [700, 250], [600, 500], [500, 780]]])
ONE = to_strokes([[[500, 100], [490, 900]]])


def entry(label, strokes=SEVEN, seed=None):
    example = Example(label, strokes=strokes, seed=seed)
    return Entry(example, scoring.answer(example))


@pytest.fixture
def mine():
    """The shelf of a tab that has told nothing yet."""
    return Shelf()


def records(*labels):
    return [to_record(Example(label, strokes=SEVEN, seed=3)) for label in labels]


def message(start, entries, *, seq=1, done=(), keeps=True):
    return {"seq": seq, "from": start, "entries": entries, "done": list(done), "keeps": keeps}


def told(mine, *args, **kwargs):
    mine.take(message(*args, **kwargs))


def labels_of(mine):
    return [entry and entry.example.label for entry in mine.known]


# ---- what a browser tells


def test_of_a_large_message_are_read_as_many_as_there_is_time_for(mine, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_SECONDS", 0.0)
    for number in range(3):
        told(mine, number, records(7, 1, 4)[number:])
        assert labels_of(mine) == [7, 1, 4][: number + 1]


def test_entries_arrive_in_parts_and_an_end_that_changed_replaces_the_old_one(mine):
    told(mine, 0, records(7, 1))
    told(mine, 2, records(4))
    assert labels_of(mine) == [7, 1, 4]
    assert mine.known[0].example.seed == 3
    told(mine, 1, records(9))
    assert labels_of(mine) == [7, 9]
    # What begins after the end that is known here is left to be told again.
    told(mine, 5, records(2), seq=4, keeps=False)
    assert (labels_of(mine), mine.seq, mine.keeps) == ([7, 9], 4, False)


def test_a_command_is_repeated_until_the_browser_has_obeyed(mine):
    mine.add([Example(7, strokes=SEVEN)])
    [command] = mine.commands
    told(mine, 0, [], done=["another"])
    assert (mine.commands, mine.report) == ([command], "")
    told(mine, 0, [], done=[command["id"]])
    assert (mine.commands, mine.report) == ([], "1 digit taken in.")


def test_there_is_room_for_a_thousand(mine):
    told(mine, 0, records(7, 1))
    mine.add([Example(7, strokes=SEVEN)])
    assert mine.room == MOST_EXAMPLES - 3


def test_many_examples_are_handed_over_in_parts_and_counted_once_all_are_there(mine, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_AT_ONCE", 2)
    mine.add([Example(label, strokes=SEVEN) for label in (7, 1, 4)])
    first, second = mine.commands
    [next_one] = mine.next_commands
    assert next_one["id"] == first["id"]
    assert [each["label"] for each in next_one["add"]] == [7, 1]
    assert mine.room == MOST_EXAMPLES - 3
    told(mine, 0, records(7, 1), done=[first["id"]])
    assert mine.report == ""
    told(mine, 0, records(7, 1, 4), done=[second["id"]])
    assert mine.report == "3 digits taken in."


def test_the_channel_says_of_the_entries_what_the_page_says(open_page):
    tab = Tab()
    said = topic.answer(tab, message(0, records(7, 1)))
    assert said["count"] == 2
    assert "2 digits entered" in said["parts"]["tally"]
    page = open_page("bench", live_tab=tab)
    [shown] = map(content, components(page.app, "reply"))
    assert (shown["html"], shown["seq"]) == (said["parts"]["tally"], said["seq"])


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        {},
        {"seq": "1", "from": 0, "entries": [], "done": []},
        {"seq": 1, "from": None, "entries": [], "done": []},
        {"seq": 1, "from": 0, "entries": {}, "done": []},
        {"seq": 1, "from": 0, "entries": [], "done": 0},
    ],
)
def test_a_message_that_makes_no_sense_is_refused_and_changes_nothing(nonsense):
    tab = Tab()
    topic.answer(tab, message(0, records(7)))
    with pytest.raises(Refused):
        topic.answer(tab, nonsense)
    mine = tab.of(Shelf)
    assert (mine.seq, labels_of(mine)) == (1, [7])


@pytest.mark.parametrize("record", [None, 7, {}, {"label": 12}, {"label": 1, "strokes": [[]]}])
def test_an_entry_that_makes_no_sense_keeps_its_place_and_counts_for_nothing(mine, record):
    told(mine, 0, [*records(7), record, *records(1)])
    assert labels_of(mine) == [7, None, 1]
    assert [each.example.label for each in mine.entries] == [7, 1]


# ---- what is asked and counted


@given(st.integers(0, prompts.MOST_SEED))
def test_each_ten_prompts_ask_for_each_digit_once(seed):
    asked = prompts.shuffled(seed)
    assert len(asked) == MOST_EXAMPLES
    assert all(sorted(asked[i : i + 10]) == list("0123456789") for i in range(0, len(asked), 10))


def test_prompts_are_shuffled_by_their_seed():
    assert prompts.shuffled(1) == prompts.shuffled(1) != prompts.shuffled(2)
    assert prompts.shuffled(1)[:10] != prompts.shuffled(1)[10:20]


def test_a_score_counts_what_each_model_should_have_said():
    entries = [entry(7), entry(1), entry(1, ONE)]
    ten = scoring.score(entries, "hidden-layer")
    assert ten.predicted.tolist() == [7, 7, 1]
    assert ten.accuracy == pytest.approx(2 / 3)
    assert (ten.confusion[1, 7], ten.confusion[1, 1], ten.confusion.sum()) == (1, 1, 3)
    assert ten.failures.tolist() == [1]
    fives = scoring.score(entries, "fives")
    assert fives.names == ("not 5", "5")
    assert fives.confusion.tolist() == [[3, 0], [0, 0]]
    assert (fives.sureness > 0.5).all()


def test_the_page_counts_and_shows_what_is_wrong(open_page):
    tab = Tab()
    tab.of(Shelf).known = [entry(7), None, entry(1)]
    page = open_page("bench", live_tab=tab)
    assert "2 digits entered" in page.text
    assert "1 of 2" in page.text
    assert "the last: a 1" in page.text
    assert any("1 wrong" in words.value for words in page.app.markdown)


def test_an_empty_bench_says_so(open_page):
    assert "Nothing entered yet." in open_page("bench").text


# ---- what is taken away comes in again


def replaced(entry, **fields):
    return replace(entry, example=replace(entry.example, **fields))


@pytest.fixture
def entries(mnist_sets):
    pixels = mnist_sets[1].inputs[0].reshape(28, 28)
    picture = Example(7, pixels=pixels, name="7/scan.png")
    return [entry(7), entry(1, ONE, seed=5), Entry(picture, scoring.answer(picture))]


def test_the_results_are_a_row_for_each_entry(entries):
    rows = list(csv.DictReader(io.StringIO(take_away.results(entries))))
    assert [row["label"] for row in rows] == ["7", "1", "7"]
    assert [row["from"] for row in rows] == ["strokes", "strokes", "picture"]
    assert [row["seed"] for row in rows] == ["", "5", ""]
    assert take_away.results([replaced(entries[2], name="=1+1")]).count(",'=1+1,") == 1
    assert rows[2]["file"] == "7/scan.png"
    assert rows[0]["hidden-layer answer"] == "7"
    assert rows[0]["hidden-layer right"] == "1"
    assert rows[0]["fives answer"] == "not 5"


def test_the_strokes_come_in_again_as_they_were(entries):
    file = upload(take_away.strokes(entries), "drawings.json")
    examples, problems = taken_from([file])
    assert not problems
    assert [example.label for example in examples] == [7, 1, 7]
    assert [example.seed for example in examples] == [None, 5, None]
    for before, after in zip(entries, examples, strict=True):
        np.testing.assert_array_equal(after.image().ravel(), before.answers.image)
    file.seek(0)
    *_, found = read_json(file)
    assert len(found) == 3


def test_the_images_and_labels_are_a_data_set_and_come_in_again(entries):
    files = [
        upload(take_away.images(entries), take_away.IMAGES),
        upload(take_away.labels(entries), take_away.LABELS),
    ]
    examples, problems = taken_from(files)
    assert not problems
    assert [example.label for example in examples] == [7, 1, 7]
    for before, after in zip(entries, examples, strict=True):
        np.testing.assert_array_equal(after.pixels.ravel(), before.answers.image)
    for file in files:
        file.seek(0)
    assert len(mnist.pair(*files)) == 3


def test_more_than_there_is_room_for_is_refused(mine, monkeypatch, entries):
    monkeypatch.setattr(Shelf, "room", 1)
    bring_in.take(mine, [each.example for each in entries], ["7.png: no."])
    other, sentence = mine.problems
    assert other == "7.png: no."
    assert "there is room for 1 more, and here are 3" in sentence
    assert not mine.report
    assert not mine.commands


def test_too_many_files_are_refused_unread():
    examples, [sentence] = bring_in.read([None] * 201)
    assert not examples
    assert sentence == "At most 200 files may come at once; here are 201."


def test_images_without_ink_are_left_out_and_named(entries):
    blank = replace(entries[0], answers=replace(entries[0].answers, image=np.zeros(784, np.uint8)))
    files = [
        upload(take_away.images([*entries, blank]), take_away.IMAGES),
        upload(take_away.labels([*entries, blank]), take_away.LABELS),
    ]
    examples, problems = taken_from(files)
    assert [example.label for example in examples] == [7, 1, 7]
    assert problems == [
        f"{take_away.IMAGES}: an image must show something; left out, as without ink: 4."
    ]


def test_a_set_may_begin_with_a_blank_or_a_byte_order_mark(entries):
    for start in (" \n", "\ufeff"):
        examples, problems = taken_from([upload(start + take_away.strokes(entries), "my.json")])
        assert (len(examples), problems) == (3, [])
