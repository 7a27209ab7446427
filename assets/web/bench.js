// The test bench: a prompt, a pad, Enter, and the next prompt at once; Python hears of it after.

import { Courier } from "./courier.js";
import { isTyping, mount, replace, show as showPad, strokesOf, unmount } from "./drawing.js";
import { open as openShelf } from "./shelf.js";

const LARGEST_MESSAGE = 200_000; // characters

// One for all the time that the page is loaded: of the entries, and of the commands carried out.
let shelf;
let obeyed = 0;

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
  // `told` is how many of the first entries Python knows, `seq` the number of the last message.
  const bench = { element, abort, component, courier, shelf: entered, told: 0 };
  bench.seq = component.data.seq;
  bench.pad = mount(element.querySelector(".pad"), "bench", () => show(bench));
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
  bench.shelf.add({ label, seed, strokes });
  replace(bench.pad, []);
  changed(bench);
}

// The last drawing is on the pad again.
function takeBack(bench) {
  if (!bench.shelf.entries.length) return;
  const { strokes } = bench.shelf.takeBack();
  if (strokes) replace(bench.pad, strokes);
  changed(bench);
}

function changed(bench) {
  // What Python knows, or is about to hear, of entries that are gone counts no more.
  const count = bench.shelf.entries.length;
  bench.told = Math.min(bench.told, count);
  bench.telling = Math.min(bench.telling ?? 0, count);
  show(bench);
  bench.courier.go();
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
  const { element, pad, component, shelf } = bench;
  const asked = prompt(bench);
  const free = asked === null;
  element.querySelector(".bench-prompt").innerHTML = describe(bench, asked);
  element.querySelector(".bench-names").hidden = !free;
  const next = element.querySelector(".bench-next");
  next.hidden = free;
  const nothing = !strokesOf(pad).length || isFull(bench);
  next.setAttribute("aria-disabled", nothing);
  for (const button of element.querySelectorAll(".bench-names button")) {
    button.setAttribute("aria-disabled", nothing);
  }
  element.querySelector(".bench-back").setAttribute("aria-disabled", !shelf.entries.length);
  if (pad.pen !== component.data.pen) showPad(pad, component.data.pen);
}

function describe(bench, asked) {
  if (isFull(bench)) return "The bench is full. Take the drawings away, then start over.";
  if (asked === null) return "Draw any digit, then say which";
  return `Draw ${asked === 8 ? "an" : "a"} <b>${asked}</b>`;
}

// ---- to Python and back

function tell(bench) {
  const { component, shelf, told } = bench;
  const { data } = component;
  const isKnown = told === shelf.entries.length && data.count === told;
  const isObeyed = !data.commands.some(({ number }) => number <= obeyed);
  if (isKnown && isObeyed && data.keeps === shelf.keeps) return undefined;
  const entries = [];
  let size = 0;
  for (const entry of shelf.entries.slice(told)) {
    size += JSON.stringify(entry).length;
    if (entries.length && size > LARGEST_MESSAGE) break;
    entries.push(entry);
  }
  bench.seq += 1;
  bench.telling = told + entries.length;
  const message = { seq: bench.seq, from: told, entries, obeyed, keeps: shelf.keeps };
  component.setTriggerValue("entries", message);
  return bench.seq;
}

function hear(bench) {
  const { data } = bench.component;
  const isAnswer = data.seq === bench.courier.sent;
  bench.courier.answered(data.seq);
  if (isAnswer) bench.told = Math.min(bench.telling, data.count);
  // A new session knows nothing yet.
  else if (data.count < bench.told) bench.told = data.count;
}

// Python wants entries added, of pictures for example, or all of them gone.
function obey(bench) {
  for (const { number, add } of bench.component.data.commands) {
    if (number <= obeyed) continue;
    obeyed = number;
    if (add) add.forEach((entry) => bench.shelf.add(entry));
    else bench.shelf.clear();
    changed(bench);
  }
}
