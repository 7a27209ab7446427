"""What the largest drawings, sets and pictures that may be brought in cost: processor time, memory.

Memory is the process's own peak above what it had before, as Pillow's memory shows nowhere else;
so each is read in a process of its own, on Linux.
"""

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from core.drawing import (
    MOST_EXAMPLES,
    MOST_PATH,
    MOST_POINTS,
    PAD_SIDE,
    Steps,
    digit_from_strokes,
    read_json,
    read_scan,
    stages,
    to_strokes,
)
from core.drawing.sets import FORMAT, MOST_BYTES

TIMES = 200
PEN = 70


def wave(points: int, turns: float) -> list:
    """One stroke to and fro over the pad, as a browser sends it."""
    t = np.linspace(0, 1, points)
    x, y = PAD_SIDE * t, PAD_SIDE / 2 * (1 + np.cos(2 * np.pi * turns * t))
    return [np.rint(np.stack([x, y], axis=1)).astype(int).tolist()]


DRAWINGS = {
    "100 points": wave(100, 1),
    "300 points": wave(300, 2),
    "the most points and path": wave(MOST_POINTS, 0.49 * MOST_PATH / PAD_SIDE),
}


def show_drawings(times: int) -> None:
    print(f"{'ms, median and 95 %':28}{'checked':>14}{'28 × 28':>14}{'four stages':>14}")
    for name, sent in DRAWINGS.items():
        strokes = to_strokes(sent)
        works = (
            lambda sent=sent: to_strokes(sent),
            lambda strokes=strokes: digit_from_strokes(strokes),
            lambda strokes=strokes: stages(strokes, PAD_SIDE, PEN, Steps()),
        )
        print(f"{name:28}" + "".join(f"{quantiles(work, times):>14}" for work in works))


def quantiles(work, times: int) -> str:
    took = []
    for _ in range(times):
        begun = time.process_time()
        work()
        took.append(1000 * (time.process_time() - begun))
    return "{:.2f} {:6.2f}".format(*np.percentile(took, [50, 95]))


def large_set(points: int, strokes: int) -> bytes:
    """As many such drawings as a file may have."""
    each = [[[x % 10, 7] for x in range(points // strokes)]] * strokes
    record = json.dumps({"label": 1, "strokes": each}, separators=(",", ":"))
    count = min(MOST_EXAMPLES, (MOST_BYTES - 100) // (len(record) + 1))
    return f'{{"format":"{FORMAT}","drawings":[{",".join([record] * count)}]}}'.encode()


def photo(kind: str, mode: str, width: int, height: int) -> bytes:
    image = Image.new("L", (width, height), 210)
    seven = [(width * x, height * y) for x, y in ((0.3, 0.2), (0.6, 0.2), (0.45, 0.8))]
    ImageDraw.Draw(image).line(seven, fill=40, width=width // 50)
    file = io.BytesIO()
    image.convert(mode).save(file, kind)
    return file.getvalue()


def read_set(file: io.BytesIO) -> None:
    for _ in read_json(file):
        pass


FILES = {
    "set of the most bytes": (read_set, lambda: large_set(3400, 10)),
    "set of the most strokes": (read_set, lambda: large_set(3500, 500)),
    "JPEG, 12 megapixels": (read_scan, lambda: photo("JPEG", "RGB", 4000, 3000)),
    "JPEG, 16 megapixels": (read_scan, lambda: photo("JPEG", "RGB", 4600, 3450)),
    "PNG, 12 megapixels": (read_scan, lambda: photo("PNG", "RGB", 4000, 3000)),
    "PNG, 16, partly clear": (read_scan, lambda: photo("PNG", "RGBA", 4000, 4000)),
    "WebP, 6 megapixels": (read_scan, lambda: photo("WEBP", "RGB", 3000, 2000)),
}


def show_file(name: str) -> None:
    """Read one file; meant for a process of its own."""
    read, make = FILES[name]
    # What is loaded at the first picture isn't the file's.
    read_scan(named(photo("PNG", "RGB", 100, 100)))
    file = named(make())
    before, begun = memory("VmRSS"), time.process_time()
    Path("/proc/self/clear_refs").write_text("5")
    read(file)
    took, most = time.process_time() - begun, memory("VmHWM") - before
    print(f"{name:28}{file.getbuffer().nbytes / 1e6:11.1f}{took:14.2f}{most:14.0f}", flush=True)


def named(content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = "7"
    return file


def memory(kind: str) -> float:
    """This process's memory in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(kind)) * 1024 / 1e6


def main(times: int = TIMES, files=tuple(FILES)) -> None:
    show_drawings(times)
    print(f"\n{'':28}{'MB in file':>11}{'s':>14}{'MB on top':>14}", flush=True)
    for name in files:
        subprocess.run([sys.executable, "-m", "tests.benchmarks.intake", name], check=True)


if __name__ == "__main__":
    show_file(sys.argv[1]) if sys.argv[1:] else main()
