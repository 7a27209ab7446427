// Asks Python again some time after it was asked, but never before it has answered.

import { Courier } from "./courier.js";
import { isLeaving } from "./leaving.js";

const BREATH = 20; // ms at least between an answer and the next question
const UNSEEN = 2000; // ms at least between questions where nobody looks
const PATIENCE = 4000; // ms; who asks a busy server more often has it busier

const polls = new WeakMap(); // the element → what is known of it

/** Takes note of Python's answer; returns the clean-up for Streamlit. */
export default function update(component) {
  const element = component.parentElement.querySelector(".poll");
  const poll = polls.get(element) ?? mount(element);
  poll.component = component;
  if (poll.answer !== component.data.answer) {
    poll.answer = component.data.answer;
    poll.courier.forget();
    wait(poll);
  }
  // Streamlit also calls this for an update that a newer one overtook.
  return () => element.isConnected || unmount(poll);
}

function mount(element) {
  const poll = { element, asked: performance.now(), abort: new AbortController() };
  poll.courier = new Courier(() => ask(poll), PATIENCE);
  const { signal } = poll.abort;
  document.addEventListener("visibilitychange", () => poll.waiting && wait(poll), { signal });
  polls.set(element, poll);
  return poll;
}

function unmount(poll) {
  poll.abort.abort();
  clearTimeout(poll.waiting);
  poll.courier.forget();
  polls.delete(poll.element);
}

function wait(poll) {
  clearTimeout(poll.waiting);
  poll.waiting = undefined;
  const { seconds } = poll.component.data;
  if (seconds === null) return;
  const pause = Math.max(1000 * seconds, document.hidden ? UNSEEN : 0);
  const over = performance.now() - poll.asked;
  poll.waiting = setTimeout(() => poll.courier.go(), Math.max(BREATH, pause - over));
}

function ask(poll) {
  poll.waiting = undefined;
  poll.asked = performance.now();
  if (isLeaving()) wait(poll);
  else poll.component.setTriggerValue("due", poll.answer);
  return poll.waiting ? undefined : poll.answer;
}
