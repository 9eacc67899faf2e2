// The screen behind the last stretch: what was done, and whether it stands in the diary.

import { inWords } from "./clock-plan.js";
import { button, made } from "./element.js";

/** Return the screen. `done` says of each stretch whether it was done; `act` has what `again` and `close` do. */
export function finish({ plan, done, seconds, entry, diary, page }, act) {
  const count = done.filter(({ isDone }) => isDone).length;
  const whole = done.length > 1 ? `${plan.name}: ${count} of ${done.length} stretches` : plan.name;
  const close = button("Close", "sb-clock__go", act.close);
  close.dataset.first = "";
  return made(
    "div",
    { class: "sb-clock__screen sb-clock__finish" },
    made("header", { class: "sb-clock__bar" }, made("h2", { id: "sb-clock", tabindex: "-1", text: count === plan.count ? "Done" : "Done so far" })),
    made(
      "div",
      { class: "sb-clock__body" },
      made("p", { class: "sb-clock__total", role: "status", text: `${whole}, ${inWords(seconds)}.` }),
      done.length > 1 ? made("ul", { class: "sb-clock__list" }, done.map(row)) : null,
      entry ? kept(diary, page) : null,
    ),
    made("footer", { class: "sb-clock__foot" }, button("Once more", "sb-clock__small", act.again), close),
  );
}

function row({ name, isDone, isLeft }) {
  const state = isDone ? "Done" : isLeft ? "Left out for you" : "Not done";
  return made("li", {}, made("b", { text: name }), made("span", { class: "sb-clock__dose", text: state }));
}

/** What says that it was written down, and takes it back with one tap. */
function kept(diary, page) {
  const words = made("p", { class: "sb-clock__kept", role: "status" }, "It stands in ", made("a", { href: page, text: "your diary" }), ", on this device only.");
  const back = button("Do not keep it", "sb-clock__small", () => {
    diary.takeBack();
    words.textContent = "It is not kept.";
    back.remove();
  });
  return [words, back];
}
