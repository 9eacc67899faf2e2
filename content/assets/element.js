// Elements, made in one expression.

/** Return a new element with its attributes, its text and what is in it; `null` and empty texts are left out. */
export function made(name, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  if (text) element.textContent = text;
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== ""));
  return element;
}
