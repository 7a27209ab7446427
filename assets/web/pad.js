// A pad whose strokes go to Python while they are drawn.

import { Courier } from "./courier.js";
import { mount, show, strokesOf, unmount } from "./drawing.js";

const pads = new WeakMap(); // the pad's element → the pad

/** Shows the pad, or takes note of Python's answer; returns the clean-up that Streamlit calls. */
export default function update(component) {
  const element = component.parentElement.querySelector(".pad");
  const pad = pads.get(element) ?? open(element, component.data);
  pad.component = component;
  pad.courier.answered(component.data.seq);
  show(pad, component.data.pen);
  pad.courier.go();
  // Streamlit also calls this for an update that a newer one overtook.
  return () => element.isConnected || close(pad);
}

function open(element, { key, limits }) {
  const courier = new Courier(() => tell(pad));
  const pad = Object.assign(mount(element, key, limits, () => courier.go()), { courier });
  pads.set(element, pad);
  return pad;
}

function close(pad) {
  unmount(pad);
  pad.courier.forget();
  pads.delete(pad.element);
}

// Always the latest strokes.
function tell({ drawing, component }) {
  if (drawing.seq === component.data.seq) return undefined;
  component.setTriggerValue("drawing", { seq: drawing.seq, strokes: strokesOf({ drawing }) });
  return drawing.seq;
}
