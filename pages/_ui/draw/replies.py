"""What is said of a digit: the same HTML whether a rerun or the channel brings it."""

from collections.abc import Sequence

import numpy as np

from core.figures.theme import Theme
from core.neighbours import Judgement
from pages._ui import answers, data, pictures
from pages._ui.draw.preparation import in_pictures
from pages._ui.draw.sheet import Wishes

MOST_ALIKE = 5


def replies(
    stages: Sequence[np.ndarray] | None, wishes: Wishes, resting: bool = True
) -> dict[str, str]:
    """The replies to a digit, by name, given what it is before and after each step.

    While it isn't `resting` it isn't compared with the training images: the verdict goes by the
    hidden layer alone, and there are no likenesses.
    """
    if stages is None:
        on_pad = wishes.source == "Pad"
        when = "from the first stroke on" if on_pad else "as soon as there is a picture"
        verdict = _verdict(f"They answer {when}.", "verdict waiting")
        return {"verdict": verdict, "pictures": "", "likenesses": ""}
    hidden = outputs("hidden-layer", stages[-1])
    first = "Drawn" if wishes.source == "Pad" else "Ink found"
    parts = {"pictures": in_pictures(stages, first, wishes.theme)}
    if resting:
        neighbours = data.neighbours()
        compared = neighbours.similarities(stages[-1].ravel())
        judgement = neighbours.judge(compared, hidden)
        parts["likenesses"] = _likenesses(*neighbours.nearest(compared, MOST_ALIKE), wishes.theme)
    else:
        judgement = Judgement(int(hidden.argmax()), float(hidden.max()), None)
    words = _verdict(answers.best_two(hidden, judgement.sure))
    parts["verdict"] = words + _bars(stages[-1], hidden, judgement, wishes.asked)
    return parts


def outputs(name: str, image: np.ndarray) -> np.ndarray:
    """ŷ of a shipped model for one image (28, 28), (k,)."""
    return data.saved_model(name).predict_proba(image.reshape(1, -1))[0]


def _verdict(words: str, kind: str = "verdict") -> str:
    return f'<h2 class="{kind}" aria-live="polite">{words}</h2>'


def _bars(image: np.ndarray, hidden: np.ndarray, judgement: Judgement, digit: int) -> str:
    ten, softmax = outputs("one-vs-rest", image), outputs("softmax", image)
    # One of the ten sigmoids is the very classifier that asks for its digit alone.
    asked = outputs("fives", image)[0] if digit == 5 else ten[digit]
    return answers.side_by_side(
        answers.stacked(
            answers.yes_or_no(f"is it {answers.name(digit)}?", float(asked)),
            answers.sureness(judgement),
        ),
        answers.ten_classes("ten sigmoids", ten, f"sum {ten.sum():.3f}: it need not be 1"),
        answers.ten_classes("softmax", softmax, f"sum {softmax.sum():.3f}, always"),
        answers.ten_classes("hidden layer", hidden, "one step beyond the lecture"),
    )


def _likenesses(best: np.ndarray, alike: np.ndarray, theme: Theme) -> str:
    """The most similar training images, by their indices and similarities."""
    train_set, _ = data.mnist_sets()
    return '<h3 class="next">The most like it of the 60,000 they learned from</h3>' + (
        answers.side_by_side(
            *(
                answers.panel(
                    answers.name(label),
                    pictures.digit(image.reshape(28, 28), answers.name(label), theme),
                    f"similarity {similarity:.2f}",
                )
                for image, label, similarity in zip(
                    train_set.inputs[best], train_set.labels[best], alike, strict=True
                )
            ),
            kind="small",
        )
    )
