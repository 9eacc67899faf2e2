// What people mean by words that are no name: the book's intents, each with its words and what these lead to.

import { isSlip, wordsOf } from "./words.js";

// Each thing that an intent leads to counts a little less than the one before it.
const BEHIND_THE_LAST = 0.25;

export class Intents {
  #stem;
  #intents;
  #known = new Map();

  /** `telling` leaves out words such as "the"; `stem` gives what all forms of a word begin with. */
  constructor(rows, { stem, telling }) {
    this.#stem = stem;
    this.#intents = rows.map(([said, leads, warns]) => ({ leads, warns, said: said.map((one) => this.#learn(telling(wordsOf(one)))) }));
  }

  #learn(words) {
    for (const word of words) this.#known.set(this.#stem(word), word);
    return [...new Set(words.map(this.#stem))];
  }

  /** Whether an intent has a word, in this form or another. */
  has(word) {
    return this.#known.has(this.#stem(word));
  }

  /**
   * Give `{leads, help, warns}` for the words that were asked: the numbers of the pages that fit, best first; those of
   * the pages that help, if a warning sign is described; and how much it warns: 2 where no stretch is to be shown.
   *
   * `isWritten` tells whether a word stands in the book: what stands there is no slip.
   */
  meant(words, isWritten) {
    const asked = new Set(words.map((word) => this.#meantBy(word, isWritten)));
    const scores = new Map();
    let [warns, help] = [0, []];
    for (const intent of this.#intents) {
      const fitting = intent.said.filter((said) => said.every((word) => asked.has(word)));
      if (!fitting.length) continue;
      if (intent.warns > warns) [warns, help] = [intent.warns, intent.leads];
      const explained = new Set(fitting.flat()).size;
      intent.leads.forEach((number, place) => {
        scores.set(number, (scores.get(number) ?? 0) + explained / (1 + BEHIND_THE_LAST * place));
      });
    }
    const leads = [...scores.keys()].sort((one, other) => scores.get(other) - scores.get(one));
    return { leads, help, warns };
  }

  #meantBy(word, isWritten) {
    const stem = this.#stem(word);
    if (this.#known.has(stem) || isWritten(word)) return stem;
    const meant = [...this.#known].find(([, other]) => isSlip(word, other));
    return meant ? meant[0] : stem;
  }
}
