// The clock: a stretch or a routine, done over the whole screen with the time kept. It opens on what to know first.

import { Diary } from "./clock-diary.js";
import { finish } from "./clock-finish.js";
import { Player } from "./clock-player.js";
import { planFor } from "./clock-plan.js";
import { ready } from "./clock-ready.js";
import { Signals } from "./clock-signals.js";
import { made, style } from "./element.js";
import { answers, chosen } from "./yours.js";

const LOOKS = new URL("./clock.css", import.meta.url).href;

export class Clock {
  #root;
  #load;
  #diaryPage;
  #left;
  #dialog = made("dialog", { class: "sb-clock", "aria-labelledby": "sb-clock" });
  #signals;
  #diary;
  #data = null;
  #plan = null;
  #player = null;

  /**
   * `root` is where the book begins, `load` gives what is to be played, `diary` is the page of the diary, if there is
   * one, and `left` is called once the reader has closed the clock.
   */
  constructor({ root, load, diary }, left) {
    this.#root = root;
    this.#load = load;
    this.#diaryPage = diary && new URL(diary, document.baseURI).href;
    this.#left = left;
    this.#signals = new Signals(root);
    this.#diary = diary ? new Diary(root) : null;
    this.#dialog.addEventListener("keydown", (event) => this.#key(event));
    // What a phone's way back asks for; Escape is answered above.
    this.#dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.#dialog) return;
      event.preventDefault();
      this.#escape();
    });
    this.#dialog.addEventListener("close", () => {
      this.#stop();
      this.#signals.quiet();
      this.#left();
    });
    // What suits the reader may have changed in another tab.
    document.addEventListener("yours", () => this.#dialog.open && this.#ready());
  }

  async open() {
    if (this.#dialog.open) return;
    const [data] = await Promise.all([this.#data ?? this.#load(), style(LOOKS)]);
    this.#data = data;
    if (this.#dialog.open) return;
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    await this.#ready();
  }

  close() {
    this.#dialog.close();
  }

  async #ready() {
    this.#stop();
    const ids = chosen();
    if (!this.#dialog.firstChild) this.#dialog.append(made("h2", { id: "sb-clock", tabindex: "-1", text: this.#data.name }));
    const known = ids.length ? await answers() : null;
    if (!this.#dialog.open) return;
    const plan = planFor(this.#data, known?.all ?? null, ids, this.#root);
    this.#show(
      ready(plan, this.#signals, {
        start: (whole) => this.#run(whole),
        close: () => this.close(),
        again: () => this.#ready(),
      }),
    );
  }

  #run(plan) {
    this.#plan = plan;
    this.#signals.prepare();
    this.#player = new Player(plan, this.#signals, { end: (done) => this.#end(done) });
    this.#show(this.#player.element);
    this.#player.start();
  }

  #end(done) {
    this.#stop();
    const count = done.filter(({ isDone }) => isDone).length;
    if (!count) return this.close();
    const { id, name, items } = this.#data;
    const seconds = Math.round(done.reduce((sum, one) => sum + one.spent, 0) / 1000);
    const entry = this.#diary?.add({ id, name, done: count, of: items.length, seconds });
    this.#show(
      finish({ plan: this.#plan, done, seconds, entry, diary: this.#diary, page: this.#diaryPage }, { again: () => this.#ready(), close: () => this.close() }),
    );
  }

  #stop() {
    this.#player?.stop();
    this.#player = null;
    this.#signals.rest();
  }

  #show(screen) {
    this.#dialog.replaceChildren(screen);
    this.#dialog.scrollTop = 0;
    (screen.querySelector("[data-first]") ?? screen.querySelector("h2")).focus({ preventScroll: true });
  }

  #escape() {
    if (this.#player) this.#player.escape();
    else this.close();
  }

  #key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      return this.#escape();
    }
    if (this.#player && !event.ctrlKey && !event.metaKey && !event.altKey && this.#player.key(event)) event.preventDefault();
  }
}
