"""Figures that depend on settings alone: made once for all visitors, and kept as JSON."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from sys import getsizeof

import plotly.graph_objects as go

# A landscape of 200 × 200 points has a quarter of a MB.
MOST_BYTES = 32 * 2**20


class Kept:
    """What was asked for last, up to so many bytes of it."""

    def __init__(self, most_bytes: int = MOST_BYTES):
        self._most_bytes = most_bytes
        self._bytes = 0
        self._figures: OrderedDict[tuple, str] = OrderedDict()
        self._lock = threading.Lock()

    def figure(self, make: Callable[..., go.Figure], *settings: Hashable) -> str:
        """The JSON of the figure that `make` makes of those settings, and of nothing else."""
        key = make, *settings
        with self._lock:
            if key in self._figures:
                self._figures.move_to_end(key)
                return self._figures[key]
        figure = make(*settings).to_json()
        with self._lock:
            if key in self._figures:
                # Another visitor made it meanwhile.
                return self._figures[key]
            self._bytes += getsizeof(figure)
            self._figures[key] = figure
            while self._bytes > self._most_bytes:
                _, oldest = self._figures.popitem(last=False)
                self._bytes -= getsizeof(oldest)
        return figure


_kept = Kept()
kept_figure = _kept.figure
