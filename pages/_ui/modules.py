"""A component's JavaScript: a stub, sent with each update, before a module of our own route."""

# All updates wait for one and the same import: of several, the first may well come last, and then
# what is old would be shown.
_STUB = """
export default async (component) => {
  const { parentElement, data } = component;
  %(first)s
  const modules = (globalThis.ourModules ??= {});
  modules.%(name)s ??= import(new URL("web/%(name)s.js", document.baseURI)).catch((error) => {
    delete modules.%(name)s;
    throw error;
  });
  return (await modules.%(name)s).default(component);
};
"""


def stub(name: str, first: str = "") -> str:
    """The stub that calls assets/web/NAME.js with the component, once what is `first` was done.

    What is first has `parentElement` and `data`: nothing is to jump while the rest loads.
    """
    return _STUB % {"name": name, "first": first.strip()}
