// Leads readers whose language is that of a country with US Letter to the sheet for it. Without it, A4 is printed.

const ON_LETTER = /^[a-z]{2,3}-(US|CA|MX|CL|CO|CR|DO|GT|NI|PA|PH|PR|SV|VE)$/i;

if (ON_LETTER.test(navigator.language)) {
  for (const link of document.querySelectorAll("a[data-letter]")) link.setAttribute("href", link.dataset.letter);
}
