// The way to the clock, where scripts run: its links open it, and its address does. The clock itself, its looks and its
// data are fetched when somebody asks for them.

import { data } from "./element.js";

const ADDRESS = "#do";
const TO_ROOT = "../../../";

class StretchClock extends HTMLElement {
  #clock = null;

  connectedCallback() {
    for (const link of document.querySelectorAll("a[data-clock-start]")) {
      link.href = ADDRESS;
      link.hidden = false;
      link.addEventListener("click", (event) => this.#ask(event));
    }
    // The way back closes it, and the way forth opens it again.
    addEventListener("popstate", () => this.#follow());
    this.#follow();
  }

  #ask(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (location.hash !== ADDRESS) history.pushState({ clock: true }, "", ADDRESS);
    this.#follow(event.currentTarget);
  }

  async #follow(opener = null) {
    const isAsked = () => location.hash === ADDRESS;
    if (!isAsked()) return this.#clock?.close();
    try {
      const { Clock } = await import("./clock.js");
      const source = new URL(this.dataset.source, document.baseURI);
      const { diary } = this.dataset;
      this.#clock ??= new Clock({ root: new URL(TO_ROOT, source), load: () => data(source), diary }, () => this.#leave());
      if (isAsked()) await this.#clock.open();
    } catch {
      // What cannot be fetched now may be there at the next tap; until then the page says all of it.
      this.#leave();
      if (opener) opener.textContent = "Try again";
    }
  }

  /** Let the address say that the clock is closed. */
  #leave() {
    if (location.hash !== ADDRESS) return;
    if (history.state?.clock) history.back();
    else history.replaceState(null, "", location.pathname + location.search);
  }
}

customElements.define("stretch-clock", StretchClock);
