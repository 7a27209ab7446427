"""The landscapes page: what becomes of one ball on two losses."""


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
