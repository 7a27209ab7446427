// The test bench: a prompt, a pad, Enter, and the next prompt at once; the channel tells the rest.

import { Courier } from "./courier.js";
import { isTyping, mount, replace, show as showPad, strokesOf, unmount } from "./drawing.js";
import { ask } from "./live.js";
import { say } from "./reply.js";
import { open as openShelf } from "./shelf.js";

const LARGEST_MESSAGE = 50_000; // characters
const REST = 1000; // ms without a stroke or an entry, after which the hand rests

// For all the time that the page is loaded: what was entered, the commands carried out, and the
// number of the last message.
let shelf;
const obeyed = new Set();
let seq = 0;

const benches = new WeakMap(); // the element → its parts

/** Shows the bench, or takes note of Python's answer; returns the clean-up for Streamlit. */
export default async function update(component) {
  shelf ??= openShelf();
  const entered = await shelf;
  const element = component.parentElement.querySelector(".bench");
  const bench = benches.get(element) ?? mountBench(element, component, entered);
  const { data } = component;
  bench.component = component;
  bench.courier.answered(data.seq);
  // Another server, or another tab for it, knows nothing yet.
  if (entered.session !== data.session) {
    Object.assign(entered, { session: data.session, told: 0, telling: 0, version: 0 });
    entered.content = contentOf(entered, true);
  }
  obey(bench, data.commands);
  show(bench);
  tell(bench);
  // Streamlit also calls this for an update that a newer one overtook.
  return () => element.isConnected || unmountBench(bench);
}

function mountBench(element, component, entered) {
  const abort = new AbortController();
  const courier = new Courier(() => tellPython(bench));
  // `known` is the number of the last message that was answered.
  const bench = { element, abort, component, courier, shelf: entered, known: component.data.seq };
  seq = Math.max(seq, component.data.seq);
  entered.onchange = (same) => changed(bench, same);
  const { limits } = component.data;
  bench.pad = mount(element.querySelector(".pad"), "bench", limits, () => moved(bench));
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
  clearTimeout(bench.resting);
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
  moved(bench);
  tell(bench);
}

function moved(bench) {
  bench.moved = performance.now();
  show(bench);
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

// ---- to the channel and back: `told` of the first entries are known there

// One message at a time: the next one is about what is still to be told then.
function tell(bench) {
  const message = bench.asking ? undefined : news(bench);
  if (!message) return;
  bench.asking = true;
  ask("bench", message, (reply) => {
    bench.asking = false;
    // What was refused is told again with the next change.
    if (reply && benches.has(bench.element)) hear(bench, reply);
  });
}

function news(bench) {
  const { component, shelf } = bench;
  const { told, keeps } = shelf;
  const known = shelf.entries.slice(0, component.data.most);
  const content = contentOf(shelf, keeps);
  if (told === known.length && content === shelf.content) return undefined;
  const entries = [];
  let size = 0;
  for (const entry of known.slice(told)) {
    size += JSON.stringify(entry).length;
    if (entries.length && size > LARGEST_MESSAGE) break;
    entries.push(entry);
  }
  shelf.content = content;
  shelf.telling = told + entries.length;
  seq += 1;
  return { seq, from: told, entries, done: [...obeyed], keeps };
}

// What a message is about; a new server has heard of nothing, from a shelf that keeps entries.
const contentOf = ({ version, told }, keeps) => JSON.stringify([version, told, [...obeyed], keeps]);

function hear(bench, reply) {
  const { shelf } = bench;
  shelf.told = Math.min(shelf.telling, reply.count);
  bench.known = reply.seq;
  say("bench", reply);
  obey(bench, reply.commands);
  tell(bench);
  settle(bench);
}

// Python wants entries added, of pictures for example, or all of them gone.
function obey(bench, commands) {
  for (const { id, add } of commands) {
    if (obeyed.has(id)) continue;
    obeyed.add(id);
    if (add) for (const entry of add) isFull(bench) || bench.shelf.add(entry);
    else bench.shelf.clear();
  }
}

// ---- and to Python, once the hand rests and all is told: what the channel doesn't say is drawn

function settle(bench) {
  clearTimeout(bench.resting);
  const left = bench.asking ? REST : REST - (performance.now() - bench.moved);
  if (left > 0) bench.resting = setTimeout(() => settle(bench), left);
  else bench.courier.go();
}

function tellPython({ component, known }) {
  if (known === component.data.seq) return undefined;
  component.setTriggerValue("rest", known);
  return known;
}
