// Elements, made in one expression.

/** Return a new element with its attributes, its text and what is in it; `null` and empty texts are left out. */
export function made(name, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  if (text) element.textContent = text;
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== ""));
  return element;
}

/** Return a button that does something. */
export function button(text, name, act) {
  const element = made("button", { type: "button", class: name, text });
  element.addEventListener("click", act);
  return element;
}

const styled = new Map();

/** Fetch a style sheet once. Rejects where it cannot be had; the next who asks tries again. */
export function style(address) {
  if (!styled.has(address)) {
    const coming = new Promise((done, fail) => {
      const link = made("link", { rel: "stylesheet", href: address });
      link.addEventListener("load", done);
      link.addEventListener("error", () => {
        link.remove();
        styled.delete(address);
        fail(new Error(address));
      });
      document.head.append(link);
    });
    styled.set(address, coming);
  }
  return styled.get(address);
}

/** Fetch data. Rejects where they cannot be had. */
export async function data(address) {
  const found = await fetch(address);
  if (!found.ok) throw new Error(`${address}: ${found.status}`);
  return found.json();
}
