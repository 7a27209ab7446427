// How far a calculation is: follows what the server tells of it, and says when it has ended.

const bars = new WeakMap(); // the element → what it follows

/** Follows the calculation that Python names; returns the clean-up for Streamlit. */
export default function update(component) {
  const element = component.parentElement.querySelector(".progress");
  const bar = bars.get(element) ?? mount(element);
  bar.component = component;
  if (bar.token !== component.data.token) follow(bar, component.data.token);
  return () => element.isConnected || unmount(bar);
}

function mount(element) {
  const bar = { element, token: null, events: null };
  element.querySelector("button").onclick = () => tell(bar, "stop");
  bars.set(element, bar);
  return bar;
}

function unmount(bar) {
  bar.events?.close();
  bars.delete(bar.element);
}

function follow(bar, token) {
  bar.events?.close();
  bar.token = token;
  if (token === null) return;
  bar.events = new EventSource(new URL(`calculations/${token}`, document.baseURI));
  bar.events.onmessage = ({ data }) => {
    const news = JSON.parse(data);
    if (news.ended) end(bar);
    else show(bar, news);
  };
  // A cut is mended by the browser itself; closed for good means that the server knows it no more.
  bar.events.onerror = () => bar.events.readyState === EventSource.CLOSED && end(bar);
}

function end(bar) {
  bar.events.close();
  tell(bar, "end");
}

const tell = (bar, what) => bar.component.setTriggerValue(what, bar.token);

function show({ element, component }, { place, share }) {
  const percent = Math.floor(share * 100);
  element.querySelector("progress").value = share;
  element.querySelector("span").textContent =
    place > 0 ? `${component.data.title} · number ${place} in the queue`
      : `${component.data.title} · ${percent} %`;
}
