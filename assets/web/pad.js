// A pad whose strokes are answered by the channel while they are drawn, and known to Python at rest.

import { Courier } from "./courier.js";
import { isDrawing, mount, show, strokesOf, unmount } from "./drawing.js";
import { ask, isOpen } from "./live.js";
import { say } from "./reply.js";

const REST = 200; // ms without a move, after which the pen rests

const pads = new WeakMap(); // the pad's element → the pad

/** Shows the pad, or takes note of Python's answer; returns the clean-up that Streamlit calls. */
export default function update(component) {
  const { data, parentElement } = component;
  const element = parentElement.querySelector(".pad");
  const pad = pads.get(element) ?? open(element, data);
  pad.component = component;
  pad.courier.answered(data.seq);
  show(pad, data.pen);
  // A newer drawing may have been answered by what was wished for before.
  if (data.seq !== pad.drawing.seq) question(pad);
  settle(pad);
  // Streamlit also calls this for an update that a newer one overtook.
  return () => element.isConnected || close(pad);
}

function open(element, { limits }) {
  const courier = new Courier(() => tell(pad));
  const pad = Object.assign(mount(element, "pad", limits, () => changed(pad)), { courier });
  pads.set(element, pad);
  return pad;
}

function close(pad) {
  unmount(pad);
  clearTimeout(pad.resting);
  pad.courier.forget();
  pads.delete(pad.element);
}

function changed(pad) {
  if (pad.asked !== pad.drawing.seq) question(pad);
  settle(pad);
}

function question(pad) {
  const { seq } = pad.drawing;
  if (pad.asked !== seq) pad.moved = performance.now();
  pad.asked = seq;
  const rest = isResting(pad);
  if (rest) pad.restAsked = seq;
  ask("draw", { seq, strokes: strokesOf(pad), rest }, (reply) => {
    if (reply) say("draw", reply);
    // What the channel can't answer a rerun may.
    const judged = reply ? reply.rest : rest;
    pad.judged = judged ? (reply?.seq ?? seq) : undefined;
    if (pads.has(pad.element)) settle(pad);
  });
}

const stillFor = (pad) => performance.now() - pad.moved;
const isResting = (pad) => !isDrawing(pad) || stillFor(pad) >= REST;

// A drawing at rest is judged; and once it is, or can't be, Python hears of it.
function settle(pad) {
  clearTimeout(pad.resting);
  const { seq } = pad.drawing;
  if (!isResting(pad)) {
    pad.resting = setTimeout(() => settle(pad), REST - stillFor(pad));
  } else if (pad.judged === seq || !isOpen()) {
    pad.courier.go();
  } else if (pad.restAsked !== seq) {
    question(pad);
  }
}

// Always the latest strokes, if the page shows anything of them that isn't in the answers.
function tell({ drawing, component }) {
  const { seq, looked } = component.data;
  if (drawing.seq === seq || !looked) return undefined;
  component.setTriggerValue("drawing", { seq: drawing.seq, strokes: strokesOf({ drawing }) });
  return drawing.seq;
}
