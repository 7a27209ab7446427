"""The channel's topic "draw": a drawing in, the replies out, while the pen moves."""

from core.drawing import SetError
from pages._live.tabs import Tab
from pages._live.topics import Refused, Topic
from pages._ui.draw.replies import replies
from pages._ui.draw.sheet import Sheet, stages_of


def answer(tab: Tab, ask: object) -> dict:
    """{"seq": …, "strokes": …} to {"seq": …, "parts": the HTML of each reply}."""
    sheet = tab.of(Sheet)
    try:
        sheet.take(ask)
    except SetError as error:
        raise Refused(str(error)) from error
    if sheet.wishes is None:
        raise Refused("The drawing page must be open before a drawing can be answered.")
    stages = stages_of(sheet.strokes, sheet.wishes)
    return {"seq": sheet.seq, "parts": replies(stages, sheet.wishes)}


# A drawing of the most points, each "[1000,1000],".
TOPIC = Topic("draw", 75_000, answer)
