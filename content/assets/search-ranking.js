// Finds pages by what a reader types. It is fetched, with lunr and the index, when search is first used.

import { Intents } from "./search-intents.js";
import { isSlip, joinedWords, wordsOf } from "./words.js";

// How much a word counts where it stands.
const FIELDS = { title: 12, also: 10, words: 4, summary: 2, more: 1 };
// How much more a page counts on which the words stand together.
const PHRASE = 3;
// Who names none of these is looking for a stretch, rather than for an illness or for what people say.
const BEHIND = { Condition: 0.5, Claim: 0.25, Word: 0.25 };
const TO_DO = ["Routine", "Stretch"];
// Whoever writes these names whole wants that very page; a muscle or a claim comes behind what there is to do.
const WANTED_BY_NAME = [...TO_DO, "Condition", "Read", "List"];
const LED_FIRST = 2;
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
  #intents;
  #illnesses;

  /** Fetch what search needs from the folder `base`. Rejects if it cannot be fetched. */
  static async load(base) {
    const [answer] = await Promise.all([fetch(new URL("index.json", base)), loadScript(new URL("lunr.js", base))]);
    if (!answer.ok) throw new Error(`the index answered ${answer.status}`);
    return new SearchIndex(window.lunr, await answer.json());
  }

  constructor(lunr, { fields, words, offered, intents, entries }) {
    this.#lunr = lunr;
    this.#words = words;
    this.#entries = entries.map((entry) => Object.fromEntries(fields.map((field, place) => [field, entry[place]])));
    for (const entry of this.#entries) entry.cautions = entry.cautions.map((number) => words[number]).join(", ");
    this.#offered = offered.map((number) => this.#entries[number]);
    this.#index = this.#build();
    const stem = (word) => this.#stem(word);
    this.#intents = new Intents(intents, { stem, telling: (said) => this.#telling(said) });
    this.#illnesses = this.#wordsOfIllnesses();
  }

  /** The pages that help whoever finds nothing: `{kind, address, title, summary}`. */
  get offered() {
    return this.#offered;
  }

  /**
   * Give `{kind, address, title, summary, called, cautions, isWhole, helps}` of the pages that fit, best first. `called`
   * is the other name by which a page was found, if its title does not show why; `cautions` names the areas of a
   * stretch's cautions; `isWhole` tells whether all of the words led to it; `helps` is the page on warning signs, where
   * the words describe one.
   *
   * Help comes first where a warning sign is described, then a condition that is named, then what the words mean, then
   * pages with all of the words; if there are enough of them, those with some of the words are left out.
   */
  find(text) {
    const asked = this.#asked(text);
    const hits = this.#hits(asked);
    const ranked = [...hits.values()].map((hit) => ({ hit, rank: this.#rank(hit, text, asked) }));
    ranked.sort((one, other) => other.hit.words - one.hit.words || other.rank - one.rank);
    const whole = ranked.filter(({ hit }) => hit.words === asked.length);
    const written = (whole.length >= ENOUGH ? whole : ranked).map(({ hit }) => hit.entry);
    const meant = this.#intents.meant(asked, (word) => this.#written(word) !== null);
    const ill = this.#conditionsIn(text, asked, ranked.map(({ hit }) => hit.entry));
    const chosen = this.#inOrder(written, meant, ill, text, asked);
    const isWhole = new Set([...whole.map(({ hit }) => hit.entry), ...meant.leads.map((number) => this.#entries[number])]);
    return chosen.map((entry) => {
      const hit = hits.get(String(this.#entries.indexOf(entry)));
      const helps = meant.warns > 0 && entry === chosen[0];
      return { ...entry, called: hit && !helps ? this.#called(hit) : "", isWhole: isWhole.has(entry), helps };
    });
  }

  #hits(asked) {
    const hits = new Map();
    for (const word of asked) {
      for (const { ref, score, matchData } of this.#matches(word)) {
        if (!hits.has(ref)) hits.set(ref, new Hit(this.#entries[ref]));
        hits.get(ref).add(score, matchData.metadata);
      }
    }
    return hits;
  }

  #inOrder(written, { leads, help, warns }, conditions, text, asked) {
    const of = (numbers) => numbers.map((number) => this.#entries[number]);
    const isToDo = ({ kind }) => TO_DO.includes(kind);
    if (warns) {
      const rest = [...of(leads), ...written];
      return [...new Set([...of(help), ...(warns > 1 ? rest.filter((entry) => !isToDo(entry)) : rest)])];
    }
    // Nobody who names a condition is shown what may not suit it, but by its own name: the condition's page says what does.
    const suits = (entry) => !conditions.length || !isToDo(entry) || this.#isNamedIn(entry, text);
    const led = conditions.length ? [] : of(leads);
    const exact = written.filter((entry) => this.#isNamed(entry, asked));
    const first = exact.filter(({ kind }) => WANTED_BY_NAME.includes(kind));
    const behind = led.filter(isToDo).slice(0, LED_FIRST);
    return [...new Set([...conditions, ...first, ...behind, ...exact, ...led, ...written])].filter(suits);
  }

  /** Give the conditions that are named: by a whole name, or by a word that only illnesses have. */
  #conditionsIn(text, asked, ranked) {
    const conditions = (entries) => entries.filter(({ kind }) => kind === "Condition");
    const ill = new Set(asked.map((word) => this.#illness(word)).filter((word) => word !== null));
    const has = (entry) => this.#stemsOf(entry).some((word) => ill.has(word));
    const named = conditions(this.#entries).filter((entry) => this.#isNamedIn(entry, text));
    return [...named, ...conditions(ranked).filter(has)];
  }

  #wordsOfIllnesses() {
    const known = new Map();
    for (const { title, also } of this.#entries.filter(({ kind }) => kind === "Condition")) {
      for (const word of [title, ...also].flatMap((name) => this.#telling(wordsOf(name)))) {
        if (!this.#intents.has(word)) known.set(this.#stem(word), word);
      }
    }
    for (const entry of this.#entries.filter(({ kind }) => [...TO_DO, "Muscle"].includes(kind))) {
      for (const word of this.#stemsOf(entry)) known.delete(word);
    }
    return known;
  }

  /** Give the stem of the word of an illness that was typed, perhaps with a slip; nothing if it is none. */
  #illness(word) {
    const stem = this.#stem(word);
    if (this.#illnesses.has(stem)) return stem;
    if (this.#intents.has(word) || this.#written(word)) return null;
    return [...this.#illnesses].find(([, known]) => isSlip(word, known))?.[0] ?? null;
  }

  #stemsOf({ title, also }) {
    return [title, ...also].flatMap(wordsOf).map((word) => this.#stem(word));
  }

  /** Whether a name of the entry stands in the text, word for word. */
  #isNamedIn({ title, also }, text) {
    const said = ` ${wordsOf(text).join(" ")} `;
    const isTold = (name) => this.#hasTelling(name) && said.includes(` ${wordsOf(name).join(" ")} `);
    return [title, ...also].some(isTold);
  }

  #hasTelling(name) {
    return wordsOf(name).some((word) => this.#lunr.stopWordFilter(new this.#lunr.Token(word)));
  }

  /** Whether the words are those of one of the entry's names, and nothing else. */
  #isNamed({ title, also }, asked) {
    const words = asked.map((word) => this.#stem(word));
    return [title, ...also].some((name) => {
      const own = this.#telling(wordsOf(name)).map((word) => this.#stem(word));
      return own.length === words.length && own.every((word) => words.includes(word));
    });
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
