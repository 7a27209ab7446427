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
    if sheet.wishes is None:
        raise Refused("The drawing page must be open before a drawing can be answered.")
    resting = ask.get("rest") is True
    return {
        "seq": sheet.seq,
        "rest": resting,
        "parts": replies(sheet.stages(), sheet.wishes, resting),
    }


# A drawing of the most points, each "[1000,1000],".
TOPIC = Topic("draw", 75_000, answer)
