// Elements, their attributes and words: text is only ever text.

// `on…` attributes are listeners; false, null and undefined leave an attribute out.
export function el(tag, attributes = {}, ...children) {
  return dressed(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return dressed(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function dressed(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else put(element, name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export function put(element, name, value) {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : value);
}

export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// As many children as there are items; whoever is there already stays, and keeps the focus.
export function keyed(parent, items, key, create, update = () => {}) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let last = null;
  for (const item of items) {
    const name = String(key(item));
    const child = before.get(name) ?? create(item);
    before.delete(name);
    child.dataset.key = name;
    update(child, item);
    const next = last ? last.nextSibling : parent.firstChild;
    if (next !== child) parent.insertBefore(child, next);
    last = child;
  }
  for (const gone of before.values()) gone.remove();
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
