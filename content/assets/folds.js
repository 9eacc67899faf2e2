// Opens the fold that an address leads into, in browsers that do not do so themselves.

import { target } from "./address.js";

const open = () => {
  for (let fold = target()?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
};

addEventListener("hashchange", open);
// A link to where the address leads already changes nothing but what is folded.
addEventListener("click", (event) => event.target.closest('a[href^="#"]') && setTimeout(open));
open();
