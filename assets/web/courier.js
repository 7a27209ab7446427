// Messages to Python: one at a time, and again until it is answered.

import { isLeaving } from "./leaving.js";

const FIRST_WAIT = 1000; // ms until a message without an answer is sent again
const LONGEST_WAIT = 8000;

export class Courier {
  /**
   * `tell` sends what is new and returns the message's number, or undefined for nothing new;
   * `patience` are the ms until it is sent again.
   */
  constructor(tell, patience = FIRST_WAIT) {
    this.tell = tell;
    this.patience = this.wait = patience;
  }

  /** Sends what there is to be told, unless a message is under way; not while the page is left. */
  go() {
    if (this.sent !== undefined) return;
    clearTimeout(this.timer);
    if (!isLeaving()) this.sent = this.tell();
    if (this.sent !== undefined || isLeaving()) {
      this.timer = setTimeout(() => this.again(), this.wait);
    }
  }

  /** Takes note of the number of the message that Python has read last. */
  answered(seq) {
    if (seq === this.sent) this.forget();
  }

  /** Waits for no answer any more. */
  forget() {
    clearTimeout(this.timer);
    this.sent = undefined;
    this.wait = this.patience;
  }

  // A slow server gets more time at each attempt.
  again() {
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
    this.sent = undefined;
    this.go();
  }
}
