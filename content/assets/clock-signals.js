// What tells somebody who does not look that something changes: a ring, a voice, a shake. Each can be switched off.

import { keep, kept } from "./kept.js";

const voice = () =>
  // Some voices are another company's servers, which would be sent what is said. Only the device's own speak.
  (window.speechSynthesis?.getVoices() ?? []).find(({ lang, localService }) => localService && lang.startsWith("en"));

/** All switches: what they say, what they are at first, and whether the device can do it. */
export const SWITCHES = {
  ring: { says: "Ring at each change", usual: true, can: () => "AudioContext" in window },
  speak: { says: "Say what to do", usual: false, can: () => Boolean(voice()) },
  shake: { says: "Shake the phone at each change", usual: true, can: () => "vibrate" in navigator && navigator.maxTouchPoints > 0 },
  wait: { says: "Wait for my tap before each stretch and side", usual: false, can: () => true },
};

// Height in hertz, when it begins and how long it lasts in seconds.
const RINGS = {
  part: [[660, 0, 0.18], [880, 0.16, 0.3]],
  hold: [[880, 0, 0.25]],
  move: [[587, 0, 0.2]],
  beat: [[523, 0, 0.09]],
  done: [[660, 0, 0.2], [880, 0.18, 0.2], [1047, 0.36, 0.5]],
};
const SHAKES = { part: [120, 80, 120], hold: [200], move: [80], beat: [30], done: [200, 100, 200, 100, 400] };
const LOUDNESS = { beat: 0.08 };
const USUAL_LOUDNESS = 0.25;

export class Signals {
  #key;
  #audio = null;
  #lock = null;
  #isWanted = false;

  constructor(root) {
    this.#key = `stretchbook:clock:${new URL(root).pathname}`;
    document.addEventListener("visibilitychange", () => this.#isWanted && this.stayAwake());
  }

  isOn(name) {
    const { usual, can } = SWITCHES[name];
    return can() && (this.#kept[name] ?? usual);
  }

  set(name, isOn) {
    keep(this.#key, { ...this.#kept, [name]: isOn });
    if (name === "speak" && !isOn) window.speechSynthesis?.cancel();
  }

  get #kept() {
    return kept(this.#key, (found) => found && typeof found === "object" && Object.values(found).every((one) => typeof one === "boolean"), {});
  }

  /** Make ready to ring: browsers allow it only while somebody taps. */
  prepare() {
    if (!this.isOn("ring")) return;
    this.#audio ??= new AudioContext();
    this.#audio.resume();
  }

  /** Tell of a change. */
  give(change) {
    if (this.isOn("ring") && this.#audio) this.#ring(RINGS[change], LOUDNESS[change] ?? USUAL_LOUDNESS);
    if (this.isOn("shake")) navigator.vibrate(SHAKES[change]);
  }

  #ring(tones, loudness) {
    const begin = this.#audio.currentTime;
    for (const [height, start, length] of tones) {
      const [tone, volume] = [this.#audio.createOscillator(), this.#audio.createGain()];
      tone.frequency.value = height;
      // Without a slope at either end it would crack.
      volume.gain.setValueAtTime(0, begin + start);
      volume.gain.linearRampToValueAtTime(loudness, begin + start + 0.015);
      volume.gain.linearRampToValueAtTime(0, begin + start + length);
      tone.connect(volume).connect(this.#audio.destination);
      tone.start(begin + start);
      tone.stop(begin + start + length);
    }
  }

  say(text) {
    if (!this.isOn("speak") || !text) return;
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice();
    words.lang = words.voice.lang;
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(words);
  }

  /** Keep the screen on, where the device lets pages do so. */
  async stayAwake() {
    this.#isWanted = true;
    try {
      if (document.visibilityState === "visible" && (!this.#lock || this.#lock.released)) {
        this.#lock = await navigator.wakeLock?.request("screen");
      }
    } catch {
      // A device that saves power says no.
    }
    if (!this.#isWanted) this.rest();
  }

  /** Let the screen go dark again. */
  rest() {
    this.#isWanted = false;
    this.#lock?.release();
    this.#lock = null;
  }

  quiet() {
    window.speechSynthesis?.cancel();
    this.#audio?.suspend();
  }
}
