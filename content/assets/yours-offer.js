// On the page of a condition: it is chosen, or taken back, with one tap.

import { made } from "./element.js";
import { answers, choose, chosen, say } from "./yours.js";

const place = document.querySelector("[data-yours-offer]");
const id = place.dataset.yoursOffer;
const button = made("button", { type: "button", class: "sb-yours-offer" });

button.addEventListener("click", async () => {
  const has = chosen().includes(id);
  await choose(has ? chosen().filter((other) => other !== id) : [...chosen(), id]);
  say(has ? "Forgotten." : "Each stretch now says what it means for you.");
});

async function offer() {
  const has = chosen().includes(id);
  button.textContent = has ? "I do not have this: forget it" : "I have this: tell me everywhere";
  const others = chosen().filter((other) => other !== id);
  const known = others.length ? await answers() : null;
  place.replaceChildren(button, known && has ? aside(known.all, others) : "");
  place.hidden = false;
}

/** Return what stands there for whoever has something else too. */
function aside(all, others) {
  const pages = others.filter((other) => all.conditions.has(other)).map((other) => made("a", { href: all.address(all.conditions.get(other)), text: all.shortName(other) }));
  const named = pages.flatMap((page, number) => [number ? ", " : "", page]);
  return made("span", { class: "sb-have__aside" }, "You have more than this: ", named, ". The rows say what holds with all of it; the headings, with this alone.");
}

document.addEventListener("yours", offer);
await offer();
