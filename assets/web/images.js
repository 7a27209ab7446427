// A grid of images of 28 × 28 pixels; new pixels are painted on the canvases that are there.

const SIDE = 28;
const STEPS = 32767; // of a signed value on each side of zero
const NOT_FINITE = -32768;
const BLUE = [0x00, 0x72, 0xb2];
const VERMILION = [0xd5, 0x5e, 0x00];
const HINT = "Point at a pixel to see its number.";

const grids = new WeakMap(); // the element → its cells, what is painted, what is pointed at

/** Shows what Python sent; returns the clean-up that Streamlit calls. */
export default function update(component) {
  const element = component.parentElement.querySelector(".images");
  const grid = grids.get(element) ?? mount(element);
  grid.component = component;
  fill(grid);
  label(grid);
  paint(grid);
  read(grid);
  // Nothing is to be cleaned up: all listeners are on the element itself.
  return () => {};
}

function mount(element) {
  const list = element.querySelector(".images-grid");
  const grid = { element, list, readout: element.querySelector("p"), cells: [], clicks: null };
  const on = (type, handler) => list.addEventListener(type, (event) => handler(grid, event));
  on("pointermove", point);
  on("pointerdown", touch);
  on("pointerleave", leave);
  on("click", click);
  grids.set(element, grid);
  return grid;
}

// ---- the cells

function fill(grid) {
  const { count, clicks } = grid.component.data;
  if (grid.cells.length === count && grid.clicks === clicks) return;
  grid.cells = Array.from({ length: count }, () => cell(clicks));
  grid.clicks = clicks;
  grid.painted = grid.pointed = null;
  grid.list.replaceChildren(...grid.cells.map(({ box }) => box));
}

function cell(clicks) {
  const box = document.createElement(clicks ? "button" : "figure");
  if (clicks) box.type = "button";
  else box.setAttribute("role", "img");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const caption = document.createElement("span");
  caption.className = "images-caption";
  box.append(canvas, caption);
  return { box, canvas, caption };
}

function label({ component: { data }, list, cells }) {
  list.setAttribute("aria-label", data.alt);
  cells.forEach(({ box, caption }, index) => {
    const text = data.captions[index] ?? "";
    if (caption.textContent !== text) caption.textContent = text;
    box.setAttribute("aria-label", text || `image ${index + 1}`);
    if (data.clicks) box.setAttribute("aria-pressed", index === data.chosen);
  });
}

// ---- pixels and their colours

function paint(grid) {
  const { pixels, limit, scale, ink } = grid.component.data;
  // Streamlit calls us for a new theme too.
  const { color, backgroundColor } = getComputedStyle(grid.cells[0]?.canvas ?? grid.list);
  const painted = [pixels, limit, scale, ink, color, backgroundColor].join();
  if (painted === grid.painted) return;
  grid.painted = painted;
  grid.values = unpack(pixels, limit !== undefined);
  grid.ink = ink && unpack(ink, false);
  const colours = limit === undefined
    ? inkColours(parts(backgroundColor), parts(color))
    : signedColours(parts(backgroundColor), scale / STEPS / (limit || 1));
  grid.cells.forEach(({ canvas }, index) => {
    const image = new ImageData(SIDE, SIDE);
    const first = index * SIDE * SIDE;
    for (let i = 0; i < SIDE * SIDE; i += 1) {
      const value = grid.values[first + i];
      colours(grid.ink && value !== NOT_FINITE ? value * grid.ink[i] : value, image.data, 4 * i);
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
  });
}

function unpack(text, signed) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return signed ? new Int16Array(bytes.buffer) : bytes;
}

const parts = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);

function inkColours(paper, ink) {
  return (value, data, at) => mix(paper, ink, value / 255, data, at);
}

function signedColours(paper, share) {
  return (value, data, at) => {
    const part = value === NOT_FINITE ? 0 : Math.min(1, Math.abs(value) * share);
    mix(paper, value < 0 ? BLUE : VERMILION, part, data, at);
  };
}

function mix(low, high, share, data, at) {
  for (let i = 0; i < 3; i += 1) data[at + i] = low[i] + share * (high[i] - low[i]);
  data[at + 3] = 255;
}

// ---- the number of the pixel that is pointed at

// A finger that moves on belongs to the image under it, not to the one where it went down.
function touch(grid, event) {
  event.target.releasePointerCapture(event.pointerId);
  point(grid, event);
}

function point(grid, { target, clientX, clientY }) {
  const index = grid.cells.findIndex(({ canvas }) => canvas === target);
  grid.pointed = index < 0 ? null : { index, ...place(target, clientX, clientY) };
  read(grid);
}

// A finger that is lifted leaves its number to be read.
function leave(grid, { pointerType }) {
  if (pointerType === "touch") return;
  grid.pointed = null;
  read(grid);
}

function place(canvas, x, y) {
  const box = canvas.getBoundingClientRect();
  const within = (part) => Math.max(0, Math.min(SIDE - 1, Math.floor(part * SIDE)));
  return {
    row: within((y - box.top - canvas.clientTop) / canvas.clientHeight),
    column: within((x - box.left - canvas.clientLeft) / canvas.clientWidth),
  };
}

function read({ component: { data }, readout, values, ink, pointed }) {
  const text = pointed ? describe(data, values, ink, pointed) : HINT;
  if (readout.textContent !== text) readout.textContent = text;
}

function describe(data, values, ink, { index, row, column }) {
  const pixel = row * SIDE + column;
  const value = values[index * SIDE * SIDE + pixel];
  const caption = data.captions[index] ? `${data.captions[index]} · ` : "";
  const number = data.limit === undefined ? value : signed(value, data.scale / STEPS);
  const product = ink
    ? ` × pixel ${ink[pixel]} = ${signed(value * ink[pixel], data.scale / STEPS)}`
    : "";
  const name = ink ? "weight " : "";
  return `${caption}row ${row + 1}, column ${column + 1}: ${name}${number}${product}`;
}

// Four significant digits, but none finer than the step.
function signed(value, step) {
  if (value === NOT_FINITE) return "not finite";
  const size = Math.abs(value * step);
  if (size === 0) return "0";
  const decimals = Math.min(3 - Math.floor(Math.log10(size)), Math.ceil(-Math.log10(step)));
  return (value < 0 ? "−" : "") + size.toFixed(Math.max(0, Math.min(100, decimals)));
}

// ---- clicks

function click({ component, cells, clicks }, { target }) {
  const index = cells.findIndex(({ box }) => box.contains(target));
  // A time, so that no click has the number of another one.
  if (clicks && index >= 0) component.setTriggerValue("click", { index, seq: Date.now() });
}
