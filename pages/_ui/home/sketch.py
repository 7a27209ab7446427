"""A small picture of curves, dots and bars, as an SVG image that is there at once."""

import base64
from html import escape

import numpy as np

WIDTH, HEIGHT, MARGIN = 320, 150, 10


class Sketch:
    """Shapes over a range of x and of y, drawn one over another."""

    def __init__(self, x: tuple[float, float], y: tuple[float, float]):
        self._x, self._y = x, y
        self._shapes: list[str] = []

    def curve(self, x: np.ndarray, y: np.ndarray, colour: str, dash: str = "") -> "Sketch":
        """Add a line through points."""
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(*self._places(x, y), strict=True))
        self._shapes.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="4" '
            f'stroke-dasharray="{dash}" stroke-linejoin="round"/>'
        )
        return self

    def dots(self, x: np.ndarray, y: np.ndarray, colour: str, triangles: bool = False) -> "Sketch":
        """Add a dot at each point, or a triangle."""
        for a, b in zip(*self._places(x, y), strict=True):
            self._shapes.append(
                f'<path d="M{a:.1f} {b - 7:.1f}l6.5 12h-13z" fill="{colour}"/>'
                if triangles
                else f'<circle cx="{a:.1f}" cy="{b:.1f}" r="5" fill="{colour}"/>'
            )
        return self

    def bars(self, x: np.ndarray, y: np.ndarray, words: list[str], colour: str) -> "Sketch":
        """Add bars from 0 to y, each with words above it."""
        _, (floor,) = self._places(np.zeros(1), np.zeros(1))
        for a, b, word in zip(*self._places(x, y), words, strict=True):
            self._shapes.append(
                f'<rect x="{a - 28:.1f}" y="{b:.1f}" width="56" height="{floor - b:.1f}" '
                f'fill="{colour}"/><text x="{a:.1f}" y="{b - 6:.1f}" text-anchor="middle" '
                f'font-size="20" font-family="sans-serif" fill="{colour}">{escape(word)}</text>'
            )
        return self

    def drawn(self, alt: str) -> str:
        """The picture as HTML."""
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
            f"{''.join(self._shapes)}</svg>"
        )
        content = base64.b64encode(svg.encode()).decode()
        return f'<img class="sketch" alt="{escape(alt)}" src="data:image/svg+xml;base64,{content}">'

    def _places(self, x, y) -> tuple[np.ndarray, np.ndarray]:
        (left, right), (low, high) = self._x, self._y
        across = (np.asarray(x) - left) / (right - left)
        up = (np.asarray(y) - low) / (high - low)
        room = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
        return MARGIN + across * room[0], HEIGHT - MARGIN - up * room[1]
