"""Data of a visitor's own: shared while they are used, taken in and given back on the page."""

import gc
import io
import weakref

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.datasets import four_files
from core.datasets.idx import FormatError
from core.training import Plan
from core.worker import Moment
from pages._ui.lab import evaluation, own_data
from pages._ui.run import Run, RunPlan
from pages._ui.runs import Runs
from tests.core.test_four_files import fashion, images, labels, named
from tests.pages.conftest import settle


def shared(files):
    return own_data.share(four_files.read(files))


def test_gzipped_or_not_the_data_are_the_same_and_are_shared():
    assert shared(fashion(".gz")) is shared(fashion(""))


def test_equal_data_are_shared_as_long_as_somebody_uses_them():
    files = fashion()
    files[3] = labels("labels", [4, 4])
    sets = shared(files)
    assert shared(files) is sets
    assert len(sets.key) == 16
    gone = weakref.ref(sets)
    del sets
    gc.collect()
    assert gone() is None


def test_data_that_were_trained_on_are_gone_with_their_run():
    sets = shared(fashion())
    run = Run(RunPlan("softmax", Plan(1e-5, 1), data=sets.key), sets, Runs())
    moment = Moment(0, 0, 0.0, np.zeros((785, 10), np.float32))
    assert evaluation.evaluate(run, moment).accuracy >= 0
    assert evaluation.loss(run, moment) > 0
    assert evaluation.gradient(run, moment).shape == (785, 10)
    gone = weakref.ref(sets)
    del sets, run
    gc.collect()
    assert gone() is None


def test_the_server_holds_no_more_than_it_can(monkeypatch):
    mine = shared(fashion())
    monkeypatch.setattr(own_data, "_MOST_SHARED_BYTES", 16 * 784)
    assert shared(fashion()) is mine
    files = fashion()
    files[1] = labels("labels", [0] * 6)
    with pytest.raises(FormatError, match="The server holds as many visitors' data as it can"):
        shared(files)


# ---- on the page


@pytest.fixture
def page() -> AppTest:
    def script():
        import streamlit as st

        from pages._ui.lab import own_data

        st.text(own_data.choose().name)
        own_data.uploader()

    return AppTest.from_function(script, default_timeout=60).run()


def upload(page: AppTest, files: list[io.BytesIO]) -> None:
    page.file_uploader[0].set_value(
        [(file.name, file.getvalue(), "application/octet-stream") for file in files]
    )
    settle(page.run())


def test_a_visitor_begins_with_mnist(page):
    assert page.text[0].value == "MNIST"
    assert not page.button


def test_four_files_are_used_until_the_visitor_goes_back(page):
    upload(page, fashion())
    assert page.text[0].value == "your data"
    assert "6 images to train on, 2 to test on" in page.markdown[-1].value
    # What was read isn't kept a second time as files, nor read again.
    assert page.file_uploader[0].value == []
    page.run()
    assert page.text[0].value == "your data"
    page.button[0].click().run()
    assert page.text[0].value == "MNIST"


def test_what_does_not_fit_is_told_and_changes_nothing(page):
    upload(page, fashion())
    upload(page, [images("a*b*", 3), labels("c", [77] * 3)])
    assert page.error[0].value.startswith("There must be 2 files of images and 2 of labels")
    assert page.text[0].value == "your data"
    upload(page, [named("a*b*", b"nothing")])
    assert page.error[0].value.startswith(r"a\*b\*: a file must hold".replace(":", r"\:"))
    upload(page, [])
    assert not page.error
