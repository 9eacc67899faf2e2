// The diary as a page shows it: what was done on which day, saved as a table or deleted with one tap.

import { Diary } from "./clock-diary.js";
import { button, made } from "./element.js";

const place = document.querySelector("book-diary");
const diary = new Diary(new URL(place.dataset.page, document.baseURI));
const told = made("p", { role: "status", class: "sb-diary__told" });

function save() {
  const link = made("a", { href: URL.createObjectURL(new Blob([diary.csv], { type: "text/csv" })), download: "diary.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

function forget() {
  diary.delete();
  show();
  told.textContent = "Deleted. Nothing is kept.";
  told.focus();
}

/** "Tuesday, 31 March 2026": of the day where it was done, whatever the time there is now. */
const named = (day) => new Date(`${day}T12:00`).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });

const minutes = (seconds) => (seconds < 60 ? `${seconds} seconds` : `${Math.round(seconds / 60)} min`);

function row({ name, done, of, seconds }) {
  const some = of > 1 ? `, ${done} of ${of} stretches` : "";
  return made("li", {}, made("strong", { text: name }), `${some}, ${minutes(seconds)}`);
}

function show() {
  const entries = diary.entries.toReversed?.() ?? [...diary.entries].reverse();
  const days = [...new Set(entries.map(({ day }) => day))];
  told.textContent = entries.length
    ? `${entries.length} ${entries.length === 1 ? "entry" : "entries"} on ${days.length} ${days.length === 1 ? "day" : "days"}. Only this device has them.`
    : "Nothing yet. When you have done a stretch or a routine with its clock, it stands here.";
  told.tabIndex = -1;
  const lists = days.map((day) => [made("h2", { text: named(day) }), made("ul", {}, entries.filter((entry) => entry.day === day).map(row))]);
  const ways = entries.length ? made("p", { class: "sb-diary__ways" }, button("Save as a table (CSV)", "sb-button", save), " ", button("Delete all", "sb-button", forget)) : null;
  place.replaceChildren(told, ...[ways, lists].flat(Infinity).filter(Boolean));
}

addEventListener("pageshow", ({ persisted }) => persisted && show());
addEventListener("storage", show);
show();
