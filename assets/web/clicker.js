// The lecture's keys: PageDown and PageUp lead on and back, wherever the focus is, and no press is
// lost. What to look at is scrolled to.

const RESEND = 1500; // ms until a scene that didn't come is asked for again
const PATIENCE = 8000; // ms that a picture may take to be there

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const state = { component: null, target: null, timer: null, shown: null };

/** Notes where the lecture is; returns the clean-up that Streamlit calls. */
export default function update(component) {
  state.component = component;
  const { number, at, going } = component.data;
  if (state.target === number && !going) arrive();
  // The old page is gone by now: the new one may come.
  if (going) state.target = going;
  // Once Streamlit has done with this one.
  if (state.target) setTimeout(ask, 30);
  else if (state.shown !== number) lookAt(number, at);
  // Streamlit also calls this for an update that a newer one overtook.
  return () => {
    if (!component.parentElement.isConnected && state.component === component) state.component = null;
  };
}

addEventListener("keydown", (event) => {
  const step = { PageDown: 1, PageUp: -1 }[event.key];
  if (!step || !state.component || event.ctrlKey || event.altKey || event.metaKey) return;
  // A slider would move, a list would scroll, and the page too.
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat) go(step);
}, true);

function go(step) {
  const { number, last } = state.component.data;
  const target = Math.min(last, Math.max(1, (state.target ?? number) + step));
  if (target === number && !state.target) return;
  state.target = target;
  ask();
}

function ask() {
  clearTimeout(state.timer);
  if (!state.component || !state.target) return;
  state.timer = setTimeout(ask, RESEND);
  state.component.setTriggerValue("go", state.target);
}

function arrive() {
  clearTimeout(state.timer);
  state.target = null;
}

function lookAt(number, at) {
  state.shown = number;
  const begun = performance.now();
  const look = () => {
    if (state.shown !== number) return;
    const element = document.querySelector(`.st-key-${at}`);
    if (element?.offsetHeight) {
      element.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    } else if (performance.now() - begun < PATIENCE) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
