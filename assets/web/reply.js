// Places for replies: whichever is newer fills them, the channel's or a rerun's.

// A part's name → its element, and a topic → the channel's last reply. They are the tab's, not the
// module's: one that had to be loaded again is another.
const { places, said } = (globalThis.ourReplies ??= { places: new Map(), said: new Map() });

/** Shows what Python says, unless the channel said something newer; returns the clean-up. */
export default function update({ parentElement, data: { part, html, topic, seq } }) {
  const element = parentElement.querySelector(".reply");
  places.set(part, element);
  element.topic = topic;
  const last = said.get(topic);
  const newer = last?.seq > seq;
  fill(element, newer ? (last.parts[part] ?? html) : html);
  element.toggleAttribute("data-old", newer && !(part in last.parts));
  return () => {
    if (!element.isConnected && places.get(part) === element) places.delete(part);
  };
}

/** Shows what the channel says; a part of which it says nothing is old. */
export function say(topic, reply) {
  said.set(topic, reply);
  for (const [part, element] of places) {
    if (element.topic !== topic) continue;
    const isSaid = part in reply.parts;
    if (isSaid) fill(element, reply.parts[part]);
    element.toggleAttribute("data-old", !isSaid);
  }
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
    else if (node.nodeType === Node.TEXT_NODE) matchText(was, node);
    else {
      matchAttributes(was, node);
      match(was, node);
    }
  }
  for (const node of old.slice(next.length)) node.remove();
}

function matchText(was, wanted) {
  if (was.data !== wanted.data) was.data = wanted.data;
}

function matchAttributes(was, wanted) {
  for (const { name, value } of wanted.attributes) {
    if (was.getAttribute(name) !== value) was.setAttribute(name, value);
  }
  for (const { name } of [...was.attributes]) {
    if (!wanted.hasAttribute(name)) was.removeAttribute(name);
  }
}
