"""Which digits a tester is asked for: balanced and shuffled, or none, and they name their own."""

from functools import lru_cache

import numpy as np
import streamlit as st

from core.drawing import MOST_EXAMPLES

MOST_SEED = 2**31 - 1
WAYS = ("Prompted", "Free")


def choose() -> tuple[str | None, int]:
    """Draw how digits are asked for; return the prompts, None if freely, and their seed."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        way = st.segmented_control(
            "Digits",
            WAYS,
            default=WAYS[0],
            required=True,
            key="bench-prompted",
            label_visibility="collapsed",
            persist_state="session",
        )
        if way == "Free":
            return None, 0
        seed = st.number_input(
            "Seed of the prompts",
            0,
            MOST_SEED,
            0,
            key="bench-seed",
            width=180,
            persist_state="session",
        )
    return shuffled(seed), seed


@lru_cache(maxsize=16)
def shuffled(seed: int) -> str:
    """As many digits as the bench holds, each of the ten once in any ten, shuffled by the seed."""
    blocks = range(-(-MOST_EXAMPLES // 10))
    each = (np.random.default_rng([seed, block]).permutation(10) for block in blocks)
    return "".join(str(digit) for block in each for digit in block)
