// Finds pages by what a reader types. It is fetched, with lunr and the index, when search is first used.

import { joinedWords, wordsOf } from "./words.js";

// How much a word counts where it stands.
const FIELDS = { title: 12, also: 10, words: 4, summary: 2, more: 1 };
// How much more a page counts on which the words stand together.
const PHRASE = 3;
// Who types a word of both is looking for a stretch rather than for what people say about it.
const BEHIND = { Claim: 0.25, Word: 0.25 };
// So many pages with all of the words make those with some of them needless.
const ENOUGH = 3;
const LETTERS_OF_A_PREFIX = 2;
const LETTERS_TO_SLIP_ONCE = 4;
const LETTERS_TO_SLIP_TWICE = 8;
const LETTERS_OF_A_BEGINNING = 5;
// Nobody types more; an address can hold thousands, for which a search for slips would take minutes.
const MOST_WORDS = 12;
const MOST_LETTERS = 40;

/** One page that was found, and why. */
class Hit {
  words = 0;
  score = 0;
  /** The terms that stand in its title or another name. */
  named = new Set();
  /** Those in another name, of words that the title does not show. */
  hidden = new Set();

  constructor(entry) {
    this.entry = entry;
  }

  /** Note that one more of the words fits; `metadata` says by which terms, in which fields. */
  add(score, metadata) {
    const within = (field) => Object.keys(metadata).filter((term) => field in metadata[term]);
    const [title, also] = [within("title"), within("also")];
    this.words += 1;
    this.score += score;
    for (const term of [...title, ...also]) this.named.add(term);
    if (!title.length) for (const term of also) this.hidden.add(term);
  }
}

export class SearchIndex {
  #lunr;
  #index;
  #words;
  #entries;
  #offered;

  /** Fetch what search needs from the folder `base`. Rejects if it cannot be fetched. */
  static async load(base) {
    const [answer] = await Promise.all([fetch(new URL("index.json", base)), loadScript(new URL("lunr.js", base))]);
    if (!answer.ok) throw new Error(`the index answered ${answer.status}`);
    return new SearchIndex(window.lunr, await answer.json());
  }

  constructor(lunr, { fields, words, offered, entries }) {
    this.#lunr = lunr;
    this.#words = words;
    this.#entries = entries.map((entry) => Object.fromEntries(fields.map((field, place) => [field, entry[place]])));
    for (const entry of this.#entries) entry.cautions = entry.cautions.map((number) => words[number]).join(", ");
    this.#offered = offered.map((number) => this.#entries[number]);
    this.#index = this.#build();
  }

  /** The pages that help whoever finds nothing: `{kind, address, title, summary}`. */
  get offered() {
    return this.#offered;
  }

  /**
   * Give `{kind, address, title, summary, called, cautions}` of the pages that fit, best first. `called` is the other
   * name by which a page was found, if its title does not show why; `cautions` names the areas of a stretch's cautions.
   *
   * Pages with all of the words come first; if there are enough of them, those with some of the words are left out.
   */
  find(text) {
    const asked = this.#asked(text);
    const hits = new Map();
    for (const word of asked) {
      for (const { ref, score, matchData } of this.#matches(word)) {
        if (!hits.has(ref)) hits.set(ref, new Hit(this.#entries[ref]));
        hits.get(ref).add(score, matchData.metadata);
      }
    }
    const ranked = [...hits.values()].map((hit) => ({ hit, rank: this.#rank(hit, text, asked) }));
    ranked.sort((one, other) => other.hit.words - one.hit.words || other.rank - one.rank);
    const whole = ranked.filter(({ hit }) => hit.words === asked.length);
    const chosen = whole.length >= ENOUGH ? whole : ranked;
    return chosen.map(({ hit }) => ({ ...hit.entry, called: this.#called(hit) }));
  }

  /** The more of a name was asked for, the likelier it is meant; likewise where the words stand as they were asked. */
  #rank({ entry, score, named }, text, asked) {
    const share = Math.max(...[entry.title, ...entry.also].map((name) => this.#share(name, named)));
    const phrase = wordsOf(text).join(" ");
    const said = [entry.title, entry.summary, ...entry.also, ...entry.words.map((number) => this.#words[number])];
    const isPhrase = asked.length > 1 && said.some((one) => wordsOf(one).join(" ").includes(phrase));
    return score * (1 + share) ** 2 * (isPhrase ? PHRASE : 1) * (BEHIND[entry.kind] ?? 1);
  }

  #called({ entry, hidden }) {
    const shares = entry.also.map((name) => this.#share(name, hidden));
    const best = Math.max(0, ...shares);
    return best ? entry.also[shares.indexOf(best)] : "";
  }

  /** Give how much of a name is made of some terms: from 0 to 1. */
  #share(name, terms) {
    const words = this.#telling(wordsOf(name));
    return words.filter((word) => terms.has(word) || terms.has(this.#stem(word))).length / words.length;
  }

  #build() {
    const lunr = this.#lunr;
    const entries = this.#entries;
    const terms = (text) => this.#terms(text);
    const shared = this.#words.map(terms);
    const texts = (numbers) => numbers.flatMap((number) => shared[number]);
    return lunr(function () {
      // Words are already as they are looked for.
      this.pipeline.reset();
      this.searchPipeline.reset();
      this.ref("number");
      for (const [field, boost] of Object.entries(FIELDS)) this.field(field, { boost });
      entries.forEach((entry, number) =>
        this.add({
          number,
          title: terms(entry.title),
          also: entry.also.flatMap(terms),
          words: texts(entry.words),
          summary: terms(entry.summary),
          more: texts(entry.more),
        }),
      );
    });
  }

  /** Give each word of a text, its stem too, and what hyphens join as one word too. */
  #terms(text) {
    const words = wordsOf(text);
    const stems = words.map((word) => this.#stem(word)).filter((stem, place) => stem !== words[place]);
    return [...words, ...stems, ...joinedWords(text)];
  }

  #stem(word) {
    return this.#lunr.stemmer(new this.#lunr.Token(word)).toString();
  }

  /** Give the words that say what is looked for: without "the" and "of", unless there is nothing else. */
  #asked(text) {
    const words = wordsOf(text).map((word) => word.slice(0, MOST_LETTERS));
    return this.#telling([...new Set(words)].slice(0, MOST_WORDS));
  }

  #telling(words) {
    const telling = words.filter((word) => this.#lunr.stopWordFilter(new this.#lunr.Token(word)));
    return telling.length ? telling : words;
  }

  /** Only a word that nothing in the book begins with is taken for a slip. */
  #matches(word) {
    return (
      this.#written(word) ??
      (word.length >= LETTERS_TO_SLIP_ONCE ? this.#slipped(word, 1) : null) ??
      (word.length >= LETTERS_TO_SLIP_TWICE ? this.#slipped(word, 2) : null) ??
      this.#begun(word) ??
      []
    );
  }

  #written(word) {
    return this.#ask((query) => {
      query.term(word, { boost: 10, usePipeline: false });
      query.term(this.#stem(word), { boost: 6, usePipeline: false });
      if (word.length >= LETTERS_OF_A_PREFIX) {
        query.term(word, { wildcard: this.#lunr.Query.wildcard.TRAILING, usePipeline: false });
      }
    });
  }

  #slipped(word, editDistance) {
    return this.#ask((query) => query.term(word, { editDistance, usePipeline: false }));
  }

  /** A slip in a word that is still being typed: take its beginning, as far as that leads somewhere. */
  #begun(word) {
    for (let length = word.length - 1; length >= LETTERS_OF_A_BEGINNING; length -= 1) {
      const found = this.#written(word.slice(0, length));
      if (found) return found;
    }
    return null;
  }

  #ask(clauses) {
    const found = this.#index.query(clauses);
    return found.length ? found : null;
  }
}

function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error("lunr could not be fetched")));
    document.head.append(script);
  });
}
