// What readers do about a stretch with all that they have. Of several answers the strictest counts.

/** The four answers, mildest first. */
export const WORDS = ["fine", "adapt", "ask-first", "leave-out"];

/** Return the stricter of two answers. */
export const stricter = (one, other) => (WORDS.indexOf(one) >= WORDS.indexOf(other) ? one : other);

const unique = (items) => [...new Set(items)];

/** Return all answers, from the file in which the book keeps them. */
export async function load(source) {
  const found = await fetch(source);
  if (!found.ok) throw new Error(`${source}: ${found.status}`);
  return new Answers(await found.json(), new URL("../../", source));
}

class Answers {
  #data;
  #root;
  #stretches;

  constructor(data, root) {
    this.#data = data;
    this.#root = root;
    this.#stretches = new Map(data.stretches.map((stretch) => [stretch.id, stretch]));
    /** The conditions by id, in the order of the book. */
    this.conditions = new Map(data.conditions.map((condition) => [condition.id, condition]));
    /** The areas under which they are listed, as `[id, name]`. */
    this.areas = Object.entries(data.areas);
  }

  /** The ids of all stretches. */
  get names() {
    return [...this.#stretches.keys()];
  }

  /** Return what a condition is called where room is short. */
  shortName(id) {
    const { short, name } = this.conditions.get(id);
    return short ?? name;
  }

  /** Return where a page of the book stands. */
  address({ url }) {
    return new URL(url, this.#root).href;
  }

  /** Return what readers with all these conditions do about a stretch; null for one that is not in the book. */
  of(name, ids) {
    const stretch = this.#stretches.get(name);
    if (!stretch) return null;
    const each = ids.map((id) => ({ id, answer: "fine", ...stretch.answers[id] }));
    const word = each.map(({ answer }) => answer).reduce(stricter, "fine");
    const deciding = each.filter(({ answer }) => answer === word);
    return {
      stretch,
      word,
      because: word === "fine" ? [] : deciding.map(({ id }) => id),
      why: unique(deciding.flatMap(({ why = [] }) => why)).map((number) => this.#data.why[number]),
      beforeAny: word === "ask-first" ? deciding.map(({ id }) => id).filter((id) => this.conditions.get(id).ask_first) : [],
      ways: word === "adapt" ? this.#ways(stretch, deciding) : [],
      instead: word === "ask-first" || word === "leave-out" ? this.#instead(stretch, each, ids) : null,
      ...this.#time(each, deciding),
    };
  }

  /** Return how it is done: each form or caution once, with the conditions that it is for. */
  #ways(stretch, deciding) {
    const ways = new Map();
    for (const { id, easier, how } of deciding) {
      const isForm = easier !== undefined;
      for (const text of isForm ? [stretch.easier[easier]] : how.map((key) => this.#data.how[key])) {
        ways.set(text, { text, isForm, ids: [...(ways.get(text)?.ids ?? []), id] });
      }
    }
    return [...ways.values()];
  }

  /** An answer ends only when every condition behind it says until when; then what the others ask is left. */
  #time(each, deciding) {
    if (!deciding.every(({ until }) => until)) return { until: [], later: null };
    const later = each.map((one) => (deciding.includes(one) ? one.later : one.answer)).reduce(stricter, "fine");
    return { until: unique(deciding.flatMap(({ until }) => until)).map((number) => this.#data.times[number]), later };
  }

  /** Return what to do in its place: of what is named for any of the conditions, or is like it, what is fine with all
   * of them; else the first that has a changed version for them. */
  #instead(stretch, each, ids) {
    const named = unique(each.flatMap(({ instead }) => instead ?? [])).map((name) => this.#stretches.get(name));
    const like = stretch.like.map((number) => this.#data.stretches[number]);
    const word = ({ answers }) => ids.map((id) => answers[id]?.answer ?? "fine").reduce(stricter, "fine");
    const [fine, easier] = ["fine", "adapt"].map((mild) => [...named, ...like].find((one) => word(one) === mild));
    return fine ?? (easier ? { ...easier, isEasier: true } : null);
  }
}
