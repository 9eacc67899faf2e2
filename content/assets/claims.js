// Opens the claim to which an address leads, so that nobody has to tap it once more. Without it the claim stands there
// closed, with its verdict.

const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches("details.sb-claim")) target.open = true;
};

addEventListener("hashchange", open);
open();
