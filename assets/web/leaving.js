// Whether the page is being left. What a page then still asks by itself could take the place of
// the wish to leave it: of two messages that wait, Streamlit serves the page of the later one.

const LONGEST = 5000; // ms that the next page may take to come

let from = null; // the path of the page that is being left
let until = 0;

addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href]");
  if (link && link.origin === location.origin && link.pathname !== location.pathname) leave();
}, true);
addEventListener("popstate", leave);

function leave() {
  from = location.pathname;
  until = performance.now() + LONGEST;
}

/** Whether another page was asked for and hasn't come. */
export const isLeaving = () => performance.now() < until && location.pathname === from;
