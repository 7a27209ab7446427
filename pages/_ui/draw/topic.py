"""The channel's topic "draw": a drawing in, the replies out, while the pen moves."""

from core.drawing import SetError
from pages._live.tabs import Tab
from pages._live.topics import Refused, Topic
from pages._ui.draw.replies import replies
from pages._ui.draw.sheet import Sheet


def answer(tab: Tab, ask: object) -> dict:
    """{"seq", "strokes", "rest": whether the pen rests} to {"seq", "rest", "parts": HTML by name}.

    Only a drawing at rest is judged, and has likenesses.
    """
    sheet = tab.of(Sheet)
    try:
        sheet.take(ask)
    except SetError as error:
        raise Refused(str(error)) from error
    resting = ask.get("rest") is True
    while (wishes := sheet.wishes) is not None:
        seq, strokes = sheet.drawn
        parts = replies(sheet.stages(strokes, wishes), wishes, resting)
        # By what is wished for when it is said: a rerun may have come in between.
        if wishes == sheet.wishes:
            return {"seq": seq, "rest": resting, "parts": parts}
    raise Refused("The drawing page must be open before a drawing can be answered.")


# A drawing of the most points, each "[1000,1000],".
TOPIC = Topic("draw", 75_000, answer)
