// The sheet that a reader is putting together: kept on this device, as its address says it, until they delete it.

import { keep, kept } from "./kept.js";
import { decode, empty, encode, MOST } from "./sheet-address.js";

const isText = (value) => typeof value === "string";

/** The draft of the book whose sheet has its page at an address. */
export class Draft {
  #key;

  constructor(page) {
    this.#key = `stretchbook:sheet:${new URL(page).pathname}`;
  }

  /** The sheet as it is; what another page of this host may have put there is none. */
  get sheet() {
    try {
      return decode(kept(this.#key, isText, ""));
    } catch {
      return empty();
    }
  }

  /** Keep a sheet. */
  set sheet(sheet) {
    keep(this.#key, encode(sheet) || null);
  }

  delete() {
    keep(this.#key, null);
  }

  has(id) {
    return this.sheet.items.some((item) => item.id === id);
  }

  /** Put a stretch onto the sheet, or take it off; returns whether it is there now. */
  toggle(id) {
    const { sheet } = this;
    const items = this.has(id) ? sheet.items.filter((item) => item.id !== id) : [...sheet.items, { id, dose: "" }];
    if (items.length <= MOST) this.sheet = { ...sheet, items };
    return this.has(id);
  }
}
