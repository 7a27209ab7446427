"""A visitor's plan and pinned runs: kept in the session, told by the link, changed by typing."""

from dataclasses import replace

import streamlit as st

from pages._ui import again, runs
from pages._ui.data import DigitSets, mnist_digits
from pages._ui.lab import own_data, plans
from pages._ui.run import Run, RunPlan
from pages._ui.words import WordError, quoted

MOST_PINS = 6


def plan() -> RunPlan:
    """The plan on the desk."""
    return st.session_state.get("lab-plan", plans.DEFAULT)


def pins() -> tuple[RunPlan, ...]:
    """The pinned plans, oldest first."""
    return st.session_state.get("lab-pins", ())


def run(of: RunPlan | None = None) -> Run:
    """The run of that plan, or of the one on the desk."""
    wanted = of or plan()
    return runs.manager().get(wanted, _sets(wanted.data))


def shown_runs() -> list[Run]:
    """The desk's run and after it the pinned ones."""
    others = (other for other in pins() if other != plan() and _sets(other.data))
    return [run(), *map(run, others)]


def problem() -> str:
    """What was wrong with the last thing that was asked for; empty if nothing was."""
    return st.session_state.get("lab-problem", "")


def complain(sentence: str) -> None:
    """Show that sentence until something else is asked for."""
    st.session_state["lab-problem"] = sentence


def lay_out(new: RunPlan) -> None:
    """Put a plan on the desk."""
    st.session_state["lab-plan"] = new
    complain("")


def change(sets: DigitSets, **words: str) -> None:
    """Change the plan by what a visitor typed; a doubtful word leaves it as it is."""
    try:
        lay_out(replace(plans.fields(plan()), **words).plan(len(sets.train)))
    except WordError as error:
        complain(str(error))


def pin(run_plan: RunPlan) -> None:
    """Keep that run in the curves, whatever is on the desk."""
    if run_plan not in pins() and len(pins()) < MOST_PINS:
        st.session_state["lab-pins"] = (*pins(), run_plan)


def unpin(run_plan: RunPlan) -> None:
    """Take the pin of that run out."""
    st.session_state["lab-pins"] = tuple(other for other in pins() if other != run_plan)


def use(sets: DigitSets) -> None:
    """Train on these data from now on, by the link that asked for them if one did."""
    if plan().data == sets.key:
        return
    words, pinned = st.session_state.get("lab-link-unmet", ({}, []))
    if words.get("data") == sets.key:
        del st.session_state["lab-link-unmet"]
        _obey(words, pinned, sets)
        return
    lay_out(replace(plan(), data=sets.key))
    size = plan().plan.batch_size
    if size and size > len(sets.train):
        change(sets, batch=plans.FULL)
        complain(
            f"These data have {len(sets.train):,} training images: a batch of {size:,} can't be "
            "drawn from them, so each update looks at all."
        )


# ---- the link


def follow_link(sets: DigitSets) -> None:
    """Do what a link asks for, once."""
    asked = _link()
    if any(asked) and asked != st.session_state.get("link-obeyed") and not again.is_now():
        _obey(*asked, sets)


def tell_link() -> None:
    """Keep the link true of the desk."""
    words, pinned = plans.to_link(plan()), list(map(plans.to_word, pins()))
    if (words, pinned) != _link():
        own = {*vars(plans.DEFAULT_FIELDS), "pin"}
        others = {name: value for name, value in st.query_params.items() if name not in own}
        st.query_params.from_dict({**others, **words, **({"pin": pinned} if pinned else {})})
    st.session_state["link-obeyed"] = (words, pinned)


def _link() -> tuple[dict[str, str], list[str]]:
    names = vars(plans.DEFAULT_FIELDS)
    words = {name: st.query_params[name] for name in names if name in st.query_params}
    return words, st.query_params.get_all("pin")


def _obey(words: dict[str, str], pinned: list[str], sets: DigitSets) -> None:
    problems = []
    try:
        lay_out(_here(plans.from_link(words, len(sets.train))))
    except WordError as error:
        problems.append(str(error))
        if _sets(words.get("data", plans.DEFAULT.data)) is None:
            st.session_state["lab-link-unmet"] = words, pinned
    restored = []
    for word in pinned[:MOST_PINS]:
        try:
            restored.append(_here(plans.from_word(word, len(sets.train))))
        except WordError as error:
            problems.append(f"A pinned run can't be restored. {error}")
    if len(pinned) > MOST_PINS:
        problems.append(f"At most {MOST_PINS} runs can be pinned; the link has {len(pinned)}.")
    st.session_state["lab-pins"] = tuple(dict.fromkeys(restored))
    for pinned_run in map(run, pins()):
        if pinned_run.look(runs.visitor()).status == "ready":
            pinned_run.start(runs.visitor())
    complain(" ".join(problems))


def _here(asked: RunPlan) -> RunPlan:
    if _sets(asked.data) is None:
        raise WordError(
            f"The link is about data of somebody's own ({quoted(asked.data)}), which aren't "
            "here. Add the same four files under “The data” to follow it."
        )
    return asked


def _sets(key: str) -> DigitSets | None:
    """The data of that key, if they are everybody's or this visitor's own."""
    known = (mnist_digits(), own_data.choose())
    return next((sets for sets in known if sets.key == key), None)
