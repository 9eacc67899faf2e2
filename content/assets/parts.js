// Fetches a script where a page has what it is for: most pages have no finder, and nothing to print.

const parts = {
  "stretch-finder": "./finder.js",
  "stretch-player": "./player.js",
  "a[data-letter]": "./paper.js",
};

for (const [element, script] of Object.entries(parts)) {
  if (document.querySelector(element)) import(script);
}
