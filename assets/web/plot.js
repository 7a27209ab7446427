// One Plotly chart that is updated in place: its node, zoom and camera outlive new data.

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
const groups = new Map(); // a camera group's name → { name, camera, members }
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let loading;

/** Draws what Python sent, or updates what is drawn; returns the clean-up that Streamlit calls. */
export default async function update(component) {
  const element = component.parentElement.querySelector(".chart");
  const state = states.get(element) ?? mount(element);
  state.component = component;
  element.setAttribute("aria-label", component.data.alt);
  askForTheme(state);
  await draw(state);
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
  joinGroup(state, null);
  states.delete(state.element);
  window.Plotly?.purge(state.element);
}

// The figure's colours come from Python, which doesn't hear of a theme that changes in the browser.
function askForTheme(state) {
  const { data, setTriggerValue } = state.component;
  const theme = getComputedStyle(state.element).colorScheme;
  if (data.theme === theme) state.asked = null;
  else if (data.theme && state.asked !== theme) {
    state.asked = theme;
    setTriggerValue("theme", theme);
  }
}

// ---- drawing

function loadPlotly() {
  loading ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = new URL("vendor/plotly.min.js", import.meta.url);
    script.onload = () => resolve(true);
    script.onerror = () => resolve(false);
    document.head.append(script);
  });
  return loading;
}

// One drawing at a time; data that arrive meanwhile replace each other, so the last one wins.
async function draw(state) {
  if (state.busy) return;
  state.busy = true;
  try {
    if (!(await loadPlotly())) return showFailure(state);
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

async function drawFigure(state, data) {
  const figure = JSON.parse(data.figure);
  for (const [trace, points] of Object.entries(data.points)) {
    Object.assign(figure.data[trace], points);
  }
  const spatial = figure.data.some(({ type }) => SPATIAL.test(type));
  joinGroup(state, spatial ? data.camera : null);
  await Plotly.react(state.element, figure.data, adapt(figure.layout, state, spatial), CONFIG);
  if (!state.listening) listen(state);
}

function adapt(layout, state, spatial) {
  const adapted = { uirevision: "kept", ...layout, autosize: true };
  delete adapted.width;
  delete adapted.height;
  // Plotly would take a finger's swipe for a drag; without dragmode it scrolls the page.
  if (fingers.matches && !spatial) adapted.dragmode = false;
  if (calm.matches) adapted.transition = { duration: 0 };
  // Else a scene that is already drawn would jump back to the figure's camera for one frame.
  if (state.camera) adapted.scene = { ...layout.scene, camera: structuredClone(state.camera) };
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
}

// ---- saving

// What was asked for before the chart was here has been saved by the chart before it.
function save(state) {
  const [filename, count] = state.component.data.save ?? [];
  const asked = state.saved !== undefined && count > state.saved;
  state.saved = count;
  if (asked) Plotly.downloadImage(state.element, { format: "png", scale: 2, filename });
}

// ---- one camera for a group of scenes

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
  while (state.group?.camera && state.camera !== state.group.camera) {
    state.camera = state.group.camera;
    await Plotly.relayout(state.element, { "scene.camera": structuredClone(state.camera) });
  }
  state.following = false;
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
  component.setTriggerValue("click", { trace: curveNumber, point: pointNumber, x, y, z });
}
