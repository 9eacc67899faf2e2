// Leads readers whose language is that of a country with US Letter to the sheet for it. Without it, A4 is printed.

const ON_LETTER = /^[a-z]{2,3}-(US|CA|MX|CL|CO|CR|DO|GT|NI|PA|PH|PR|SV|VE)$/i;

if (ON_LETTER.test(navigator.language)) {
  for (const link of document.querySelectorAll("a[data-letter]")) link.setAttribute("href", link.dataset.letter);
}

// The pictures that only paper shows come last, and before anybody prints. Without scripts browsers fetch them at once.
function fetchSheet() {
  for (const picture of document.querySelectorAll(".sb-sheet img[loading]")) picture.removeAttribute("loading");
}

const whenIdle = window.requestIdleCallback ?? setTimeout;
const soon = () => whenIdle(fetchSheet);
if (document.readyState === "complete") soon();
else addEventListener("load", soon, { once: true });
addEventListener("beforeprint", fetchSheet);
