"""Part 1 of the lecture: epochs, batches, updates, and three batch sizes in a race."""

import streamlit as st

from core.design_matrix import with_ones
from core.landscape import gradient
from core.losses import CROSS_ENTROPY
from core.training import Plan, batch_rows, step_size, update, updates_per_epoch
from pages._ui import gate
from pages._ui.epochs import charts, race, sizes, tiles
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.page import question
from pages._ui.player import Player
from pages._ui.poll import poll

question(
    "One careful step, or 99 hasty ones?",
    "An epoch is one pass over all the training data: here 99 examples, a tile each. Three methods "
    "learn from them; they differ in the batch size, the number of examples that an update takes.",
    "epochs.css",
)


def lesson() -> None:
    player = race.player(race.clock_name())
    player.tick()
    picture = st.container(key="epochs-tiles")
    clock, rate, seed = show_controls(player)
    entries = race.entries(rate, seed)
    with picture:
        tiles.show(entries, clock)
    charts.show(entries, clock, rate, seed)
    sizes.show()
    explain(entries[0], rate, seed)
    poll("epochs", race.player(clock).interval)


def show_controls(player: Player) -> tuple[str, float, int]:
    """Draw the player and the choices: what the race goes by, the learning rate, the seed."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        player.controls()
        clock = choice(
            "Compare at equal",
            list(race.CLOCKS),
            race.USUAL_CLOCK,
            "epochs-clock",
            on_change=race.keep_sgd_in_place,
            args=(race.clock_name(),),
        )
        rate = choice("Learning rate α", race.RATES, 0.3, "epochs-rate", format_func="{:g}".format)
        seed = choice("Seed of the order", race.SEEDS, 0, "epochs-seed")
        player.speed_choice()
        tiles.show_legend()
    return clock, rate, seed


def choice(label: str, options, usual, key: str, **more):
    return st.segmented_control(
        label, options, default=usual, required=True, key=key, persist_state="session", **more
    )


def explain(sgd: race.Entry, rate: float, seed: int) -> None:
    """The formulas, at SGD's next update."""
    n, batch_size = sizes.current()
    plan = Plan(rate, 0, batch_size, seed)
    formula_code_number(
        Explanation(
            r"w \leftarrow w - \alpha \frac{\partial L}{\partial w}, \quad "
            r"\frac{\partial L}{\partial w} = \frac{1}{|\mathcal B|} \sum_{n \in \mathcal B} "
            r"x_n (\hat y_n - y_n)",
            update,
            lambda: next_update(sgd, rate),
        ),
        Explanation(
            r"\text{updates an epoch} = \left\lceil \frac{N}{B} \right\rceil",
            updates_per_epoch,
            f"⌈{n:,} / {batch_size:,}⌉ = {updates_per_epoch(n, batch_size):,}",
        ),
        Explanation(
            r"\{1, \ldots, N\} = \mathcal B_1 \cup \mathcal B_2 \cup \ldots, \quad "
            r"|\mathcal B_k| \leq B",
            batch_rows,
            lambda: f"N = {n:,}, seed {seed}, batch 1: examples {first_rows(n, plan)}",
        ),
    )


def next_update(sgd: race.Entry, rate: float) -> str:
    """What SGD's next update does, or at the end its last one."""
    made = min(sgd.updates, len(sgd.course.rows) - 1)
    weights, rows = sgd.course.weights[made][:, None], sgd.course.rows[made]
    examples = race.problem()
    slope = gradient(
        CROSS_ENTROPY, with_ones(examples.inputs[rows]), examples.labels[rows], weights[:, 0]
    )
    (b,), (w,) = weights
    (new_b,), (new_w,) = update(weights, slope[:, None], step_size(Plan(rate, 1), weights))
    return (
        f"SGD's update {made + 1}, of example {rows[0] + 1}, α = {rate:g}  \n"
        f"b: {b:.4f} → {new_b:.4f}  \nw: {w:.4f} → {new_w:.4f}"
    )


def first_rows(n: int, plan: Plan) -> str:
    """The numbers of the examples of the first batch, the first few of them."""
    rows = next(batch_rows(n, plan, 0))
    return ", ".join(f"{row + 1:,}" for row in rows[:6]) + (", …" if len(rows) > 6 else "")


gate.fragment(lesson)()
