// The tab's one socket to the server, for what is asked without a rerun (pages/_live/channel.py).

import { Courier } from "./courier.js";

const FIRST_WAIT = 250; // ms until a socket that closed is opened again
const LONGEST_WAIT = 8000;
const PATIENCE = 1000; // ms for an answer, at first; then the socket may be dead
const SILENCE = 2000; // ms without a server until the page says so
const NO_TOKEN = 4401;
const OTHER_SOCKET = 4409;

let component; // of Python, which knows the tab's token
let token;
let refused; // the token that the server knows no more
let socket;
let wait = FIRST_WAIT;
let patience = PATIENCE;
let timer;
let numbered = 0;
const topics = new Map(); // name → { heard, waiting, sent: questions as { n, ask } }
const notice = Object.assign(document.createElement("div"), { className: "live-notice" });
notice.setAttribute("role", "status");

const courier = new Courier(() => {
  if (token !== refused) return undefined;
  component.setTriggerValue("refused", token);
  return token;
});

// The first copy of this module has the line: one that had to be loaded again is another.
const line = (globalThis.ourLine ??= { update, question, hasServer });

/** Opens the socket by the token that Python gives. */
export default (given) => line.update(given);

/**
 * Asks a topic; of several questions only the newest is sure of an answer, which `heard` gets, or
 * undefined where there is none.
 */
export const ask = (name, content, heard) => line.question(name, content, heard);

/** Whether there is a server that answers, as far as one knows. */
export const isOpen = () => line.hasServer();

function update(given) {
  component = given;
  if (!notice.isConnected) document.body.append(notice);
  if (given.data.token === token) return;
  token = given.data.token;
  courier.forget();
  open();
}

function question(name, content, heard) {
  const topic = topics.get(name) ?? {};
  topics.set(name, topic);
  numbered += 1;
  Object.assign(topic, { heard, waiting: { n: numbered, ask: content } });
  if (!topic.sent) send(name, topic);
}

function hasServer() {
  return socket?.readyState === WebSocket.OPEN;
}

function open() {
  clearTimeout(timer);
  if (socket) {
    socket.onclose = null;
    socket.close();
  }
  const address = new URL("live", document.baseURI);
  address.protocol = address.protocol.replace("http", "ws");
  socket = new WebSocket(address);
  socket.onopen = opened;
  socket.onmessage = ({ data }) => hear(JSON.parse(data));
  socket.onclose = closed;
  lose();
}

function opened() {
  socket.send(JSON.stringify({ hello: token }));
  // Whatever wasn't answered is asked again, unless there is something newer.
  for (const [name, topic] of topics) {
    topic.waiting ??= topic.sent;
    topic.sent = undefined;
    send(name, topic);
  }
  if (![...topics.values()].some(({ sent }) => sent)) find();
}

function send(name, topic) {
  if (!topic.waiting || !hasServer()) return;
  topic.sent = topic.waiting;
  topic.waiting = undefined;
  socket.send(JSON.stringify({ topic: name, ...topic.sent }));
  clearTimeout(timer);
  timer = setTimeout(impatient, patience);
}

function hear({ topic: name, n, say, error }) {
  find();
  if (error) console.warn(`The server says: ${error}`);
  // A message that made no sense to the server: of what was asked nothing will come.
  if (name === undefined) {
    clearTimeout(timer);
    const lost = [...topics.values()].filter(({ sent }) => sent);
    for (const topic of lost) topic.sent = undefined;
    for (const topic of lost) topic.heard();
    return;
  }
  const topic = topics.get(name);
  if (!topic?.sent || topic.sent.n > n) return;
  topic.sent = undefined;
  clearTimeout(timer);
  // The next question is under way while this answer is shown.
  send(name, topic);
  topic.heard(say);
}

// A frozen server, or a network that was cut without a word.
function impatient() {
  patience = Math.min(2 * patience, LONGEST_WAIT);
  open();
}

function closed({ code }) {
  lose();
  clearTimeout(timer);
  // Whoever else has this tab's token keeps the socket, until there is something to ask.
  if (code === OTHER_SOCKET) return;
  if (code === NO_TOKEN) {
    // A server that was started anew has another token for the page, once the page has run again.
    refused = token;
    courier.go();
    return;
  }
  timer = setTimeout(open, wait * (0.5 + Math.random() / 2));
  wait = Math.min(2 * wait, LONGEST_WAIT);
}

// Back from sleep, or from where there is no network.
addEventListener("online", () => token && open());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && token && !hasServer()) open();
});

// ---- whether there is a server, as the page says it

let silence;

function lose() {
  silence ??= setTimeout(() => {
    notice.textContent = "The server can’t be reached. Trying again …";
  }, SILENCE);
}

function find() {
  clearTimeout(silence);
  silence = undefined;
  notice.textContent = "";
  wait = FIRST_WAIT;
  patience = PATIENCE;
}
