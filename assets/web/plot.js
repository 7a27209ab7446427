// One Plotly chart that is updated in place: its node, zoom and camera outlive new data.

import { isLeaving } from "./leaving.js";

const SPATIAL = /3d$|surface|cone|volume|streamtube/;

const fingers = matchMedia("(pointer: coarse)");

// Never different between updates: a changed config makes Plotly.react start from scratch.
const CONFIG = {
  displaylogo: false,
  displayModeBar: fingers.matches ? false : "hover", // a finger can't hover, and needs the room
  showSendToCloud: false, // the default uploads the chart to plotly.com
  scrollZoom: "gl3d", // over a flat chart the wheel scrolls the page
  modeBarButtonsToRemove: [
    "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d",
    "orbitRotation", "tableRotation", "resetCameraDefault3d",
  ],
};

const states = new WeakMap(); // the chart's element → what is known of the chart
const figures = new Map(); // a figure's name → the figure, the newest last
const groups = new Map(); // a link's name → { name, camera, place, members }
const MOST_FIGURES = 24; // as many as a few pages have
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let loading;

/** Draws what Python sent, or updates what is drawn; returns the clean-up that Streamlit calls. */
export default async function update(component) {
  const element = component.parentElement.querySelector(".chart");
  const state = states.get(element) ?? mount(element);
  state.component = component;
  // Now, not when it is drawn: the next data may come before that, and would only name it.
  remember(component.data);
  element.setAttribute("aria-label", component.data.alt);
  askForTheme(state);
  answered(state);
  await draw(state);
  for (const drawing of element.querySelectorAll(".main-svg")) drawing.ariaHidden = "true";
  // Streamlit also calls this for an update that a newer one overtook.
  return () => element.isConnected || unmount(state);
}

function mount(element) {
  const state = { element, component: null, drawn: null, busy: false, group: null };
  state.observer = new ResizeObserver(() => resize(state));
  state.observer.observe(element);
  states.set(element, state);
  return state;
}

function unmount(state) {
  state.observer.disconnect();
  clearTimeout(state.waiting);
  clearTimeout(state.asking);
  joinGroup(state, null);
  states.delete(state.element);
  window.Plotly?.purge(state.element);
}

// The figure's colours come from Python, which doesn't hear of a theme that changes in the browser.
function askForTheme(state) {
  const { data, setTriggerValue } = state.component;
  const theme = getComputedStyle(state.element).colorScheme;
  if (data.theme === theme) state.asked = null;
  else if (data.theme && state.asked !== theme && !isLeaving()) {
    state.asked = theme;
    setTriggerValue("theme", theme);
  }
}

// ---- drawing

// Several times, with growing pauses; if it never comes, the next drawing tries again.
function loadPlotly() {
  loading ??= (async () => {
    for (let pause = 500; pause <= 8000; pause *= 2) {
      if (await fetchPlotly()) return true;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    loading = undefined;
    return false;
  })();
  return loading;
}

function fetchPlotly() {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = new URL("vendor/plotly.min.js", import.meta.url);
    script.onload = () => resolve(true);
    script.onerror = () => resolve(false);
    document.head.append(script);
  });
}

// One drawing at a time; data that arrive meanwhile replace each other, so the last one wins.
async function draw(state) {
  if (state.busy) return;
  state.busy = true;
  try {
    if (!(await loadPlotly())) return showFailure(state);
    hideFailure(state);
    while (state.drawn !== state.component.data && state.element.isConnected) {
      state.drawn = state.component.data;
      await drawFigure(state, state.drawn);
    }
  } finally {
    state.busy = false;
  }
  save(state);
  await follow(state);
}

function showFailure({ element }) {
  element.textContent = "The chart could not be loaded. Please reload the page.";
  element.setAttribute("role", "alert");
}

function hideFailure({ element }) {
  if (element.getAttribute("role") !== "alert") return;
  element.textContent = "";
  element.setAttribute("role", "figure");
}

async function drawFigure(state, data) {
  const figure = figures.get(data.name);
  if (!figure) return ask(state, data);
  // What stays the same is the same object: that spares Plotly a second look.
  const traces = figure.data.map((trace, number) => ({ ...trace, ...data.points[number] }));
  const spatial = traces.some(({ type }) => SPATIAL.test(type));
  state.figure = figure;
  joinGroup(state, data.link);
  await Plotly.react(state.element, traces, adapt(figure.layout, state, spatial), CONFIG);
  if (!state.listening) listen(state);
}

// Python thinks that it was sent before, but this browser doesn't have it: if two runs follow one
// another closely, the browser sees only the data of the second one. So may it be with the answer.
function ask(state, data) {
  if (!isLeaving()) state.component.setTriggerValue("missing", data.name);
  clearTimeout(state.asking);
  state.asking = setTimeout(() => state.drawn === data && ask(state, data), 1000);
}

// A figure comes once; later data name it.
function remember({ figure, name }) {
  const known = figure ? JSON.parse(figure) : figures.get(name);
  figures.delete(name);
  if (known) figures.set(name, known);
  if (figures.size > MOST_FIGURES) figures.delete(figures.keys().next().value);
}

function adapt(layout, state, spatial) {
  // Plotly writes into what it is given, zoom and camera too; ours stays as it came.
  const adapted = { uirevision: "kept", ...structuredClone(layout), autosize: true };
  delete adapted.width;
  delete adapted.height;
  // Plotly would take a finger's swipe for a drag; without dragmode it scrolls the page.
  if (fingers.matches && !spatial) adapted.dragmode = false;
  if (calm.matches) adapted.transition = { duration: 0 };
  // Else a scene that is already drawn would jump back to the figure's camera for one frame.
  if (state.camera) adapted.scene = { ...adapted.scene, camera: structuredClone(state.camera) };
  return adapted;
}

function resize({ element }) {
  if (element._fullLayout && element.offsetWidth) Plotly.Plots.resize(element);
}

function listen(state) {
  state.listening = true;
  state.element.on("plotly_click", (event) => tapped(() => sendClick(state, event)));
  for (const name of ["plotly_relayouting", "plotly_relayout"]) {
    state.element.on(name, (change) => cameraMoved(state, change));
  }
  state.element.on("plotly_hover", ({ points: [point] }) => pointAt(state, point));
  state.element.on("plotly_unhover", () => pointAt(state, null));
}

// ---- saving

// What was asked for before the chart was here has been saved by the chart before it.
function save(state) {
  const [filename, count] = state.component.data.save ?? [];
  const asked = state.saved !== undefined && count > state.saved;
  state.saved = count;
  if (asked) Plotly.downloadImage(state.element, { format: "png", scale: 2, filename });
}

// ---- one camera and one place for a group of charts

function joinGroup(state, name) {
  const { group } = state;
  if ((group?.name ?? null) === name) return;
  group?.members.delete(state);
  if (group && !group.members.size) groups.delete(group.name);
  if (name && !groups.has(name)) groups.set(name, { name, camera: null, members: new Set() });
  state.group = groups.get(name) ?? null;
  state.group?.members.add(state);
  state.camera = null;
}

function cameraMoved(state, change) {
  // What a scene reports while it follows is an echo of the scene that leads.
  if (!state.group || state.following) return;
  if (!Object.keys(change).some((name) => name.startsWith("scene.camera"))) return;
  const camera = change["scene.camera"] ?? state.element.layout.scene.camera;
  state.group.camera = state.camera = structuredClone(camera);
  state.group.members.forEach(follow);
}

async function follow(state) {
  if (state.busy || state.following) return;
  state.following = true;
  const scene = state.element._fullLayout?.scene;
  while (scene && state.group?.camera && state.camera !== state.group.camera) {
    state.camera = state.group.camera;
    await Plotly.relayout(state.element, { "scene.camera": structuredClone(state.camera) });
  }
  state.following = false;
}

function pointAt(state, point) {
  // The grid is the first trace; what lies on it has numbers of its own.
  if (point?.curveNumber === 0 && state.component.data.hovers) tell(state, point.pointNumber);
  const place = point && [point.x, point.y];
  for (const member of state.group?.members ?? []) read(member, place, member !== state);
}

// What a chart shows at a place: a ring there, unless the pointer is, and the numbers.
function read({ element, figure }, place, ring) {
  const [, cross, reading] = element.parentElement.children;
  const { names, log } = figure?.layout.meta ?? {};
  const shown = Boolean(place && names);
  reading.style.display = shown ? "block" : "none";
  cross.style.display = shown && ring ? "block" : "none";
  if (!shown) return;
  const height = heightAt(figure.data[0], place);
  const values = [...place, log ? 10 ** height : height];
  reading.textContent = names.map((name, i) => `${name} ${rounded(values[i])}`).join(" · ");
  const [left, top] = onScreen(element, [...place, height]);
  Object.assign(cross.style, { left: `${left}px`, top: `${top}px` });
}

// The height of a grid's point that is nearest to a place.
function heightAt({ x, y, z }, [placeX, placeY]) {
  const columns = unpacked(x);
  return unpacked(z)[nearest(unpacked(y), placeY) * columns.length + nearest(columns, placeX)];
}

function nearest(values, wanted) {
  const away = (i) => Math.abs(values[i] - wanted);
  return values.reduce((best, _, i) => (away(i) < away(best) ? i : best), 0);
}

const unpackedArrays = new WeakMap();

function unpacked(packed) {
  if (!unpackedArrays.has(packed)) {
    const bytes = Uint8Array.from(atob(packed.bdata), (letter) => letter.charCodeAt(0));
    const Type = packed.dtype === "f4" ? Float32Array : Float64Array;
    unpackedArrays.set(packed, new Type(bytes.buffer));
  }
  return unpackedArrays.get(packed);
}

function rounded(value) {
  return String(Number(value.toPrecision(4))).replace("-", "−");
}

// Where a place is in the chart, in pixels; in a scene by the matrices that it was drawn with.
function onScreen(element, [x, y, z]) {
  const { xaxis, yaxis, scene } = element._fullLayout;
  if (!scene) return [xaxis._offset + xaxis.l2p(x), yaxis._offset + yaxis.l2p(y)];
  const { cameraParams, shape, pixelRatio } = scene._scene.glplot;
  const [sx, sy, sz] = scene._scene.dataScale;
  const { model, view, projection } = cameraParams;
  const [px, py, , pw] = [model, view, projection].reduce(times, [x * sx, y * sy, z * sz, 1]);
  const [width, height] = shape.map((pixels) => pixels / pixelRatio);
  return [(width * (1 + px / pw)) / 2, (height * (1 - py / pw)) / 2];
}

// A vector times a matrix whose columns lie one after the other.
function times(vector, matrix) {
  return [0, 1, 2, 3].map((row) => vector.reduce((sum, v, i) => sum + v * matrix[4 * i + row], 0));
}

// ---- where the pointer is, told to Python: one message at a time, the newest in the end

function tell(state, place) {
  state.place = place;
  if (state.waiting || state.told === place) return;
  state.told = place;
  // An answer that changes nothing isn't heard of.
  state.waiting = setTimeout(() => answered(state), 400);
  state.component.setStateValue("hover", place);
}

function answered(state) {
  clearTimeout(state.waiting);
  state.waiting = null;
  if (state.place !== state.told) tell(state, state.place);
}

// ---- clicks

// Plotly reports a click while the button is still down over a surface, and after a swipe that
// scrolled the page. So a click counts only if the pointer goes up where it went down.
const press = { x: 0, y: 0, held: false, tap: false, send: null };

addEventListener("pointerdown", ({ clientX, clientY }) => {
  Object.assign(press, { x: clientX, y: clientY, held: true, tap: true, send: null });
}, true);

addEventListener("pointermove", ({ clientX, clientY }) => {
  if (press.held && Math.hypot(clientX - press.x, clientY - press.y) > 5) press.tap = false;
}, true);

addEventListener("pointerup", () => {
  press.held = false;
  if (press.send) tapped(press.send);
}, true);

addEventListener("pointercancel", () => {
  press.held = press.tap = false;
}, true);

function tapped(send) {
  if (!press.tap) return;
  press.send = send;
  if (press.held) return;
  press.tap = false;
  send();
}

function sendClick({ component }, { points: [point], xvals, yvals }) {
  if (!component.data.clicks) return;
  // Beside all points, where a layout with `clickanywhere` reports the place alone.
  const { curveNumber, pointNumber, x, y, z } = point ?? { x: xvals[0], y: yvals[0] };
  component.setTriggerValue("click", {
    trace: curveNumber, point: pointNumber, x, y, z, calm: calm.matches,
  });
}
