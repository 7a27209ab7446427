// A slider through the moments of a run: its thumb moves at once, and Python hears where it went.

import { Courier } from "./courier.js";

const PLAY = "M7 4v16l13-8z";
const PAUSE = "M6 4h4v16H6zM14 4h4v16h-4z";
const PLAYING = 8000; // ms from the start to the end
const SHORTEST_STEP = 60; // ms
const LONGEST_STEP = 400;
const CALM_STEP = 250;

// There the arrow keys, or the letters, have a meaning of their own.
const TYPING = "input:not([type=range]), textarea, select, [contenteditable], [role='dialog']";
const ARROWS = `${TYPING}, input, [data-testid='stButtonGroup'], [role='radiogroup'],
  [role='tablist'], [role='listbox'], [role='menu'], [role='grid'], [role='slider']`;

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const scrubbers = new WeakMap(); // the element → its parts and what was chosen

/** Shows the slider, or takes note of Python's answer; returns the clean-up for Streamlit. */
export default function update(component) {
  const element = component.parentElement.querySelector(".scrubber");
  const scrubber = scrubbers.get(element) ?? mount(element, component.data);
  scrubber.component = component;
  acknowledge(scrubber);
  show(scrubber);
  scrubber.courier.go();
  // Streamlit also calls this for an update that a newer one overtook.
  return () => element.isConnected || unmount(scrubber);
}

function mount(element, { seq }) {
  const abort = new AbortController();
  // `at` is what was chosen, null for the newest, and `seq` its number; while it plays `ticking`
  // is the timer.
  const scrubber = { element, abort, at: null, seq, courier: new Courier(() => tell(scrubber)) };
  for (const part of ["input", "output", ".scrubber-play", ".scrubber-newest"]) {
    scrubber[part.replace(".scrubber-", "")] = element.querySelector(part);
  }
  const on = (target, type, handler) =>
    target.addEventListener(type, (event) => handler(scrubber, event), { signal: abort.signal });
  on(scrubber.input, "input", slide);
  on(scrubber.play, "click", playOrPause);
  on(scrubber.newest, "click", follow);
  on(document, "keydown", keyDown);
  scrubbers.set(element, scrubber);
  return scrubber;
}

function unmount(scrubber) {
  scrubber.abort.abort();
  pause(scrubber);
  scrubber.courier.forget();
  scrubbers.delete(scrubber.element);
}

// ---- what is chosen

const positionsOf = ({ component }) => component.data.positions;
const lastOf = (scrubber) => positionsOf(scrubber).length - 1;
const isUsable = (scrubber) => lastOf(scrubber) > 0;

// The position at or below what was chosen: while a run goes on, it keeps ever fewer of them.
function indexOf(scrubber) {
  const { at } = scrubber;
  if (at === null) return lastOf(scrubber);
  return Math.max(0, positionsOf(scrubber).findLastIndex((position) => position <= at));
}

function choose(scrubber, at) {
  scrubber.at = at;
  // A time, so that no message of an earlier slider has the same number.
  scrubber.seq = Math.max(Date.now(), scrubber.seq + 1);
  show(scrubber);
  scrubber.courier.go();
}

function goTo(scrubber, index) {
  const inside = Math.max(0, Math.min(lastOf(scrubber), index));
  choose(scrubber, positionsOf(scrubber)[inside]);
}

function slide(scrubber) {
  pause(scrubber);
  goTo(scrubber, scrubber.input.valueAsNumber);
}

function step(scrubber, by) {
  pause(scrubber);
  goTo(scrubber, indexOf(scrubber) + by);
}

function follow(scrubber) {
  pause(scrubber);
  if (scrubber.at !== null) choose(scrubber, null);
}

// ---- keys

function keyDown(scrubber, event) {
  const { key, target } = event;
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  if (!isUsable(scrubber)) return;
  if (key.toLowerCase() === "p" && !event.repeat && !target.closest?.(TYPING)) {
    playOrPause(scrubber);
  } else if (/^Arrow(Left|Right)$/.test(key) && !event.shiftKey && !target.closest?.(ARROWS)) {
    event.preventDefault();
    step(scrubber, key === "ArrowLeft" ? -1 : 1);
  }
}

// ---- playing

function playOrPause(scrubber) {
  if (scrubber.ticking) pause(scrubber);
  else play(scrubber);
  show(scrubber);
}

function play(scrubber) {
  const last = lastOf(scrubber);
  const wait = calm.matches
    ? CALM_STEP
    : Math.max(SHORTEST_STEP, Math.min(LONGEST_STEP, PLAYING / last));
  const stride = Math.max(1, Math.round((last * wait) / PLAYING));
  scrubber.ticking = setInterval(() => tick(scrubber, stride), wait);
  if (indexOf(scrubber) === last) goTo(scrubber, 0);
}

function tick(scrubber, stride) {
  const next = indexOf(scrubber) + stride;
  if (next >= lastOf(scrubber)) pause(scrubber);
  goTo(scrubber, next);
}

function pause(scrubber) {
  clearInterval(scrubber.ticking);
  scrubber.ticking = undefined;
}

// ---- what is to be seen

function show(scrubber) {
  const { input, output, play, newest, component } = scrubber;
  const usable = isUsable(scrubber);
  for (const part of [input, play, newest]) part.disabled = !usable;
  input.max = Math.max(0, lastOf(scrubber));
  input.value = indexOf(scrubber);
  const text = describe(scrubber, indexOf(scrubber));
  output.textContent = text;
  // Digits are of one width: the text never needs more than it does at the end.
  output.style.minWidth = `${describe(scrubber, lastOf(scrubber)).length * 0.95}ch`;
  input.setAttribute("aria-valuetext", text);
  newest.setAttribute("aria-pressed", scrubber.at === null);
  play.querySelector("path").setAttribute("d", scrubber.ticking ? PAUSE : PLAY);
  play.querySelector("span").textContent = scrubber.ticking ? "Pause" : "Play";
}

function describe(scrubber, index) {
  const positions = positionsOf(scrubber);
  if (!positions.length) return "nothing yet";
  const [at, newest] = [positions[index], positions.at(-1)].map((n) => n.toLocaleString("en"));
  return `iteration ${at} of ${newest}`;
}

// ---- to Python: always the latest choice

function tell({ at, seq, component }) {
  if (seq === component.data.seq) return undefined;
  component.setTriggerValue("move", { seq, at });
  return seq;
}

function acknowledge(scrubber) {
  const { data } = scrubber.component;
  scrubber.courier.answered(data.seq);
  // Of a run that begins anew there is nothing to choose from.
  if (!isUsable(scrubber)) {
    pause(scrubber);
    scrubber.seq = data.seq;
    scrubber.courier.forget();
  }
  // What Python shows counts only when it has heard of the latest choice.
  if (data.seq === scrubber.seq) scrubber.at = data.at;
}
