"""A run's plan in words: presets, what a visitor may type, the link, and names that tell apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.training import Plan
from core.worker import MNIST
from pages._ui.run import RunPlan
from pages._ui.words import WordError, number, one_of, quoted, whole, whole_or_none

MODELS = {"fives": "one digit", "ten sigmoids": "ten sigmoids", "softmax": "softmax"}
LEAST_RATE, MOST_RATE = 1e-9, 100.0
MOST_ITERATIONS = 100_000
MOST_SEED = 2**31 - 1
PIXELS = {"raw": 1.0, "/ 255": 255.0}
FULL = "full"
# How a link names the plan that the page opens with.
USUAL = "usual"

PRESETS = {
    "lecture: fives": RunPlan("fives", Plan(1e-5, 100)),
    "lecture: ten sigmoids": RunPlan("ten sigmoids", Plan(1e-5, 200)),
    "lecture: softmax": RunPlan("softmax", Plan(1e-5, 200)),
    "92 % in a blink": RunPlan("softmax", Plan(0.5, 1_200, batch_size=100, input_scale=255.0)),
    "too fast": RunPlan("ten sigmoids", Plan(1e-3, 100)),
}
DEFAULT = PRESETS["lecture: ten sigmoids"]
# The test accuracies, in percent, that the lecture ends with.
LECTURE_ENDS = {"fives": 96.37, "ten sigmoids": 90.32, "softmax": 91.10}


@dataclass(frozen=True)
class Fields:
    """A plan as a visitor types it, or as it stands in a link: words, each of them doubtful."""

    model: str = DEFAULT.model
    digit: str = "5"
    rate: str = "1e-05"
    iterations: str = "200"
    batch: str = FULL
    pixels: str = "raw"
    seed: str = "0"
    data: str = MNIST

    def plan(self, examples: int) -> RunPlan:
        """The plan for so many training examples; raises WordError for the first doubtful word."""
        digit = whole("The digit", self.digit, 0, 9)
        seed = whole("The seed", self.seed, 0, MOST_SEED)
        # What makes no difference isn't told apart: equal trainings are one run.
        return RunPlan(
            model=one_of("The model", self.model, MODELS),
            digit=digit if self.model == "fives" else int(DEFAULT_FIELDS.digit),
            plan=Plan(
                learning_rate=number("The learning rate", self.rate, LEAST_RATE, MOST_RATE),
                iterations=whole("The number of iterations", self.iterations, 1, MOST_ITERATIONS),
                batch_size=(batch_size := _batch_size(self.batch, examples)),
                seed=seed if batch_size else int(DEFAULT_FIELDS.seed),
                input_scale=PIXELS[one_of("The pixels", self.pixels, PIXELS)],
            ),
            data=self.data,
        )


DEFAULT_FIELDS = Fields()


def fields(plan: RunPlan) -> Fields:
    """How a visitor would have typed that plan."""
    scales = {scale: name for name, scale in PIXELS.items()}
    return Fields(
        plan.model,
        str(plan.digit),
        f"{plan.plan.learning_rate!r}",
        str(plan.plan.iterations),
        str(plan.plan.batch_size or FULL),
        scales[plan.plan.input_scale],
        str(plan.plan.seed),
        plan.data,
    )


def to_link(plan: RunPlan) -> dict[str, str]:
    """What a link must say: all that isn't as usual."""
    return {
        name: value
        for name, value in vars(fields(plan)).items()
        if value != getattr(DEFAULT_FIELDS, name)
    }


def from_link(words: Mapping[str, str], examples: int) -> RunPlan:
    """The plan that a link tells; raises WordError. What a link says besides is none of ours."""
    known = {name: words[name] for name in vars(DEFAULT_FIELDS) if name in words}
    return replace(DEFAULT_FIELDS, **known).plan(examples)


def to_word(plan: RunPlan) -> str:
    """A plan as one word of a link."""
    return ";".join(f"{name}={value}" for name, value in to_link(plan).items()) or USUAL


def from_word(word: str, examples: int) -> RunPlan:
    """The plan of such a word; raises WordError."""
    pairs = [] if word == USUAL else [part.partition("=") for part in word.split(";")]
    for name, equals, _ in pairs:
        if not equals or not hasattr(DEFAULT_FIELDS, name):
            raise WordError(
                f"A pinned run must be “{USUAL}” or told by {', '.join(vars(DEFAULT_FIELDS))}; "
                f"got {quoted(word)}."
            )
    return from_link({name: value for name, _, value in pairs}, examples)


def names(plans: Sequence[RunPlan]) -> list[str]:
    """A name for each plan, made of what differs between them; of all if nothing does."""
    words = [_words(plan) for plan in plans]
    differing = [key for key in words[0] if len({each[key] for each in words}) > 1]
    # The digit says nothing where all ten are learned.
    return [", ".join(filter(None, (each[key] for key in differing or words[0]))) for each in words]


def _words(plan: RunPlan) -> dict[str, str]:
    batch = plan.plan.batch_size
    return {
        "model": f"digit {plan.digit}" if plan.model == "fives" else plan.model,
        "rate": f"α = {plan.plan.learning_rate!r}",
        "iterations": f"{plan.plan.iterations:,} updates",
        "batch": f"batches of {batch:,}" if batch else "full batch",
        "pixels": "pixels / 255" if plan.plan.input_scale == 255 else "raw pixels",
        "seed": f"seed {plan.plan.seed}" if batch else "",
        "data": "MNIST" if plan.data == MNIST else f"own data {plan.data[:4]}",
    }


def _batch_size(word: str, examples: int) -> int | None:
    if word.strip().lower() == FULL:
        return None
    what = f"The batch size must be “{FULL}” or a whole number from 1 to {examples:,}"
    size = whole_or_none(word)
    if size is None or not 1 <= size <= examples:
        raise WordError(f"{what}, the number of training images; got {quoted(word)}.")
    return size
