"""What may be asked by the channel: each topic is told by its owner, and wired in app.py."""

from collections.abc import Callable
from dataclasses import dataclass

from pages._live.tabs import Tab


class Refused(ValueError):
    """A question can't be answered; the message is the sentence that says why."""


@dataclass(frozen=True)
class Topic:
    """name: in the messages. most: characters that a question may have.

    answer: from the tab and what it asks, any JSON, to what is said, for JSON too. It runs in the
    channel's one thread, so it must be quick; it raises Refused.
    """

    name: str
    most: int
    answer: Callable[[Tab, object], dict]
