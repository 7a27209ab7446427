"""How large a page's letters are in the browser, for what measures them only when it is new."""

import streamlit as st

# Of .streamlit/config.toml.
USUAL = 17.0

_HTML = '<div class="ruler" aria-hidden="true"></div>'
_CSS = ".ruler { width: 1rem; height: 1px; margin-top: -1px; }"
# Its width changes with the letters, whatever made them larger, and whenever that arrives.
_JS = """
export default ({ parentElement, data, setStateValue }) => {
  const ruler = parentElement.querySelector(".ruler");
  const observer = new ResizeObserver(() => {
    if (ruler.offsetWidth && ruler.offsetWidth !== data.size) {
      setStateValue("size", ruler.offsetWidth);
    }
  });
  observer.observe(ruler);
  return () => observer.disconnect();
};
"""
_component = st.components.v2.component("ruler", html=_HTML, css=_CSS, js=_JS, isolate_styles=False)


def size(key: str) -> float:
    """The size of running text in pixels; where it changes, the page runs again."""
    place = f"{key}-size"
    known = st.session_state.get(place, USUAL)
    measured = _component(key=key, data={"size": known}, on_size_change=lambda: None).size
    # A browser may send anything.
    if isinstance(measured, int | float) and 8 <= measured <= 64:
        st.session_state[place] = measured
    return st.session_state.get(place, USUAL)
