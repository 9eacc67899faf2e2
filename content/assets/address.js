// The address of the page, as scripts read and change it: nothing that stands there may stop one.

/** Return the element that the address leads to; null if it leads to none. */
export function target() {
  const name = location.hash.slice(1);
  if (!name) return null;
  return document.getElementById(name) ?? document.getElementById(decoded(name));
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Let the address say what is shown, without a step in the history. */
export function changeAddress(address) {
  try {
    history.replaceState(history.state, "", address);
  } catch {
    // Some browsers refuse after a hundred changes in half a minute; what is shown is right all the same.
  }
}
