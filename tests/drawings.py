"""Digits drawn by hand, point by point, in the ways that people write them, and what is no digit.

Nobody's real drawings: each is one author's idea of a style, varied at random. They tell one
preparation or one model from another; how well people will be served they can't tell.
"""

from collections.abc import Iterator

import numpy as np

Strokes = list[np.ndarray]

# Each style: strokes of points (x, y) from 0 to 100, y down, that a smooth curve runs through.
# A point given twice is a corner.
STYLES: dict[int, list[list[list[tuple[int, int]]]]] = {
    0: [
        [[(50, 5), (22, 20), (15, 52), (28, 88), (52, 96), (78, 82), (86, 48), (74, 16), (50, 5)]],
        [[(62, 8), (35, 10), (20, 40), (22, 78), (48, 95), (72, 78), (78, 40), (60, 10), (46, 14)]],
        [[(50, 10), (18, 30), (18, 72), (50, 92), (84, 70), (82, 28), (54, 8), (40, 14)]],
    ],
    1: [
        [[(50, 5), (50, 95)]],
        [[(60, 5), (42, 95)]],
        [[(30, 28), (55, 6), (55, 6), (55, 95)]],
        [[(32, 26), (52, 8), (52, 8), (52, 94)], [(30, 94), (74, 94)]],
    ],
    2: [
        [[(20, 28), (36, 8), (66, 10), (74, 34), (52, 62), (20, 92), (20, 92), (82, 92)]],
        [[(22, 24), (48, 6), (74, 22), (64, 52), (30, 84), (18, 80), (32, 74), (58, 88), (84, 86)]],
        [[(18, 20), (50, 8), (70, 26), (56, 54), (16, 88), (16, 88), (50, 86), (86, 90)]],
    ],
    3: [
        [
            [
                (22, 16),
                (50, 6),
                (70, 22),
                (60, 42),
                (40, 48),
                (40, 48),
                (66, 54),
                (76, 76),
                (54, 94),
                (20, 86),
            ]
        ],
        [[(20, 8), (76, 8), (76, 8), (44, 42), (44, 42), (72, 54), (76, 78), (48, 95), (18, 84)]],
        [[(26, 12), (58, 8), (66, 28), (44, 46), (70, 60), (66, 88), (36, 96), (20, 84)]],
    ],
    4: [
        [[(30, 6), (18, 58), (18, 58), (82, 58)], [(66, 8), (64, 96)]],
        [[(60, 6), (14, 66), (14, 66), (88, 66)], [(62, 30), (62, 96)]],
        [[(64, 95), (64, 6), (64, 6), (14, 64), (14, 64), (86, 64)]],
        [[(24, 10), (22, 44), (38, 54), (70, 48)], [(74, 6), (70, 50), (68, 96)]],
    ],
    5: [
        [[(78, 8), (28, 8), (28, 8), (24, 44), (24, 44), (56, 40), (76, 62), (64, 90), (22, 90)]],
        [
            [(30, 10), (26, 46), (26, 46), (60, 46), (72, 72), (48, 94), (20, 84)],
            [(30, 10), (78, 8)],
        ],
        [[(72, 6), (34, 10), (28, 40), (58, 46), (70, 70), (50, 92), (24, 88)]],
    ],
    6: [
        [[(66, 6), (36, 30), (22, 66), (36, 94), (66, 90), (72, 64), (50, 52), (26, 68)]],
        [[(54, 4), (28, 44), (24, 80), (48, 96), (72, 78), (60, 56), (34, 62), (26, 78)]],
        [[(74, 12), (46, 10), (24, 50), (30, 88), (60, 94), (74, 70), (52, 54), (28, 70)]],
    ],
    7: [
        [[(18, 10), (80, 10), (80, 10), (40, 95)]],
        [[(18, 10), (80, 10), (80, 10), (40, 95)], [(36, 52), (76, 50)]],
        [[(18, 24), (20, 10), (20, 10), (78, 12), (78, 12), (56, 50), (46, 95)]],
        [[(16, 14), (48, 16), (82, 8), (82, 8), (60, 44), (48, 94)], [(34, 50), (78, 46)]],
    ],
    8: [
        [
            [
                (68, 16),
                (44, 6),
                (28, 24),
                (50, 46),
                (74, 72),
                (52, 95),
                (26, 76),
                (48, 48),
                (70, 26),
                (60, 10),
            ]
        ],
        [[(50, 48), (28, 28), (50, 6), (70, 26), (50, 48), (24, 72), (50, 95), (76, 72), (50, 48)]],
        [
            [(50, 6), (30, 24), (50, 44), (68, 26), (50, 6)],
            [(50, 44), (24, 72), (50, 96), (76, 70), (50, 44)],
        ],
    ],
    9: [
        [[(72, 28), (52, 8), (28, 24), (40, 50), (70, 36), (72, 20), (72, 20), (66, 95)]],
        [
            [
                (70, 22),
                (44, 10),
                (30, 34),
                (52, 50),
                (72, 26),
                (72, 26),
                (72, 66),
                (56, 94),
                (26, 88),
            ]
        ],
        [[(66, 14), (36, 14), (32, 42), (60, 44), (68, 14), (64, 60), (48, 96)]],
    ],
}


def drawings(copies: int, seed: int = 0) -> Iterator[tuple[int, Strokes]]:
    """Each style so many times, each time by a hand that turns, slants and trembles otherwise."""
    random = np.random.default_rng(seed)
    for label, styles in STYLES.items():
        for style in styles:
            for _ in range(copies):
                yield label, _by_hand(style, random)


def _by_hand(style: list[list[tuple[int, int]]], random: np.random.Generator) -> Strokes:
    turn, slant = random.normal(0, [0.1, 0.15])
    width = random.uniform(0.65, 1.1)
    hand = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    hand = hand @ [[width, -slant], [0, 1]]
    strokes = []
    for points in style:
        points = np.array(points, dtype=float)
        # A corner stays one: its two points tremble alike.
        same = np.append(False, (np.diff(points, axis=0) == 0).all(axis=1))
        tremble = random.normal(0, 3.5, points.shape)
        tremble[same] = tremble[np.flatnonzero(same) - 1]
        strokes.append(_smooth(points + tremble) @ hand.T)
    return strokes


def _smooth(points: np.ndarray) -> np.ndarray:
    """A Catmull-Rom curve through the points, ten steps from one to the next."""
    ends = np.concatenate([points[:1], points, points[-1:]])
    t = np.linspace(0, 1, 10, endpoint=False)[:, None]
    pieces = [
        b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.concatenate([*pieces, points[-1:]])


def other_drawings(copies: int, seed: int = 0) -> Iterator[tuple[str, Strokes]]:
    """What is no digit, by its kind, each so many times."""
    random = np.random.default_rng(seed)
    digits = [strokes for _, strokes in drawings(1, seed)]
    for _ in range(copies):
        yield "scribble", [np.cumsum(random.normal(0, 12, (40, 2)), axis=0)]
        yield "line across", [np.array([(0, 0), (100, random.uniform(-10, 10))])]
        yield (
            "face",
            [_arc(50, 50, 48), _arc(32, 35, 5), _arc(68, 35, 5), _arc(50, 50, 28, 0.1, 0.4)],
        )
        crossed = np.array([[(0, 0), (100, 100)], [(100, 0), (0, 100)]])
        yield "cross", list(crossed + random.normal(0, 4, crossed.shape))
        turns = np.linspace(0, 3, 80)
        yield "spiral", [_around(50, 50, 16 * turns, turns + random.uniform())]
        left, right = (digits[i] for i in random.integers(len(digits), size=2))
        gap = max(points[:, 0].max() for points in left) + random.uniform(10, 40)
        gap -= min(points[:, 0].min() for points in right)
        yield "two digits", [*left, *(points + np.array([gap, 0]) for points in right)]


def _arc(x: float, y: float, radius: float, start: float = 0, end: float = 1) -> np.ndarray:
    """A part of a circle, from one share of a turn to another."""
    return _around(x, y, radius, np.linspace(start, end, 20))


def _around(x: float, y: float, radius: float | np.ndarray, turns: np.ndarray) -> np.ndarray:
    angles = 2 * np.pi * turns
    return np.stack([x + radius * np.cos(angles), y + radius * np.sin(angles)], axis=1)
