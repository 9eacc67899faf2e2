// Shows the movement of a stretch in the place of its picture, when asked. Never for readers who want nothing to move.

class StretchPlayer extends HTMLElement {
  #moving = null;
  #button = null;

  connectedCallback() {
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    if (!this.dataset.moving || still.matches || this.#button) return;
    this.#button = document.createElement("button");
    this.#button.type = "button";
    this.#button.className = "sb-player__button";
    this.#button.addEventListener("click", () => (this.#moving ? this.#stop() : this.#play()));
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

  async #play() {
    const moving = document.createElement("img");
    moving.className = "sb-picture sb-player__moving";
    moving.alt = this.querySelector(".sb-picture").alt;
    moving.src = this.dataset.moving;
    this.#moving = moving;
    this.#say("Stop", "Stop the movement");
    try {
      // The still stays until there is something to see.
      await moving.decode();
    } catch {
      if (this.#moving === moving) this.#fail();
      return;
    }
    if (this.#moving !== moving) return;
    this.prepend(moving);
    this.classList.add("sb-player--playing");
    this.scrollIntoView({ block: "nearest" });
  }

  #stop() {
    this.#moving?.remove();
    this.#moving = null;
    this.classList.remove("sb-player--playing");
    if (this.#button) this.#say("Play", "Play the movement");
  }

  #fail() {
    this.#stop();
    this.#say("Try again", "The movement could not be loaded. Try again");
  }
}

customElements.define("stretch-player", StretchPlayer);
