// Places for replies to a drawing: whichever is newer fills them, the channel's or a rerun's.

const places = new Map(); // a reply's name → its element
let said = { seq: -1, parts: {} }; // the channel's last

/** Shows what Python says, unless the channel said something newer; returns the clean-up. */
export default function update({ parentElement, data }) {
  const element = parentElement.querySelector(".reply");
  places.set(data.part, element);
  element.ofPad = data.source === "Pad";
  const newer = element.ofPad && said.seq > data.seq ? said.parts[data.part] : undefined;
  fill(element, newer ?? data.html);
  return () => {
    if (!element.isConnected && places.get(data.part) === element) places.delete(data.part);
  };
}

/** Shows what the channel says of the pad's drawing. */
export function say({ seq, parts }) {
  said = { seq, parts };
  for (const [part, element] of places) if (element.ofPad) fill(element, parts[part]);
}

// What is there stays and changes: a screen reader hears only of that, and no picture blinks.
function fill(element, html) {
  if (element.shown === html) return;
  element.shown = html;
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  match(element, wanted.content);
}

function match(here, wanted) {
  const [old, next] = [[...here.childNodes], [...wanted.childNodes]];
  for (const [index, node] of next.entries()) {
    const was = old[index];
    if (!was) here.append(node);
    else if (was.nodeName !== node.nodeName) was.replaceWith(node);
    else if (node.nodeType === Node.TEXT_NODE) was.data === node.data || (was.data = node.data);
    else {
      matchAttributes(was, node);
      match(was, node);
    }
  }
  for (const node of old.slice(next.length)) node.remove();
}

function matchAttributes(was, wanted) {
  for (const { name, value } of wanted.attributes) {
    if (was.getAttribute(name) !== value) was.setAttribute(name, value);
  }
  for (const { name } of [...was.attributes]) {
    if (!wanted.hasAttribute(name)) was.removeAttribute(name);
  }
}
