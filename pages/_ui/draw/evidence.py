"""Where a linear model finds its answer: weight × pixel, class by class, and how they add up."""

import numpy as np
import streamlit as st

from pages._ui import answers, data
from pages._ui.images import images
from pages._ui.page import BLUE, VERMILION

MODELS = {"ten sigmoids": "one-vs-rest", "softmax": "softmax"}


def show(image: np.ndarray | None) -> bool:
    """Draw a closed box, and say whether it is open: only then it has to be told of."""
    box = st.expander(
        "Evidence: weight × pixel", icon=":material/balance:", key="evidence", on_change="rerun"
    )
    if not box.open or image is None:
        return box.open
    with box:
        name = st.segmented_control(
            "Whose",
            list(MODELS),
            default="softmax",
            required=True,
            key="evidence-model",
            label_visibility="collapsed",
            persist_state="session",
        )
        show_maps(data.saved_model(MODELS[name]).weights, image)
    return True


def show_maps(weights: np.ndarray, image: np.ndarray) -> None:
    """Draw each class's products as an image, its sum under it, and the best one's in full."""
    sums, logits = add_up(weights, image)
    products = weights[1:] * image.reshape(-1, 1)
    best = int(logits.argmax())
    st.markdown(
        f"Ink that is {VERMILION} speaks for the digit, {BLUE} against it. "
        f"For {answers.name(best)}: {equation(sums[best], weights[0, best])}, its logit."
    )
    images(
        weights[1:].T.reshape(-1, 28, 28),
        key="evidence-maps",
        alt="The products of weights and pixels of each class as an image.",
        captions=[f"{digit}: {logit:.2f}".replace("-", "−") for digit, logit in enumerate(logits)],
        limit=float(np.abs(products).max()),
        ink=image,
        most_columns=10,
    )


def equation(total: float, bias: float) -> str:
    """Σ w·x + b as it adds up on paper, to the last digit shown."""
    # Rounded apart, the three could miss each other by one in the last place.
    logit, bias = round(total + bias, 4), round(bias, 4)
    sign = "−" if bias < 0 else "+"
    words = f"Σ w·x + b = {logit - bias:.4f} {sign} {abs(bias):.4f} = **{logit:.4f}**"
    return words.replace("-", "−")


def add_up(weights: np.ndarray, image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Σ w·x and Σ w·x + b of each class, (k,) both, for an image (28, 28)."""
    sums = image.ravel() @ weights[1:]
    return sums, sums + weights[0]
