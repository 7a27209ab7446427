"""What the landscapes show: the data, the window, the descent, as words that a link may tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from core.datasets.police import INPUTS
from pages._ui.words import WordError, number, one_of, quoted, two_numbers, whole

DATA = {
    "reservations": "Police calls by reservations",
    "police": "Police calls by all inputs",
    "synthetic": "The lecture's 20 points",
}
# The four weights of the police calls; each pair by a word of its own.
WEIGHTS = ("b", *INPUTS)
PAIRS = {f"{i}-{j}": (i, j) for i, j in combinations(range(len(WEIGHTS)), 2)}
INPUT_KINDS = ("standardised", "raw")
BATCHES = {"full": None, "5": 5, "1": 1}
POINTS = ("25", "50", "75", "100")
LARGEST, NARROWEST = 1e6, 1e-3
LEAST_RATE, MOST_RATE = 1e-6, 1e3
MOST_SEED = 9_999
STEPS = 20_000


@dataclass(frozen=True)
class Setting:
    """What to show; two equal settings show the same.

    first, second: the window, from where to where each of the two weights goes. points: of the
    surface along each side. batch: examples an update, None for all.
    """

    data: str
    pair: tuple[int, int]
    seed: int
    standardised: bool
    first: tuple[float, float]
    second: tuple[float, float]
    points: int
    start: tuple[float, float]
    rate: float
    batch: int | None

    @property
    def names(self) -> tuple[str, str]:
        """The names of the two weights."""
        return weight_names(self.data, self.pair)


@dataclass(frozen=True)
class Fields:
    """A setting as a visitor types it, or as it stands in a link: words, each of them doubtful."""

    data: str = "reservations"
    pair: str = "1-2"
    seed: str = "3"
    inputs: str = "standardised"
    first: str = "-20, 20"
    second: str = "-20, 20"
    points: str = "100"
    start: str = "-14, -9"
    rate: str = "1"
    batch: str = "full"

    def setting(self) -> Setting:
        """The setting of these words; raises WordError for the first doubtful one."""
        data = one_of("The data", self.data, DATA)
        pair = PAIRS[one_of("The pair of weights", self.pair, PAIRS)]
        names = weight_names(data, pair)
        first, second = (
            _window(name, word) for name, word in zip(names, (self.first, self.second), strict=True)
        )
        return Setting(
            data,
            pair,
            whole("The seed", self.seed, 0, MOST_SEED),
            one_of("The inputs", self.inputs, INPUT_KINDS) == "standardised",
            first,
            second,
            int(one_of("The points along a side", self.points, POINTS)),
            _start(self.start, names, first, second),
            number("The learning rate α", self.rate, LEAST_RATE, MOST_RATE),
            BATCHES[one_of("The batch", self.batch, BATCHES)],
        )


# What each kind of data opens with, where that isn't as in Fields: a window with something in it.
_USUAL = {
    ("reservations", "raw"): {
        "first": "-25, 25",
        "second": "-2.5, 2.5",
        "start": "20, 1",
        "rate": "0.03",
    },
    ("police", "raw"): {"second": "-4, 4", "rate": "0.003"},
    ("synthetic", "standardised"): {
        "first": "-60, 60",
        "second": "-60, 60",
        "start": "-40, -30",
        "rate": "3",
    },
    ("synthetic", "raw"): {
        "first": "-100, 100",
        "second": "-100, 100",
        "start": "40, -30",
        "rate": "10",
    },
}


def usual(data: str, inputs: str, pair: str) -> Fields:
    """What the page opens with for those data."""
    words = _USUAL.get((data, inputs), {})
    if (data, inputs) == ("police", "raw"):
        # The bias is as large as a weight times its input.
        with_bias = pair.startswith("0")
        words = words | {
            "first": "-40, 40" if with_bias else "-4, 4",
            "start": "20, 2" if with_bias else "2, 2",
        }
    return Fields(data=data, inputs=inputs, pair=pair, **words)


def weight_names(data: str, pair: tuple[int, int]) -> tuple[str, str]:
    """How the two weights are called."""
    if data == "reservations":
        return "b", "w"
    if data == "synthetic":
        return "w₁", "w₂"
    names = [name if name == "b" else f"w {name.lower()}" for name in WEIGHTS]
    return names[pair[0]], names[pair[1]]


def fields(setting: Setting) -> Fields:
    """How a visitor would have typed that setting."""
    sizes = {size: word for word, size in BATCHES.items()}
    return Fields(
        setting.data,
        "-".join(map(str, setting.pair)),
        str(setting.seed),
        INPUT_KINDS[not setting.standardised],
        _words(setting.first),
        _words(setting.second),
        str(setting.points),
        _words(setting.start),
        _exactly(setting.rate),
        sizes[setting.batch],
    )


_KINDS = ("data", "inputs", "pair")


def to_link(setting: Setting) -> dict[str, str]:
    """What a link must say: all that isn't as usual for these data."""
    words = vars(fields(setting))
    expected = vars(usual(*(words[name] for name in _KINDS)))
    expected |= {name: vars(Fields())[name] for name in _KINDS}
    return {name: word for name, word in words.items() if word != expected[name]}


def from_link(words: Mapping[str, str]) -> Setting:
    """The setting that a link tells; raises WordError. What a link says besides is none of ours."""
    known = {name: words[name] for name in vars(Fields()) if name in words}
    kinds = vars(Fields()) | known
    return replace(usual(*(kinds[name] for name in _KINDS)), **known).setting()


def moved_in(fields: Fields) -> str:
    """The start's word, moved into the window of these words; as it is where that is no window."""
    try:
        place = two_numbers("The start", fields.start, LARGEST)
        ends = [_window("", word) for word in (fields.first, fields.second)]
    except WordError:
        return fields.start
    return _words([min(max(at, low), high) for at, (low, high) in zip(place, ends, strict=True)])


def _window(name: str, word: str) -> tuple[float, float]:
    low, high = two_numbers(f"The window of {name}", word, LARGEST)
    if not high - low >= NARROWEST:
        raise WordError(
            f"The window of {name} must go from a number to one at least {NARROWEST:g} above it; "
            f"got {quoted(word)}."
        )
    return low, high


def _start(word: str, names: tuple[str, str], first, second) -> tuple[float, float]:
    place = two_numbers("The start", word, LARGEST)
    for name, at, (low, high) in zip(names, place, (first, second), strict=True):
        if not low <= at <= high:
            raise WordError(
                f"The start must lie in the window, where {name} goes from {low:g} to {high:g}; "
                f"got {name} = {at:g}."
            )
    return place


def _words(pair: Sequence[float]) -> str:
    return ", ".join(_exactly(value) for value in pair)


def _exactly(value: float) -> str:
    """The shortest word for a number that gives the same number again."""
    return next(word for word in (f"{value:.6g}", repr(value)) if float(word) == value)
