"""The police pages as a person uses them: dots, rows, cells, files, and their figures."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import bring


def number(page, name):
    """The number under a name."""
    return page.locator(".figures div", has=page.get_by_text(name, exact=True)).locator("b")


def test_a_dot_and_its_row_light_up_together(visit):
    page = visit("police_calls")
    expect(page.get_by_text("Choose a row, or a dot in the picture.")).to_be_visible()
    dot = page.locator(".st-key-police-picture .scatterlayer .points path").nth(4)
    box = dot.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(number(page, "ŷ")).to_have_text(re.compile(r"0\.\d{4}"))
    # The table draws on a canvas; what screen readers get of it says which row is chosen.
    row = page.locator("[data-testid=stDataFrame] tr[aria-selected=true]")
    value = number(page, "reservations").inner_text()
    expect(row.locator("td").first).to_have_text(value)


def test_a_cell_that_is_typed_over_changes_the_fit_until_the_lectures_data_come_back(
    visit, change_page
):
    page = visit("police_calls")
    expect(number(page, "sigmoid crosses ½ at")).to_have_text("12.07")
    page.get_by_text("Edit", exact=True).click()
    table = page.locator("[data-testid=stDataFrame] canvas").first
    expect(page.locator("[data-testid=stDataFrame] [role=grid]")).to_have_attribute(
        "aria-rowcount", "32"
    )
    box = table.bounding_box()
    # The label of the first row, the last column: no call after all.
    page.mouse.dblclick(box["x"] + box["width"] - 30, box["y"] + 52)
    cell = page.locator("#portal input")
    expect(cell).to_have_value("1")
    cell.fill("0")
    cell.press("Enter")
    expect(number(page, "sigmoid crosses ½ at")).not_to_have_text("12.07")
    changed = number(page, "sigmoid crosses ½ at").inner_text()
    change_page(page, "More inputs")
    change_page(page, "Police calls")
    expect(number(page, "sigmoid crosses ½ at")).to_have_text(changed)
    page.get_by_role("button", name="The lecture's data").click()
    expect(number(page, "sigmoid crosses ½ at")).to_have_text("12.07")


def test_an_own_table_is_fitted_and_a_bad_one_is_refused_in_a_sentence(visit, tmp_path):
    page = visit("police_calls")
    hours = tmp_path / "hours.csv"
    # As Excel writes it where decimals have a comma.
    rows = "hours a day\tpassed\n1,5\t0\n2\t0\n3\t1\n4\t0\n5\t1\n5,5\t1\n"
    hours.write_text(rows, encoding="utf-16", newline="\r\n")
    broken = tmp_path / "broken.csv"
    broken.write_text("hours,passed\n1,0\n1e308,1\n")
    page.get_by_role("button", name="Own table").click()
    bring(page, broken)
    sentence = page.get_by_text(
        "broken.csv, line 3, column 'hours': a value may be at most 1,000,000,000 in size"
    )
    expect(sentence).to_be_visible()
    expect(number(page, "sigmoid crosses ½ at")).to_have_text("12.07")
    bring(page, hours)
    # The data are symmetric about 3½ hours.
    expect(number(page, "sigmoid crosses ½ at")).to_have_text("3.50")
    expect(sentence).to_be_hidden()
    page.get_by_role("button", name="Own table").click()
    bring(page, broken)
    expect(sentence).to_be_visible()
    expect(number(page, "sigmoid crosses ½ at")).to_have_text("3.50")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="The lecture's data").click()
    expect(number(page, "sigmoid crosses ½ at")).to_have_text("12.07")


def test_training_steps_and_plays_to_its_end_by_keys(visit):
    page = visit("police_calls")
    page.get_by_text("Training", exact=True).click()
    page.get_by_role("button", name="Reset Shortcut").click()
    expect(number(page, "iteration")).to_have_text("0")
    page.keyboard.press("ArrowRight")
    expect(number(page, "iteration")).to_have_text("1")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(number(page, "iteration")).to_have_text("80,000")
    page.get_by_text("Why standardise?").click()
    expect(page.get_by_role("cell", name="standardised")).to_be_visible()


def test_tonights_forecast_follows_its_sliders(visit):
    page = visit("more_inputs")
    page.get_by_text("All inputs", exact=True).click()
    expect(page.get_by_text("Success: 25/30 (83.33%)")).to_be_visible()
    tonight = page.get_by_role("heading", name="A call tonight")
    before = tonight.inner_text()
    page.get_by_role("slider", name="Reservations").focus()
    page.keyboard.press("ArrowRight")
    expect(tonight).not_to_have_text(before)
