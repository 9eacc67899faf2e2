// Where somebody is in a plan: worked out from the time of day, so that it is right after a tab has slept.

/** Milliseconds after which nobody was there: then the plan waits. */
const AWAY = 30_000;

/** What is done to get from one thing to the next, and is no part of a stretch. */
const GAPS = new Set(["ready", "next", "rest", "change"]);

/** Return whether a phase leads from one thing to the next. */
export const isGap = ({ kind }) => GAPS.has(kind);

/** The way through a list of phases. */
export class Course {
  #phases;
  #starts;
  #elapsed = 0;
  #seen = null;
  #spent = new Map();

  constructor(phases) {
    this.#phases = phases;
    let sum = 0;
    this.#starts = phases.map(({ seconds }) => (sum += seconds * 1000) - seconds * 1000);
    /** How long all of it takes, in milliseconds. */
    this.length = sum;
  }

  get isRunning() {
    return this.#seen !== null;
  }

  get elapsed() {
    return this.#elapsed;
  }

  /** The number of the phase that it is now; as many as there are once all are done. */
  get number() {
    const next = this.#starts.findIndex((start) => start > this.#elapsed);
    if (next >= 0) return next - 1;
    return this.#elapsed < this.length ? this.#phases.length - 1 : this.#phases.length;
  }

  /** What is left of the phase, in whole seconds that have begun. */
  get left() {
    const { number } = this;
    if (number >= this.#phases.length) return 0;
    return Math.ceil((this.#starts[number] + this.#phases[number].seconds * 1000 - this.#elapsed) / 1000);
  }

  /** How many milliseconds were spent on a stretch of the plan. */
  spentOn(item) {
    return this.#spent.get(item) ?? 0;
  }

  run() {
    this.#seen = Date.now();
  }

  pause() {
    this.#seen = null;
  }

  /** Go on to where it stands now. Return for how many milliseconds nobody was there; then it waits where it was. */
  look() {
    if (!this.isRunning) return 0;
    const now = Date.now();
    // Somebody may set the time of day back.
    const passed = Math.max(0, now - this.#seen);
    if (passed > AWAY) {
      this.pause();
      this.goTo(this.number);
      return passed;
    }
    this.#seen = now;
    this.#note(this.#elapsed, Math.min(this.length, this.#elapsed + passed));
    this.#elapsed = Math.min(this.length, this.#elapsed + passed);
    return 0;
  }

  #note(from, to) {
    for (const [number, phase] of this.#phases.entries()) {
      const start = this.#starts[number];
      const time = Math.min(to, start + phase.seconds * 1000) - Math.max(from, start);
      if (time > 0 && !isGap(phase)) this.#spent.set(phase.item, this.spentOn(phase.item) + time);
    }
  }

  goTo(number) {
    this.#elapsed = this.#starts[Math.max(0, number)] ?? this.length;
    if (this.isRunning) this.run();
  }

  /** The beginnings of what readers go back and on to: each gap, and what is done after it. */
  get #parts() {
    return this.#phases.flatMap((phase, number) => (!number || isGap(phase) || isGap(this.#phases[number - 1]) ? [number] : []));
  }

  /** The number of the phase with which the next part begins. */
  get next() {
    return this.#parts.find((number) => number > this.number) ?? this.#phases.length;
  }

  /** The number of the phase with which this part began, or the one before it, if this one has just begun. */
  get before() {
    const begun = this.#parts.filter((number) => number <= this.number);
    const isNew = this.#elapsed - this.#starts[begun.at(-1)] < 2000;
    return (isNew ? begun.at(-2) : begun.at(-1)) ?? 0;
  }

  /** The number of the phase with which this stretch began. */
  get again() {
    const { item } = this.#phases[Math.min(this.number, this.#phases.length - 1)];
    return this.#phases.findIndex((phase) => phase.item === item && !isGap(phase));
  }
}
