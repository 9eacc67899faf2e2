// The screen before the clock runs: what it will be, what to stop at, what the reader's own answers are, the switches.

import { inWords, played } from "./clock-plan.js";
import { SWITCHES } from "./clock-signals.js";
import { button, made } from "./element.js";
import { sign } from "./yours-words.js";

/** Return the screen. `act` has what its buttons do: `start` with the plan, `close`, and `again` to look anew. */
export function ready(plan, signals, act) {
  const asked = made("input", { type: "checkbox" });
  const time = made("p", { class: "sb-clock__total" });
  const start = button("Start", "sb-clock__go", () => act.start(played(plan, asked.checked)));
  start.dataset.first = "";
  const tell = () => {
    const whole = played(plan, asked.checked);
    const some = whole.left.length && whole.count ? `${whole.count} of ${plan.items.length} stretches, ` : "";
    time.textContent = whole.count ? `${some}${inWords(whole.played)}, and ${inWords(whole.added)} to get ready and to change.` : "";
    start.hidden = !whole.count || plan.isUnknown;
    time.hidden = !whole.count;
  };
  asked.addEventListener("change", tell);
  tell();
  // What is left out is not taught here.
  const canStart = !plan.isUnknown && plan.items.some(({ word }) => word !== "leave-out");
  const title = made("h2", { id: "sb-clock", tabindex: "-1", text: plan.name });
  if (start.hidden) title.dataset.first = "";
  return made(
    "div",
    { class: "sb-clock__screen sb-clock__ready" },
    made("header", { class: "sb-clock__bar" }, title, button("Close", "sb-clock__close", act.close)),
    made("div", { class: "sb-clock__body" }, time, safety(plan), yours(plan, asked, act), canStart ? [list(plan), switches(signals), keys()] : null),
    made("footer", { class: "sb-clock__foot" }, start),
  );
}

/** What to check and to stop at, as the page says it before its steps. */
export function safety(plan) {
  const words = plan.strip.flatMap(([lead, rest]) => [made("strong", { text: lead }), ` ${rest} `]);
  return made(
    "section",
    { class: "sb-clock__strip", "aria-label": "Safety first" },
    made("p", {}, words),
    plan.emergency ? made("p", { class: "sb-clock__call", text: plan.emergency }) : null,
  );
}

function yours({ items, said, isUnknown, asksFirst }, asked, act) {
  if (isUnknown) {
    const text = "You have told what you have, but what it means here could not be looked up. It does not start without that.";
    return part("For you", made("p", { text }), button("Look again", "sb-clock__small", act.again));
  }
  if (!said) return null;
  const told = items.filter(({ word }) => word !== "fine");
  // Who asks before any stretch is told so once.
  const isAll = told.every(({ found }) => found.beforeAny.length);
  const lines = (isAll ? told.slice(0, 1) : told).map((item) => answer(item, said, items.length > 1 && !isAll));
  const ask = asksFirst ? made("label", { class: "sb-clock__switch" }, asked, made("span", { text: "I have asked, and may do it" })) : null;
  return part("For you", lines.length ? made("ul", { class: "sb-clock__yours" }, lines) : made("p", { text: items.length > 1 ? "All fine for you." : "Fine for you." }), ask);
}

function answer({ found, number }, said, isNamed) {
  const name = isNamed ? [made("b", { text: `${number}. ${found.stretch.name}` }), ": "] : "";
  return made("li", {}, sign(found.word), made("span", {}, name, said.inWords(found)));
}

const part = (name, ...inside) => made("section", { class: "sb-clock__part" }, made("h3", { text: name }), inside);

function list({ items, warm_up, skip_if = [] }) {
  const warm = warm_up ? made("p", {}, made("strong", { text: "Warm up: " }), warm_up) : null;
  const skip = skip_if.length ? part("Leave it, or a part of it, out", made("ul", {}, skip_if.map((text) => made("li", { text })))) : null;
  if (items.length === 1) return part("How much", made("p", { text: items[0].dose }));
  const rows = items.map(({ name, dose, first, note, word }) =>
    made(
      "li",
      {},
      made("b", { text: name }),
      made("span", { class: "sb-clock__dose", text: word === "leave-out" ? "Left out for you." : dose }),
      word === "leave-out" ? null : [first, note].filter(Boolean).map((text) => made("span", { class: "sb-clock__note", text })),
    ),
  );
  return [skip, warm, part("What you will do", made("ol", { class: "sb-clock__list" }, rows))];
}

/** The switches that the device can follow; voices may come late. */
export function switches(signals) {
  const box = made("fieldset", { class: "sb-clock__switches" }, made("legend", { text: "How the clock tells you" }));
  const draw = () =>
    box.replaceChildren(
      box.firstChild,
      ...Object.entries(SWITCHES)
        .filter(([, { can }]) => can())
        .map(([name, { says }]) => {
          const input = made("input", { type: "checkbox", role: "switch" });
          input.checked = signals.isOn(name);
          input.addEventListener("change", () => {
            signals.set(name, input.checked);
            signals.prepare();
          });
          return made("label", { class: "sb-clock__switch" }, input, made("span", { text: says }));
        }),
    );
  draw();
  window.speechSynthesis?.addEventListener?.("voiceschanged", draw, { once: true });
  return box;
}

const KEYS = "Keys: space pauses and goes on, ← and → go back and on, ↑ begins this stretch again, Escape pauses and then ends.";

const keys = () => (matchMedia("(any-pointer: fine)").matches ? made("p", { class: "sb-clock__keys", text: KEYS }) : null);
