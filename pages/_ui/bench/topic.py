"""The channel's topic "bench": what is entered in, the tally out, at once."""

from core.drawing import SetError
from pages._live.tabs import Tab
from pages._live.topics import Refused, Topic
from pages._ui.bench.shelf import Shelf
from pages._ui.bench.tally import tally


def answer(tab: Tab, ask: object) -> dict:
    """What `Shelf.take` reads, to {"seq", "parts": the tally's HTML, "count", "commands"}.

    count: of the entries that are known here. commands: what is to be done next.
    """
    shelf = tab.of(Shelf)
    try:
        shelf.take(ask)
    except SetError as error:
        raise Refused(str(error)) from error
    return {
        "seq": shelf.seq,
        "parts": {"tally": tally(shelf.entries, shelf.theme)},
        "count": len(shelf.known),
        "commands": shelf.next_commands,
    }


# The browser tells 50,000 characters of entries at a time, or else a single one.
TOPIC = Topic("bench", 120_000, answer)
