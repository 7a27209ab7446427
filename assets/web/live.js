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

/** Opens the socket by the token that Python gives. */
export default function update(given) {
  component = given;
  if (!notice.isConnected) document.body.append(notice);
  if (given.data.token === token) return;
  token = given.data.token;
  courier.forget();
  open();
}

/** Asks a topic; of several questions only the newest is sure of an answer, which `heard` gets. */
export function ask(name, question, heard) {
  const topic = topics.get(name) ?? {};
  topics.set(name, topic);
  numbered += 1;
  Object.assign(topic, { heard, waiting: { n: numbered, ask: question } });
  if (!topic.sent) send(name, topic);
}

/** Whether there is a server that answers, as far as one knows. */
export const isOpen = () => socket?.readyState === WebSocket.OPEN;

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
  if (!topic.waiting || !isOpen()) return;
  topic.sent = topic.waiting;
  topic.waiting = undefined;
  socket.send(JSON.stringify({ topic: name, ...topic.sent }));
  clearTimeout(timer);
  timer = setTimeout(impatient, patience);
}

function hear({ topic: name, n, say, error }) {
  find();
  if (error) console.warn(`The server says: ${error}`);
  const topic = topics.get(name);
  if (!topic?.sent || topic.sent.n > n) return;
  topic.sent = undefined;
  clearTimeout(timer);
  // The next question is under way while this answer is shown.
  send(name, topic);
  if (say) topic.heard(say);
}

// A frozen server, or a network that was cut without a word.
function impatient() {
  patience = Math.min(2 * patience, LONGEST_WAIT);
  open();
}

function closed({ code }) {
  lose();
  clearTimeout(timer);
  // Where this module had to be loaded again, the other one has the socket.
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
  if (!document.hidden && token && !isOpen()) open();
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
