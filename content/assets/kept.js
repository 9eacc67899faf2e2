// What the device keeps for a book, and nothing else does. Where the browser keeps nothing, it lasts as long as the page.

const onlyHere = new Map();

/** Return what is kept under a key, if it is what `fits`; else `usual`. Another page of this host may have put it there. */
export function kept(key, fits, usual) {
  if (onlyHere.has(key)) return onlyHere.get(key);
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return fits(found) ? found : usual;
  } catch {
    return usual;
  }
}

/** Keep something under a key; `null` deletes what was there. */
export function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    onlyHere.delete(key);
  } catch {
    onlyHere.set(key, value);
  }
}
