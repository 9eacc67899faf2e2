// Plays the pictures of a stretch one after another, once, when asked. Never for readers who want nothing to move.

const STAY = 1100;

class StretchPlayer extends HTMLElement {
  #pictures = [];
  #stage = null;
  #button = null;
  #timer = 0;

  connectedCallback() {
    this.#pictures = [...(this.querySelector("template")?.content.children ?? [])];
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    if (this.#pictures.length < 2 || still.matches || this.#button) return;
    this.#button = document.createElement("button");
    this.#button.type = "button";
    this.#button.className = "sb-player__button";
    this.#button.addEventListener("click", () => (this.#timer ? this.#stop() : this.#play()));
    this.#say("Play", "Play the movement");
    this.append(this.#button);
    // Whoever changes their mind while it plays is heard at once.
    still.addEventListener("change", () => still.matches && (this.#stop(), this.#button.remove()));
  }

  disconnectedCallback() {
    this.#stop();
  }

  #say(word, inFull) {
    this.#button.textContent = word;
    this.#button.setAttribute("aria-label", inFull);
  }

  #play() {
    this.#stage ??= this.#built();
    this.#stage.hidden = false;
    this.classList.add("sb-player--playing");
    this.#stage.scrollIntoView({ block: "nearest" });
    this.#say("Stop", "Stop the movement");
    // There, and back to the start.
    const order = [...this.#pictures.keys(), ...[...this.#pictures.keys()].slice(0, -1).reverse()];
    const next = () => {
      const number = order.shift();
      if (number === undefined) return this.#stop();
      this.#show(number);
      this.#timer = setTimeout(next, STAY);
    };
    next();
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.#stage) return;
    this.#stage.hidden = true;
    this.classList.remove("sb-player--playing");
    this.#say("Play again", "Play again: the movement");
  }

  #built() {
    const stage = document.createElement("div");
    stage.className = "sb-player__stage";
    stage.setAttribute("aria-hidden", "true");
    for (const picture of this.#pictures) {
      stage.append(picture.cloneNode());
    }
    this.prepend(stage);
    return stage;
  }

  #show(number) {
    for (const [index, picture] of [...this.#stage.children].entries()) {
      picture.classList.toggle("sb-player__now", index === number);
    }
  }
}

customElements.define("stretch-player", StretchPlayer);
