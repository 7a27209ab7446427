// The lecture's keys: PageDown and PageUp lead on and back, wherever the focus is, and no press is
// lost: what is pressed on the way to a scene counts from there. What to look at is scrolled to.

const RESEND = 4000; // ms until a scene that didn't come is asked for again
const PATIENCE = 8000; // ms that a picture may take to be there, and all that is above it

const calm = matchMedia("(prefers-reduced-motion: reduce)");
// target: the scene to get to. asked: the one that is under way; more at once would cut it short.
// handled: when a person last did something.
const state = {
  component: null, target: null, asked: null, timer: null, shown: null, handled: 0,
};

/** Notes where the lecture is; returns the clean-up that Streamlit calls. */
export default function update(component) {
  state.component = component;
  const { number, at } = component.data;
  if (number === state.asked) arrive(number);
  if (!state.target && state.shown !== number) lookAt(number, at);
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
  if (target === (state.target ?? number)) return;
  state.target = target;
  if (!state.asked) ask(target);
}

function ask(number) {
  state.asked = number;
  clearTimeout(state.timer);
  state.timer = setTimeout(() => {
    state.asked = null;
    if (state.component && state.target) ask(state.target);
  }, RESEND);
  // Once Streamlit has done with what it is at.
  setTimeout(() => state.component?.setTriggerValue("go", number), 30);
}

function arrive(number) {
  clearTimeout(state.timer);
  state.asked = null;
  if (!state.target || state.target === number) state.target = null;
  else ask(state.target);
}

// While a page takes shape, what is to be looked at moves: it is followed until a hand takes over.
function lookAt(number, at) {
  state.shown = number;
  const begun = performance.now();
  let place;
  const look = () => {
    const late = performance.now() - begun > PATIENCE;
    if (state.shown !== number || state.handled > begun || late) return;
    const element = document.querySelector(`.st-key-${at}`);
    const now = element?.offsetHeight ? placeOf(element) : place;
    if (now !== place) {
      element.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    }
    place = now;
    setTimeout(look, 100);
  };
  look();
}

// Where it is in what is scrolled, and how high.
function placeOf(element) {
  const { top, height } = element.getBoundingClientRect();
  return `${Math.round(top + element.closest("[data-testid=stMain]").scrollTop)} ${height}`;
}

for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  addEventListener(kind, () => (state.handled = performance.now()), { capture: true, passive: true });
}
