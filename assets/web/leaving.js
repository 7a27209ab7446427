// Whether the page is being left. What a page then still asks by itself could take the place of
// the wish to leave it: of two messages that wait, Streamlit serves the page of the later one.

const LONGEST = 5000; // ms that the next page may take to come
const PRESS = 1000; // ms that a press on a link may last

let from = null; // the path of the page that is being left
let until = 0;

// What was asked at the moment of the click is on its way; so from the press on.
for (const [kind, ms] of [["pointerdown", PRESS], ["click", LONGEST]]) {
  addEventListener(kind, (event) => {
    const link = event.target.closest?.("a[href]:not([target])");
    const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || elsewhere) return;
    if (link.origin === location.origin && link.pathname !== location.pathname) leave(ms);
  }, true);
}
addEventListener("popstate", () => leave(PRESS));

function leave(ms) {
  from = location.pathname;
  until = performance.now() + ms;
}

/** Whether another page was asked for and hasn't come. */
export const isLeaving = () => performance.now() < until && location.pathname === from;
