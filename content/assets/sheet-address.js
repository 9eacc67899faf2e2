// A sheet as the address of its page keeps it: `1.cat-cow.neck-turn_h20r2s1&for=Ann`. Nothing that stands there may stop a script.

const VERSION = "1";

/** More stretches no sheet holds. */
export const MOST = 15;

// No sheet is longer.
const MOST_LETTERS = 4000;
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const DOSE = /^(?:blank|(?:[a-z]\d{1,4}){1,6})$/;

/** What is written on a sheet by hand, with how many letters each may have. */
export const WRITTEN = { title: 60, for: 60, by: 80, notes: 400 };

/** A sheet with nothing on it. */
export const empty = () => ({ items: [], large: false, ...Object.fromEntries(Object.keys(WRITTEN).map((name) => [name, ""])) });

/** What no sheet can be made of; its message is for readers. */
export class Nonsense extends Error {}

const refuse = (text) => {
  throw new Nonsense(text);
};

/** Return a sheet as it stands behind the `#`; "" for one with nothing on it. */
export function encode(sheet) {
  const items = sheet.items.map(({ id, dose }) => (dose ? `${id}_${dose}` : id));
  const written = Object.keys(WRITTEN)
    .filter((name) => sheet[name])
    .map((name) => `&${name}=${encodeURIComponent(sheet[name])}`);
  const text = items.map((item) => `.${item}`).join("") + written.join("") + (sheet.large ? "&large=1" : "");
  return text && VERSION + text;
}

/** Return the sheet that stands behind a `#`. Raises `Nonsense` with what to tell readers. */
export function decode(text) {
  if (!text) return empty();
  if (text.length > MOST_LETTERS) refuse("This address is too long for a sheet.");
  const [head, ...rest] = text.split("&");
  const [version, ...items] = head.split(".");
  if (version !== VERSION) refuse(/^\d{1,3}$/.test(version) ? "This sheet was made by a newer Stretchbook than this one." : "This address holds no sheet.");
  if (items.length > MOST) refuse(`This address holds more than ${MOST} stretches, and no sheet does.`);
  return { ...empty(), ...written(rest), items: items.map(item) };
}

function item(text) {
  const [id, dose = "", ...more] = text.split("_");
  if (more.length || id.length > 100 || !ID.test(id) || (dose && !DOSE.test(dose))) refuse("This address holds no sheet: a part of it was lost or changed.");
  return { id, dose };
}

function written(parts) {
  const found = {};
  for (const part of parts) {
    const [name, value = ""] = part.split("=");
    if (name === "large") found.large = true;
    else if (Object.hasOwn(WRITTEN, name)) found[name] = plain(decoded(value), WRITTEN[name]);
  }
  return found;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse("This address holds no sheet: a part of it was lost or changed.");
  }
}

/** Return what somebody has written as letters that are seen, and not too many of them; no letter is cut in two. */
export const plain = (text, most) => [...text.toWellFormed?.() ?? text].filter((letter) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(letter) || letter === "\n").slice(0, most).join("");
