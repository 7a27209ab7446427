"""A component's JavaScript: a stub, sent with each update, before a module of our own route."""

import json
import re
from pathlib import Path

_WEB = Path(__file__).parents[2] / "assets" / "web"

# All updates wait for one and the same import: of several, the first may well come last, and then
# what is old would be shown. What the module imports comes along with it, not after it. A browser
# may take an address that failed for a failure forever, whoever imports it: so the next attempt
# has another folder for all of them.
_STUB = """
const load = async (ours) => {
  for (let pause = 500; ; pause *= 2) {
    const folder = ours.attempt ? `web/again-${ours.attempt}` : "web";
    const parts = %(names)s.map(
      (name) => import(new URL(`${folder}/${name}.js`, document.baseURI)));
    try {
      return (await Promise.all(parts))[0];
    } catch (error) {
      console.error(error);
      ours.attempt += 1;
      if (pause > 4000) return undefined;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
};
const tell = (place, failed) => {
  place.querySelector(".not-loaded")?.remove();
  for (const part of place.children) part.hidden = failed;
  if (!failed) return;
  const note = Object.assign(document.createElement("p"), { className: "not-loaded" });
  note.textContent =
    "A script of this page, %(name)s.js, could not be loaded. Please reload the page.";
  note.setAttribute("role", "alert");
  place.prepend(note);
};
export default async (component) => {
  const { parentElement, data } = component;
  %(first)s
  const ours = (globalThis.ourModules ??= { attempt: 0 });
  const module = await (ours.%(name)s ??= load(ours));
  if (!module) delete ours.%(name)s;
  tell(parentElement, !module);
  return module?.default(component);
};
"""


def stub(name: str, first: str = "") -> str:
    """The stub that calls assets/web/NAME.js with the component, once what is `first` was done.

    What is first has `parentElement` and `data`: nothing is to jump while the rest loads.
    """
    return _STUB % {"name": name, "names": json.dumps(_needed(name)), "first": first.strip()}


def _needed(name: str) -> list[str]:
    """A module, and all that it and they import."""
    needed = [name]
    for module in needed:
        source = (_WEB / f"{module}.js").read_text(encoding="utf-8")
        found = re.findall(r'\bfrom "\./(\w+)\.js";', source)
        needed += [each for each in found if each not in needed]
    return needed
