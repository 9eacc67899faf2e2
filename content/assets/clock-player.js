// The clock as it runs: one picture, one cue, what is left, and what comes next.

import { inWords } from "./clock-plan.js";
import { safety, switches } from "./clock-ready.js";
import { Course, isGap } from "./clock-time.js";
import { button, made } from "./element.js";

const LABELS = {
  ready: "Get ready",
  next: "Next",
  move: "Move slowly",
  hold: "Hold",
  turn: "Out, then in",
  return: "Come out",
  repeat: "Move slowly",
  go: "Keep moving",
  rest: "Rest",
  change: "Other side",
};
const MOVES = new Set(["ready", "next", "move", "turn", "return", "repeat", "go"]);
const RINGS = { hold: "hold", move: "move", turn: "move", return: "move", repeat: "beat" };
const WORTH_SAYING = 10;
const EACH = 100;
const HALF = 0.5;
const COUNTED = { times: "", levels: "Level ", breaths: "Breath " };
const ICONS = {
  again: "M5 12a7 7 0 1 0 2.2-5.1M5 4v4h4",
  back: "M18 5 8 12l10 7zM6 5v14",
  pause: "M8 5v14M16 5v14",
  go: "M7 4.5 19 12 7 19.5z",
  skip: "M6 5l10 7-10 7zM18 5v14",
};
const SIDES = ["First side", "Other side"];

export class Player {
  #plan;
  #signals;
  #act;
  #course;
  #number = -1;
  #timer = null;
  #note = "";
  #drawn = {};
  #parts = {};
  #panel = null;
  #shown = {};

  constructor(plan, signals, act) {
    [this.#plan, this.#signals, this.#act] = [plan, signals, act];
    this.#course = new Course(plan.phases);
    this.element = this.#build();
    document.addEventListener("visibilitychange", this.#wake);
  }

  start() {
    this.#run();
    this.#timer = setInterval(() => this.#tick(), EACH);
  }

  stop() {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#course.pause();
  }

  /** Do what a key asks for; return whether it asked for something. */
  key({ key, target, repeat }) {
    if (this.#panel) return false;
    const doings = { ArrowRight: () => this.#skip(), ArrowLeft: () => this.#back(), ArrowUp: () => this.#again() };
    if (key === " " && !target.closest("button, input, a")) doings[" "] = () => this.#toggle();
    if (!doings[key]) return false;
    if (!repeat) doings[key]();
    return true;
  }

  /** What Escape asks for: close what lies over it, else wait, else end. */
  escape() {
    if (this.#panel) return this.#closePanel();
    if (this.#course.isRunning) return this.#pause();
    this.#end();
  }

  #wake = () => document.hidden || this.#tick();

  #build() {
    const parts = this.#parts;
    parts.title = made("h2", { id: "sb-clock", tabindex: "-1" });
    parts.place = made("span", { class: "sb-clock__place" });
    parts.progress = made("progress", { max: String(this.#course.length), "aria-label": "Done so far" });
    parts.still = made("img", { class: "sb-clock__still", alt: "" });
    parts.moving = made("img", { class: "sb-clock__moving", alt: "", hidden: "" });
    parts.caption = made("span", { class: "sb-clock__caption", text: "The picture shows the usual form. Yours counts." });
    parts.figure = made("div", { class: "sb-clock__figure" }, parts.still, parts.moving, parts.caption);
    parts.left = made("span", { class: "sb-clock__left", role: "timer", "aria-label": "Seconds left" });
    parts.label = made("strong", { class: "sb-clock__label" });
    parts.count = made("span", { class: "sb-clock__count" });
    parts.cue = made("p", { class: "sb-clock__cue" });
    parts.note = made("p", { class: "sb-clock__note" });
    parts.then = made("p", { class: "sb-clock__then" });
    parts.status = made("p", { class: "sb-clock__status", role: "status" });
    parts.toggle = this.#control("pause", "Pause", () => this.#toggle());
    parts.toggle.dataset.first = "";
    parts.toggle.classList.add("sb-clock__toggle");
    parts.main = made(
      "div",
      { class: "sb-clock__main" },
      made("header", { class: "sb-clock__bar" }, made("div", { class: "sb-clock__name" }, parts.place, parts.title), button("End", "sb-clock__close", () => this.#end())),
      parts.progress,
      parts.figure,
      made("div", { class: "sb-clock__now" }, parts.left, made("div", {}, parts.label, parts.count)),
      made("div", { class: "sb-clock__words" }, parts.cue, parts.note, parts.then),
      made(
        "div",
        { class: "sb-clock__controls", role: "group", "aria-label": "The clock" },
        this.#control("again", "Again", () => this.#again(), "This stretch again"),
        this.#control("back", "Back", () => this.#back()),
        parts.toggle,
        this.#control("skip", "Skip", () => this.#skip()),
      ),
      made(
        "div",
        { class: "sb-clock__ways", role: "group", "aria-label": "More about this stretch" },
        Object.keys(this.#panels).map((name) => button(name, "sb-clock__way", () => this.#openPanel(name))),
      ),
    );
    return made("div", { class: "sb-clock__screen sb-clock__player" }, parts.main, parts.status);
  }

  #control(icon, text, act, inFull = null) {
    const element = made("button", { type: "button", class: "sb-clock__control" }, drawn(icon), made("span", { text }));
    if (inFull) element.setAttribute("aria-label", inFull);
    element.addEventListener("click", ({ detail }) => {
      act();
      // Whoever taps it finds the space bar as it was.
      if (detail) this.#parts.toggle.focus({ preventScroll: true });
    });
    return element;
  }

  // What readers ask for.

  #run() {
    this.#note = "";
    this.#signals.prepare();
    this.#signals.stayAwake();
    this.#course.run();
    this.#draw();
  }

  #pause(note = "") {
    this.#course.look();
    this.#wait(note);
  }

  #wait(note) {
    this.#course.pause();
    this.#signals.rest();
    this.#note = note;
    this.#draw();
    this.#tell(note || "Paused.");
  }

  #toggle() {
    if (this.#course.isRunning) return this.#pause();
    this.#run();
    this.#tell("Going on.");
  }

  #skip() {
    this.#goTo(this.#course.next);
  }

  #back() {
    this.#goTo(this.#course.before);
  }

  #again() {
    this.#goTo(this.#course.again);
  }

  #goTo(number) {
    this.#course.look();
    this.#course.goTo(number);
    this.#note = "";
    this.#draw({ isChosen: true });
  }

  #end() {
    this.#course.look();
    const { items } = this.#plan;
    this.stop();
    this.#act.end(
      items.map((item) => {
        const spent = this.#course.spentOn(item.number);
        return { ...item, spent, isDone: spent >= HALF * 1000 * item.seconds, isLeft: this.#plan.left.includes(item) };
      }),
    );
  }

  // What time brings.

  #tick() {
    const away = this.#course.look();
    if (away) return this.#wait(`You were away for ${roughly(away)}. Go on?`);
    this.#draw();
  }

  #draw({ isChosen = false } = {}) {
    const { number } = this.#course;
    const { phases } = this.#plan;
    if (number >= phases.length) return this.#finished();
    const [before, phase] = [phases[this.#number], phases[number]];
    const isNew = number !== this.#number;
    this.#number = number;
    const waits = isNew && !isChosen && before && isGap(before) && !isGap(phase) && before.kind !== "ready" && this.#signals.isOn("wait");
    if (isNew) this.#drawPhase(before, phase);
    if (waits && this.#course.isRunning) {
      this.#course.goTo(number);
      return this.#wait("Go on when you are ready.");
    }
    this.#drawTime(phase);
  }

  #finished() {
    this.#signals.give("done");
    this.#signals.say("Done.");
    this.#end();
  }

  #item(phase) {
    return this.#plan.items[phase.item - 1];
  }

  #drawTime(phase) {
    const parts = this.#parts;
    const { isRunning, left, elapsed } = this.#course;
    text(parts.left, left < 100 ? String(left) : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
    text(parts.label, isRunning ? this.#label(phase) : "Paused");
    text(parts.note, this.#note || this.#aside(phase));
    parts.note.classList.toggle("sb-clock__note--asks", Boolean(this.#note));
    parts.progress.value = elapsed;
    parts.main.classList.toggle("sb-clock--waits", !isRunning);
    const icon = isRunning ? "pause" : "go";
    if (this.#shown.icon === icon) return;
    this.#shown.icon = icon;
    parts.toggle.replaceChildren(drawn(icon), made("span", { text: isRunning ? "Pause" : "Go on" }));
    this.#drawPicture(phase);
  }

  #drawPhase(before, phase) {
    const parts = this.#parts;
    const item = this.#item(phase);
    const { items } = this.#plan;
    text(parts.title, item.name);
    text(parts.place, items.length > 1 ? `${phase.item} of ${items.length}` : "");
    text(parts.count, count(phase, item));
    text(parts.cue, this.#cue(phase, item));
    parts.cue.classList.toggle("sb-clock__cue--long", item.word === "adapt");
    text(parts.then, this.#then(phase));
    this.#drawPicture(phase);
    this.#giveSignal(before, phase, item);
  }

  /** Somebody with a version of their own is told that, and not what is for everybody. */
  #cue(phase, item) {
    if (item.word === "adapt") return `Your version: ${item.found.ways.map(({ text: way }) => way).join(" ") || "see Cautions."}`;
    return item.cues[(phase.position ?? 1) - 1] ?? item.cues[0];
  }

  #label(phase) {
    if (phase.kind === "go" && this.#item(phase).kind === "static") return "Stay";
    return LABELS[phase.kind];
  }

  /** What stands small below the cue: in a gap how much is to do, and what of the plan is left out before it. */
  #aside(phase) {
    if (!isGap(phase) || phase.kind === "rest" || phase.kind === "change") return "";
    const item = this.#item(phase);
    return [this.#leftBefore(phase), item.first, item.dose].filter(Boolean).join(" ");
  }

  #leftBefore(phase) {
    const { phases, left } = this.#plan;
    const from = phases[phases.indexOf(phase) - 1]?.item ?? 0;
    const names = left.filter(({ number }) => number > from && number < phase.item).map(({ name }) => name);
    return names.length ? `Left out for you: ${names.join(", ")}.` : "";
  }

  #then(phase) {
    const { phases } = this.#plan;
    if (phase.kind === "ready" || phase.kind === "next") return "";
    const next = phases.slice(phases.indexOf(phase) + 1).find((one) => isGap(one));
    if (!next) return "Then: done";
    if (next.kind === "next") return `Then: ${this.#item(next).name}`;
    return next.kind === "change" ? "Then: the other side" : `Then: rest ${inWords(next.seconds)}`;
  }

  #drawPicture(phase) {
    const { still, moving, figure, caption } = this.#parts;
    const item = this.#item(phase);
    figure.hidden = !item.stills;
    caption.hidden = item.word !== "adapt";
    if (!item.stills) return;
    const chosen = item.stills[Math.min(phase.position ?? 1, item.stills.length) - 1];
    this.#picture(still, chosen);
    // What a side does, the other one does the other way round.
    const isOther = item.sides > 1 && phase.side === 2;
    figure.classList.toggle("sb-clock__figure--other", isOther);
    const words = isOther ? `The other way round: ${chosen.alternative}` : chosen.alternative;
    still.alt = words;
    const isMoving = this.#moves(phase, item);
    if (isMoving) this.#picture(moving, item.moving);
    // The still stays until there is something to see.
    const shows = () => {
      const isThere = isMoving && moving.complete && moving.naturalWidth > 0;
      moving.hidden = !isThere;
      still.hidden = isThere;
      moving.alt = isThere ? words : "";
    };
    moving.onload = shows;
    moving.onerror = shows;
    shows();
    this.#fetchNext(phase);
  }

  /** The usual movement is shown to nobody who does another one. */
  #moves({ kind }, { moving, word }) {
    const isAsked = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    return Boolean(moving) && word !== "adapt" && MOVES.has(kind) && this.#course.isRunning && isAsked;
  }

  #picture(element, { src, width, height }) {
    const address = new URL(src, this.#plan.root).href;
    if (element.src === address) return;
    Object.assign(element, { src: address, width, height });
  }

  /** The pictures of the next stretch are there before it begins. */
  #fetchNext(phase) {
    const next = this.#plan.phases.find(({ item }) => item > phase.item);
    if (!next || this.#drawn[next.item]) return;
    const { stills = [], moving } = this.#item(next);
    this.#drawn[next.item] = [...stills, moving].filter(Boolean).map(({ src }) => Object.assign(new Image(), { src: new URL(src, this.#plan.root).href }));
  }

  #giveSignal(before, phase, item) {
    const isPart = !before || isGap(phase) || isGap(before);
    if (before) this.#signals.give(isPart ? "part" : (RINGS[phase.kind] ?? "move"));
    // Nobody follows a voice that speaks every few seconds.
    if (!isPart && phase.seconds < WORTH_SAYING) return;
    const said = this.#said(before, phase, item);
    this.#tell(said);
    this.#signals.say(said);
  }

  /** What is said at a change, to ears as to screen readers. */
  #said(before, phase, item) {
    const cue = this.#cue(phase, item);
    if (phase.kind === "ready" || phase.kind === "next") {
      return [this.#leftBefore(phase), `${this.#label(phase)}: ${item.name}.`, item.first, item.dose, cue].filter(Boolean).join(" ");
    }
    if (phase.kind === "rest" || phase.kind === "change") return `${this.#label(phase)}. ${inWords(phase.seconds)}.`;
    const many = item.cues.length > 1 && phase.position ? ` ${cue}` : "";
    const length = phase.kind === "hold" || phase.kind === "go" ? ` ${inWords(phase.seconds)}.` : "";
    return `${this.#label(phase)}.${length}${isGap(before ?? phase) ? ` ${count(phase, item).replaceAll(" · ", ", ")}` : ""}${many}`.trim();
  }

  #tell(said) {
    this.#parts.status.textContent = said;
  }

  // What lies over it when it is asked for.

  get #panels() {
    return {
      Steps: (item) => made("ol", {}, item.steps.map((step) => made("li", { text: step }))),
      Easier: (item) => [
        item.found && item.word !== "fine" ? this.#yours(item) : null,
        item.word === "adapt" ? made("p", { text: "Other ways are for others: your version counts." }) : null,
        item.word === "fine" ? made("ul", {}, item.easier.map((way) => made("li", { text: way }))) : null,
      ],
      Cautions: (item) => [
        item.found ? this.#yours(item) : null,
        safety({ strip: item.strip, emergency: this.#plan.emergency }),
        item.keep_safe ? made("p", {}, made("strong", { text: "Keep it safe: " }), item.keep_safe) : null,
        made("p", { class: "sb-clock__more" }, made("a", { href: new URL(`${item.url}#all-answers`, this.#plan.root).href, target: "_blank", rel: "noopener", text: "All cautions of this stretch (opens a new tab)" })),
      ],
      Sound: () => switches(this.#signals),
    };
  }

  #yours({ found }) {
    const { said } = this.#plan;
    const box = made("div", { class: "sb-clock__answer" }, made("p", {}, made("strong", { text: said.label(found) })), said.inFull(found));
    box.querySelector(".sb-yours-page__why")?.remove();
    // Whoever looks something up finds the clock where it waits.
    for (const link of box.querySelectorAll("a")) Object.assign(link, { target: "_blank", rel: "noopener" });
    return box;
  }

  #openPanel(name) {
    if (this.#course.isRunning) this.#pause();
    const { main } = this.#parts;
    const item = this.#item(this.#plan.phases[this.#number]);
    const title = made("h2", { tabindex: "-1", text: name === "Sound" ? name : `${name}: ${item.name}` });
    const close = () => this.#closePanel();
    const element = made(
      "section",
      { class: "sb-clock__panel", "aria-label": name },
      made("header", { class: "sb-clock__bar" }, title, button("Close", "sb-clock__close", close)),
      made("div", { class: "sb-clock__body" }, this.#panels[name](item)),
      made("footer", { class: "sb-clock__foot" }, button("Back to the clock", "sb-clock__go", close)),
    );
    this.#panel = element;
    main.inert = true;
    main.hidden = true;
    this.element.append(element);
    title.focus();
  }

  #closePanel() {
    this.#panel.remove();
    this.#panel = null;
    Object.assign(this.#parts.main, { inert: false, hidden: false });
    // It waits: what readers do next is to go on.
    this.#parts.toggle.focus();
  }
}

/** Where in its dose a phase stands: "3 of 10 · Other side · Round 1 of 2". */
function count({ kind, repeat = 1, side = 1, set = 1 }, { repeats, sides, sets, counted_as }) {
  if (kind === "ready" || kind === "next") return "";
  const isCounted = repeats > 1 && kind !== "go" && kind !== "rest" && kind !== "change";
  const named = [
    isCounted ? `${COUNTED[counted_as]}${repeat} of ${repeats}` : "",
    sides > 1 && kind !== "change" ? SIDES[side - 1] : "",
    sets > 1 ? `Round ${set} of ${sets}` : "",
  ];
  return named.filter(Boolean).join(" · ");
}

function text(element, said) {
  if (element.textContent !== said) element.textContent = said;
}

function roughly(milliseconds) {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes > 120) return "some hours";
  return minutes > 1 ? `${minutes} minutes` : minutes ? "a minute" : `${Math.round(milliseconds / 1000)} seconds`;
}

function drawn(icon) {
  const [svg, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[icon]);
  svg.append(path);
  return svg;
}
