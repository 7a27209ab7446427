"""The landscapes page: what becomes of one ball on two losses."""

import ast
from itertools import product

import numpy as np

from core.losses import CROSS_ENTROPY, SQUARED_ERROR
from pages._ui import data
from tests.pages.conftest import PAGES


def test_far_out_only_the_cross_entropy_leads_home(open_page):
    page = open_page("loss_landscapes")
    assert "Squared error: stuck on a plateau" in page.text
    assert "Cross-entropy: arrived" in page.text


def test_from_zero_both_roll(open_page):
    page = open_page("loss_landscapes")
    page.app.button_group[0].set_value("at zero")
    page.run()
    page.press("Reset")
    assert "Squared error: rolling downhill" in page.text
    assert "Cross-entropy: rolling downhill" in page.text


def test_both_surfaces_share_a_camera_and_are_small(open_page):
    page = open_page("loss_landscapes")
    for number in (0, 1):
        surface = page.figure(number)["data"][0]
        assert surface["type"] == "surface"
        assert surface["z"]["dtype"] == "f4"


def test_no_ball_leaves_the_picture():
    page = ast.parse((PAGES / "loss_landscapes.py").read_text(encoding="utf-8"))
    constants = {
        target.id: ast.literal_eval(node.value)
        for node in page.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in ("STARTS", "RATES", "STEPS")
    }
    for start, rate in product(constants["STARTS"].values(), constants["RATES"]):
        for loss in (SQUARED_ERROR, CROSS_ENTROPY):
            path = data.reservations_descent(loss, start, rate, constants["STEPS"])
            assert (np.abs(path.weights) <= [25.0, 2.5]).all(), (start, rate, loss.name)
