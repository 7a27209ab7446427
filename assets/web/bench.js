// The test bench: a prompt, a pad, Enter, and the next prompt at once; Python hears of it after.

import { Courier } from "./courier.js";
import { isTyping, mount, replace, show as showPad, strokesOf, unmount } from "./drawing.js";
import { open as openShelf } from "./shelf.js";

const LARGEST_MESSAGE = 200_000; // characters

// For all the time that the page is loaded: what was entered, and the commands carried out.
let shelf;
const obeyed = new Set();

const benches = new WeakMap(); // the element → its parts

/** Shows the bench, or takes note of Python's answer; returns the clean-up for Streamlit. */
export default async function update(component) {
  shelf ??= openShelf();
  const entered = await shelf;
  const element = component.parentElement.querySelector(".bench");
  const bench = benches.get(element) ?? mountBench(element, component, entered);
  bench.component = component;
  hear(bench);
  obey(bench);
  show(bench);
  bench.courier.go();
  // Streamlit also calls this for an update that a newer one overtook.
  return () => element.isConnected || unmountBench(bench);
}

function mountBench(element, component, entered) {
  const abort = new AbortController();
  const courier = new Courier(() => tell(bench));
  // `seq` is the number of the last message, `content` what it was about.
  const bench = { element, abort, component, courier, shelf: entered, seq: component.data.seq };
  entered.onchange = (same) => changed(bench, same);
  const { limits } = component.data;
  bench.pad = mount(element.querySelector(".pad"), "bench", limits, () => show(bench));
  const on = (target, type, handler) =>
    target.addEventListener(type, (event) => handler(bench, event), { signal: abort.signal });
  on(element.querySelector(".bench-next"), "click", enterPrompted);
  on(element.querySelector(".bench-back"), "click", takeBack);
  for (const [digit, button] of element.querySelectorAll(".bench-names button").entries()) {
    on(button, "click", () => enter(bench, digit, null));
  }
  on(document, "keydown", keyDown);
  benches.set(element, bench);
  return bench;
}

function unmountBench(bench) {
  bench.abort.abort();
  bench.courier.forget();
  bench.shelf.onchange = (same) => untell(bench.shelf, same);
  unmount(bench.pad);
  benches.delete(bench.element);
}

// ---- entering

// What comes next, by how many were drawn by this seed's prompts; null where nothing is asked for.
function prompt({ component, shelf }) {
  const { prompts, seed } = component.data;
  if (!prompts) return null;
  const drawn = shelf.entries.filter((entry) => entry.seed === seed).length;
  return Number(prompts[drawn % prompts.length]);
}

function isFull({ component, shelf }) {
  return shelf.entries.length >= component.data.most;
}

function enterPrompted(bench) {
  const digit = prompt(bench);
  if (digit !== null) enter(bench, digit, bench.component.data.seed);
}

function enter(bench, label, seed) {
  const strokes = structuredClone(strokesOf(bench.pad));
  if (!strokes.length || isFull(bench)) return;
  replace(bench.pad, []);
  bench.shelf.add({ label, seed, strokes });
}

function canTakeBack({ shelf, pad }) {
  // What is being drawn isn't lost for what was.
  return shelf.entries.length > 0 && !strokesOf(pad).length;
}

// The last drawing is on the pad again, if what is asked for there is what it shows.
function takeBack(bench) {
  if (!canTakeBack(bench)) return;
  const { strokes, seed } = bench.shelf.takeBack();
  const { prompts, seed: current } = bench.component.data;
  if (strokes && (!prompts || seed === current)) replace(bench.pad, strokes);
}

function changed(bench, same) {
  untell(bench.shelf, same);
  show(bench);
  bench.courier.go();
}

// Only the first `same` entries are still what Python knows, or is about to hear.
function untell(shelf, same) {
  shelf.told = Math.min(shelf.told, same);
  shelf.telling = Math.min(shelf.telling, same);
  shelf.version += 1;
}

function keyDown(bench, event) {
  const { key, target } = event;
  if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  if (event.defaultPrevented || isTyping(target)) return;
  const isButton = target.closest?.("button, a, summary, [role='button']");
  if (key === "Enter" && !isButton) enterPrompted(bench);
  else if (/^[0-9]$/.test(key) && prompt(bench) === null) enter(bench, Number(key), null);
}

// ---- what is to be seen

function show(bench) {
  const { element, pad, component } = bench;
  const asked = prompt(bench);
  const free = asked === null;
  const words = describe(bench, asked);
  const sign = element.querySelector(".bench-prompt");
  // A screen reader says it again with each change.
  if (bench.words !== words) sign.innerHTML = bench.words = words;
  element.querySelector(".bench-names").hidden = !free;
  const next = element.querySelector(".bench-next");
  next.hidden = free;
  const nothing = !strokesOf(pad).length || isFull(bench);
  next.setAttribute("aria-disabled", nothing);
  for (const button of element.querySelectorAll(".bench-names button")) {
    button.setAttribute("aria-disabled", nothing);
  }
  element.querySelector(".bench-back").setAttribute("aria-disabled", !canTakeBack(bench));
  if (pad.pen !== component.data.pen) showPad(pad, component.data.pen);
}

function describe(bench, asked) {
  if (isFull(bench)) return "The bench is full. Take the drawings away, then start over.";
  if (asked === null) return "Draw any digit, then say which";
  return `Draw ${asked === 8 ? "an" : "a"} <b>${asked}</b>`;
}

// ---- to Python and back: `told` of the first entries are known there

function tell(bench) {
  const { component, shelf } = bench;
  const { data } = component;
  const { told, keeps } = shelf;
  const known = shelf.entries.slice(0, data.most);
  const done = data.commands.map(({ id }) => id).filter((id) => obeyed.has(id));
  const isKnown = told === known.length && data.count === told;
  if (isKnown && !done.length && data.keeps === keeps) return undefined;
  const entries = [];
  let size = 0;
  for (const entry of known.slice(told)) {
    size += JSON.stringify(entry).length;
    if (entries.length && size > LARGEST_MESSAGE) break;
    entries.push(entry);
  }
  // The same content again has the same number: an answer that comes late is one all the same.
  const content = JSON.stringify([shelf.version, told, done, keeps]);
  if (content !== bench.content) bench.seq += 1;
  bench.content = content;
  shelf.telling = told + entries.length;
  component.setTriggerValue("entries", { seq: bench.seq, from: told, entries, done, keeps });
  return bench.seq;
}

function hear(bench) {
  const { component, courier, shelf } = bench;
  const { seq, count, session } = component.data;
  const isAnswer = seq === courier.sent;
  courier.answered(seq);
  // A new session knows nothing yet.
  if (shelf.session !== session) Object.assign(shelf, { session, told: 0, telling: 0, version: 0 });
  if (isAnswer) shelf.told = Math.min(shelf.telling, count);
  else shelf.told = Math.min(shelf.told, count);
}

// Python wants entries added, of pictures for example, or all of them gone.
function obey(bench) {
  for (const { id, add } of bench.component.data.commands) {
    if (obeyed.has(id)) continue;
    obeyed.add(id);
    if (add) for (const entry of add) isFull(bench) || bench.shelf.add(entry);
    else bench.shelf.clear();
  }
}
