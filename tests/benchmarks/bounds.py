"""How long five visitors wait while a sixth has the server work out the worst that it may.

Prints for each of these the 95th percentile and the longest of the five's waits for a move of a
slider, and how long the sixth waits.
"""

import asyncio
import gzip
import json
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path

import numpy as np
from PIL import Image

from tests.benchmarks.visitor import Visitor, visiting
from tests.browser.conftest import serving

OTHERS = 5
PAUSE = 0.25

# With a server's address: a context that gives what the sixth visitor then does.
Worst = Callable[[str], AbstractAsyncContextManager[Callable[[], Awaitable[None]]]]


def large_table(folder: Path) -> list[Path]:
    """Bring a table of 10,000 rows to the chapter Training."""
    rng = np.random.default_rng(0)
    values = rng.normal(20, 8, (10_000, 8)).round(2)
    labels = (values[:, 0] + rng.normal(0, 9, len(values)) > 20).astype(int)
    file = folder / "table.csv"
    rows = np.column_stack([values, labels]).tolist()
    file.write_text("a,b,c,d,e,f,g,h,yes\n" + "\n".join(",".join(map(str, r)) for r in rows))
    return [file]


@asynccontextmanager
async def basin_map(address: str):
    """Open a basin map of 3,000 steps that nobody has looked at yet."""

    async def act() -> None:
        query = "chapter=Basin map&steps=3000&seed=7&data=synthetic"
        async with visiting(address, query, "loss_landscapes") as visitor:
            await visitor.see_results()

    yield act


@asynccontextmanager
async def longest_drawing(address: str):
    """Tell of drawings as long as may be, one after the other."""

    async def act() -> None:
        async with visiting(address, page="draw_a_digit") as visitor:
            for number in range(5):
                corners = [[[i % 2 * 1000, (i * 7 + number) % 1000] for i in range(190)]]
                await visitor.tell("pad", "drawing", {"seq": number + 1, "strokes": corners})

    yield act


def picture(folder: Path) -> list[Path]:
    """Bring a picture of 12 megapixels."""
    pixels = np.full((3_000, 4_000), 230, np.uint8)
    pixels[700:2_300, 1_900:2_100] = 30
    noise = np.random.default_rng(0).integers(0, 20, pixels.shape, dtype=np.uint8)
    file = folder / "7.jpg"
    Image.fromarray(pixels + noise).save(file, quality=90)
    return [file]


def set_of_drawings(folder: Path) -> list[Path]:
    """Bring the largest set in JSON."""
    rng = random.Random(0)
    line = [[rng.randrange(1000), n % 1000] for n in range(390)]
    drawings = [{"label": n % 10, "strokes": [line]} for n in range(1_000)]
    file = folder / "drawings.json"
    content = {"format": "threshold drawings 1", "drawings": drawings}
    # Blanks mean nothing in JSON, but are to be read all the same.
    file.write_text(json.dumps(content).ljust(20 * 2**20 - 1))
    return [file]


def wide_table(folder: Path) -> list[Path]:
    """Bring a table of 16,000 columns."""
    file = folder / "wide.csv"
    file.write_text(",".join(f"column{n}" for n in range(16_000)) + "\n1,2\n")
    return [file]


def own_images(folder: Path) -> list[Path]:
    """Bring 70,000 images of noise, and their labels."""
    noise = np.random.default_rng(0)
    files = []
    for name, count in (("train", 60_000), ("test", 10_000)):
        for kind, magic, shape in (("images", 2051, (28, 28)), ("labels", 2049, ())):
            header = np.array([magic, count, *shape], ">u4").tobytes()
            content = noise.integers(0, 10, (count, *shape), dtype=np.uint8).tobytes()
            files.append(folder / f"{name}-{kind}")
            files[-1].write_bytes(gzip.compress(header + content, compresslevel=1))
    return files


def bring(page: str, query: str, box: str, prepare: Callable[[Path], list[Path]]) -> Worst:
    """Bring files to a page; they are made before anybody waits."""

    @asynccontextmanager
    async def worst(address: str):
        with tempfile.TemporaryDirectory() as folder:
            files = prepare(Path(folder))

            async def act() -> None:
                async with visiting(address, query, page) as visitor:
                    await visitor.upload(box, *files)

            yield act

    return worst


WORST: dict[str, Worst] = {
    "a table of 10,000 rows at Training": bring(
        "police_calls", "chapter=Training", "A table", large_table
    ),
    "a table of 16,000 columns": bring("police_calls", "", "A table", wide_table),
    "a basin map of 3,000 steps": basin_map,
    "the longest drawings": longest_drawing,
    "a picture of 12 megapixels": bring("bench", "", "Files", picture),
    "a set of 20 MB": bring("bench", "", "Files", set_of_drawings),
    "70,000 images": bring("mnist_training", "view=The data", "Four IDX files", own_images),
}


async def moves(visitor: Visitor, waits: list[float], ended: asyncio.Event) -> None:
    """Move a slider about until that has ended, noting how long each move takes."""
    places = random.Random(id(visitor))
    while not ended.is_set():
        await asyncio.sleep(places.uniform(0.5, 1.5) * PAUSE)
        begun = time.monotonic()
        await visitor.set("Your threshold", double_array_value={"data": [places.uniform(5, 30)]})
        waits.append(time.monotonic() - begun)


async def measure(address: str, worst: Worst, others: int = OTHERS) -> tuple[list[float], float]:
    """The waits of those who move sliders, and of the one who asks for the worst, in seconds."""
    waits, ended = [], asyncio.Event()
    async with AsyncExitStack() as tabs:
        query = "chapter=Your guess"
        visitors = [
            await tabs.enter_async_context(visiting(address, query, "police_calls"))
            for _ in range(others)
        ]
        async with worst(address) as act:
            moving = [asyncio.create_task(moves(each, waits, ended)) for each in visitors]
            begun = time.monotonic()
            await act()
            spent = time.monotonic() - begun
            # Each moves once more.
            ended.set()
            await asyncio.gather(*moving)
    return waits, spent


def main() -> None:
    with serving() as (_, address):
        print(f"{'the sixth visitor':40}{'s':>6}   the five: p95 and longest, ms (moves)")
        for name, worst in WORST.items():
            waits, spent = asyncio.run(measure(address, worst))
            p95 = statistics.quantiles(waits, n=20)[-1]
            print(f"{name:40}{spent:6.1f}{p95 * 1e3:8.0f}{max(waits) * 1e3:8.0f} ({len(waits)})")


if __name__ == "__main__":
    main()
