// A square to draw on, with a history: its strokes are lists of points in thousandths of the side.

const SIDE = 1000;
const MIN_STEP = 4; // a point nearer to the last one adds nothing that can be seen
const FULL = "No more ink: undo or clear";
const LONGEST_STEP = Math.hypot(SIDE, SIDE);

// For a reload of the page. A browser may forbid it, and even to ask.
const storage = (() => {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
})();

const drawings = new Map(); // the pad's key → its drawing: this outlives a change of page

/**
 * Makes `element` a pad that remembers its drawing by `key`; `changed` hears of each change, and
 * when the pen was lifted.
 * `limits` is what a drawing may have: so many points, strokes, and so long a path.
 */
export function mount(element, key, limits, changed) {
  const canvas = element.querySelector("canvas");
  const abort = new AbortController();
  // While the pen is down `pointer` is its id.
  const pad = { element, canvas, abort, key, limits, changed, drawing: recall(key), pen: 0 };
  const on = (target, type, handler) =>
    target.addEventListener(type, (event) => handler(pad, event), { signal: abort.signal });
  on(canvas, "pointerdown", pointerDown);
  on(canvas, "pointermove", pointerMove);
  on(canvas, "pointerup", pointerUp);
  on(canvas, "pointercancel", pointerCancel);
  on(canvas, "contextmenu", (_, event) => event.preventDefault());
  on(element.querySelector(".pad-undo"), "click", undo);
  on(element.querySelector(".pad-redo"), "click", redo);
  on(element.querySelector(".pad-clear"), "click", clear);
  on(document, "keydown", keyDown);
  pad.observer = new ResizeObserver(() => show(pad));
  pad.observer.observe(canvas);
  return pad;
}

export function unmount(pad) {
  pad.abort.abort();
  pad.observer.disconnect();
}

// ---- the drawing: a history of lists of strokes; `seq` counts its changes

function recall(key) {
  if (!drawings.has(key)) {
    const { seq = 0, strokes = [] } = JSON.parse(storage?.getItem(storageName(key)) ?? "{}");
    drawings.set(key, { seq, ...withHistory(strokes) });
  }
  return drawings.get(key);
}

// However a drawing came about, each of its strokes can be undone.
function withHistory(strokes) {
  const history = [[], ...strokes.map((_, last) => strokes.slice(0, last + 1))];
  return { history, now: strokes.length };
}

function keep({ key, drawing }) {
  const content = { seq: drawing.seq, strokes: strokesOf({ drawing }) };
  storage?.setItem(storageName(key), JSON.stringify(content));
}

const storageName = (key) => `pad:${key}`;

export const isDrawing = ({ pointer }) => pointer !== undefined;

export const strokesOf = ({ drawing }) => drawing.history[drawing.now];

/** Lays another drawing on the pad, with a history of its own, and lifts the pen. */
export function replace(pad, strokes) {
  pad.pointer = undefined;
  Object.assign(pad.drawing, withHistory(strokes));
  changed(pad);
}

function changed(pad) {
  pad.drawing.seq += 1;
  keep(pad);
  show(pad);
  pad.changed();
}

function commit(pad, strokes) {
  const { drawing } = pad;
  drawing.history.splice(drawing.now + 1, Infinity, strokes);
  drawing.now += 1;
  changed(pad);
}

function travel(pad, step) {
  const { drawing } = pad;
  if (pad.pointer !== undefined || !drawing.history[drawing.now + step]) return;
  drawing.now += step;
  changed(pad);
}

function undo(pad) {
  travel(pad, -1);
}

function redo(pad) {
  travel(pad, 1);
}

function clear(pad) {
  if (pad.pointer === undefined && strokesOf(pad).length) commit(pad, []);
}

// ---- pen, finger, mouse, keys

function pointerDown(pad, event) {
  if (pad.pointer !== undefined || event.button !== 0) return;
  if (isFull(room(pad))) return;
  pad.pointer = event.pointerId;
  pad.canvas.setPointerCapture(event.pointerId);
  commit(pad, [...strokesOf(pad), [place(pad, event)]]);
}

function pointerMove(pad, event) {
  if (event.pointerId !== pad.pointer) return;
  const strokes = strokesOf(pad);
  const stroke = strokes.at(-1);
  const before = stroke.length;
  const left = room(pad);
  for (const part of partsOf(event)) {
    const [x, y] = place(pad, part);
    const [lastX, lastY] = stroke.at(-1);
    const step = Math.hypot(x - lastX, y - lastY);
    if (left.points > 0 && left.path >= LONGEST_STEP && step >= MIN_STEP) {
      stroke.push([x, y]);
      left.points -= 1;
      left.path -= step;
    }
  }
  if (stroke.length > before) changed(pad);
}

/** What the drawing may still have. */
function room(pad) {
  const strokes = strokesOf(pad);
  const left = { ...pad.limits, strokes: pad.limits.strokes - strokes.length };
  for (const stroke of strokes) {
    left.points -= stroke.length;
    for (let i = 1; i < stroke.length; i += 1) {
      left.path -= Math.hypot(stroke[i][0] - stroke[i - 1][0], stroke[i][1] - stroke[i - 1][1]);
    }
  }
  return left;
}

// Full where a long step has no room: the pen doesn't stop at once and go on if it moves slowly.
function isFull({ strokes, points, path }) {
  return strokes <= 0 || points <= 0 || path < LONGEST_STEP;
}

function pointerUp(pad, event) {
  if (event.pointerId !== pad.pointer) return;
  pad.pointer = undefined;
  pad.changed();
}

// The browser took the pointer, for a scroll with two fingers: what it drew was no stroke.
function pointerCancel(pad, event) {
  if (event.pointerId !== pad.pointer) return;
  pad.pointer = undefined;
  undo(pad);
}

function partsOf(event) {
  const parts = event.getCoalescedEvents?.() ?? [];
  return parts.length ? parts : [event];
}

function place({ canvas }, { clientX, clientY }) {
  const box = canvas.getBoundingClientRect();
  const inside = (part) => Math.max(0, Math.min(SIDE, Math.round(part * SIDE)));
  return [inside((clientX - box.left) / box.width), inside((clientY - box.top) / box.height)];
}

function keyDown(pad, event) {
  if (event.altKey || event.defaultPrevented || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "z") (event.shiftKey ? redo : undo)(pad);
  else if (key === "escape") clear(pad);
}

// There Z is a letter, and Escape closes a dialog.
export function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable], [role='dialog']");
}

// ---- what is to be seen

/** Shows the drawing; `pen` is the pen's width in sides. */
export function show(pad, pen = pad.pen) {
  const { element, canvas } = pad;
  pad.pen = pen;
  const strokes = strokesOf(pad);
  paint(canvas, strokes, pen);
  const count = strokes.length === 1 ? "1 stroke" : `${strokes.length} strokes`;
  canvas.setAttribute("aria-label", `Drawing pad, ${count}`);
  element.querySelector(".pad-hint").hidden = strokes.length > 0;
  say(element.querySelector(".pad-full"), isFull(room(pad)) ? FULL : "");
  element.querySelector(".pad-undo").setAttribute("aria-disabled", pad.drawing.now === 0);
  const last = pad.drawing.now === pad.drawing.history.length - 1;
  element.querySelector(".pad-redo").setAttribute("aria-disabled", last);
  element.querySelector(".pad-clear").setAttribute("aria-disabled", strokes.length === 0);
}

// A screen reader says it again with each change.
function say(sign, words) {
  if (sign.textContent !== words) sign.textContent = words;
}

function paint(canvas, strokes, pen) {
  const pixels = Math.round(canvas.clientWidth * devicePixelRatio);
  if (canvas.width !== pixels) canvas.width = canvas.height = pixels;
  const context = canvas.getContext("2d");
  context.setTransform(pixels / SIDE, 0, 0, pixels / SIDE, 0, 0);
  context.clearRect(0, 0, SIDE, SIDE);
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineWidth = pen * SIDE;
  context.lineCap = context.lineJoin = "round";
  for (const stroke of strokes) {
    trace(context, stroke);
    context.stroke();
  }
}

// The points steer the curve; it runs through the middles between them, so it has no corners.
function trace(context, stroke) {
  context.beginPath();
  context.moveTo(...stroke[0]);
  for (let i = 1; i < stroke.length - 1; i += 1) {
    const [x, y] = stroke[i];
    const [nextX, nextY] = stroke[i + 1];
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  const [x, y] = stroke.at(-1);
  context.lineTo(x + 0.01, y); // a line of no length, a dot, would stay invisible
}
