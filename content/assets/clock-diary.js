// The diary of what was done: kept on this device and nowhere else.

import { keep, kept } from "./kept.js";

const MOST = 2000;
const DAY = /^\d{4}-\d\d-\d\d$/;

const isCount = (value) => Number.isInteger(value) && value >= 0;
const isEntry = (one) => DAY.test(one?.day) && typeof one.name === "string" && [one.done, one.of, one.seconds].every(isCount);

/** The diary of the book at an address. */
export class Diary {
  #key;

  constructor(root) {
    this.#key = `stretchbook:diary:${new URL(root).pathname}`;
  }

  /** All entries, the newest last. */
  get entries() {
    return kept(this.#key, Array.isArray, []).filter(isEntry);
  }

  /** Write down what was done today, and return it. */
  add(what) {
    const entry = { day: today(), ...what };
    keep(this.#key, [...this.entries, entry].slice(-MOST));
    return entry;
  }

  /** Take back the last entry. */
  takeBack() {
    const left = this.entries.slice(0, -1);
    keep(this.#key, left.length ? left : null);
  }

  delete() {
    keep(this.#key, null);
  }

  /** All of it as a table that any program for tables opens. */
  get csv() {
    const rows = this.entries.map(({ day, name, done, of, seconds }) => [day, name, done, of, seconds]);
    const lines = [["Day", "Name", "Stretches done", "Of", "Seconds"], ...rows].map((row) => row.map(cell).join(","));
    // The mark at the beginning tells old programs that the letters are UTF-8.
    return `\ufeff${lines.join("\r\n")}\r\n`;
  }
}

// What begins with one of these, programs for tables would work out.
const cell = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;

/** The day where the reader is, as `2026-03-31`. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
