// A reader's own sheet: put in order, shared by its address, printed. It is kept in the address and on this device.

import { button, data, made, style } from "./element.js";
import { decode, empty, encode, MOST, Nonsense, plain, WRITTEN } from "./sheet-address.js";
import { Draft } from "./sheet-draft.js";
import { paperOf, stops, stripOnPaper, who } from "./sheet-paper.js";
import { safetyOf } from "./sheet-safety.js";
import { changeAddress } from "./address.js";
import { show as showYours } from "./yours.js";
import { inWords } from "./clock-plan.js";
import { qrCode } from "./sheet-qr.js";

const place = document.querySelector("own-sheet");
const source = new URL(place.dataset.source, document.baseURI);
const root = new URL("../../", source);
const draft = new Draft(new URL(place.dataset.page, document.baseURI));
const stretches = new Map();

let all = null;
let sheet = empty();
let before = null;

const told = made("p", { class: "sb-own__told-now", role: "status", tabindex: "-1" });
const notices = made("div", { role: "status" });
const list = made("ol", { class: "sb-own__list" });
const total = made("p", { class: "sb-own__total" });
const ways = made("div", { class: "sb-own__ways" });
const safety = made("section", { class: "sb-own__safety", "aria-label": "Safety" });
const paper = made("div", {});

const fetched = (address) => data(new URL(address, source));

/** Return what is known of a stretch by its id. */
async function stretchOf(id) {
  if (!stretches.has(id)) stretches.set(id, await fetched(`sheet/${id}.json`));
  return stretches.get(id);
}

const say = (text) => {
  told.textContent = text;
};

let turn = 0;

/** Read the sheet anew from the address; without one the draft is shown. */
async function read() {
  turn += 1;
  const now = turn;
  const text = location.hash.slice(1);
  const [found, said] = await opened(text);
  // Another address has been opened meanwhile.
  if (now !== turn) return;
  sheet = found;
  const kept = encode(draft.sheet);
  const isOther = text && kept && sheet.items.length && kept !== encode(sheet);
  if (isOther) said.push(notice("This is a sheet from an address. The one that you were putting together is still kept here, until you change this one.", button("Show mine", "sb-own__small", mine)));
  else if (sheet.items.length) keep();
  notices.replaceChildren(...said);
  show();
  fill();
}

/** Return the sheet of an address, or the draft, and what to say of it. */
async function opened(text) {
  const said = [];
  try {
    all ??= await fetched("sheet.json");
    return [await known(text ? decode(text) : draft.sheet, said), said];
  } catch (error) {
    const own = text && draft.sheet.items.length ? button("Show my own sheet", "sb-own__small", mine) : null;
    if (error instanceof Nonsense) return [empty(), [notice(error.message, own)]];
    return [empty(), [notice("The stretches could not be fetched.", button("Try again", "sb-own__small", read))]];
  }
}

function mine() {
  changeAddress(location.pathname + location.search);
  return read();
}

const notice = (text, ...more) => made("p", { class: "sb-own__notice" }, text, " ", more);

/** Return a sheet with what this library has: stretches may have another name now, or be gone. */
async function known({ items, ...rest }, said) {
  const named = items.map(({ id, dose }) => ({ id: Object.hasOwn(all.former, id) ? all.former[id] : id, dose, was: id }));
  const here = named.filter(({ id }, index) => all.stretches.includes(id) && named.findIndex((other) => other.id === id) === index);
  if (items.length && !here.length) throw new Nonsense("No stretch of this sheet is in this library.");
  const gone = named.filter(({ id }) => !all.stretches.includes(id)).length;
  if (gone) said.push(notice(`${gone === 1 ? "One stretch" : `${gone} stretches`} of this sheet ${gone === 1 ? "is" : "are"} not in this library, and left out here. Ask whoever gave it to you.`));
  const loaded = await Promise.all(here.map(({ id }) => stretchOf(id)));
  const moved = here.map(({ id, was }, index) => (id === was ? null : loaded[index].name)).filter(Boolean);
  if (moved.length) said.push(notice(`New names in this library: ${moved.join(", ")}. The stretches are the same.`));
  const changed = here.filter(({ dose }, index) => dose && dose !== "blank" && !loaded[index].doses.some(({ key }) => key === dose));
  if (changed.length) said.push(notice("A dose of this sheet is not among those that are safe here. The usual one stands in its place."));
  return { ...rest, items: here.map(({ id, dose }) => ({ id, dose: changed.some((one) => one.id === id) ? "" : dose })) };
}

/** Keep what was changed, in the address and on the device. */
function keep() {
  draft.sheet = sheet;
  const text = encode(sheet);
  changeAddress(text ? `#${text}` : location.pathname + location.search);
}

function change(next) {
  sheet = { ...sheet, ...next };
  keep();
  show();
}

/** The address as a picture that a phone reads; null where it is too long for one. */
function codeOf(address) {
  const rows = qrCode(address);
  if (!rows) return null;
  const drawn = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    return element;
  };
  const dark = rows.flatMap((line, row) => line.map((isDark, column) => (isDark ? `M${column} ${row}h1v1h-1z` : "")));
  const code = drawn("svg", { viewBox: `-4 -4 ${rows.length + 8} ${rows.length + 8}`, role: "img", "aria-label": "QR code that opens this sheet", "shape-rendering": "crispEdges" });
  code.append(drawn("path", { d: dark.join("") }));
  return code;
}

const entries = () => sheet.items.map(({ id, dose }) => ({ id, dose: doseOf(id, dose), stretch: stretches.get(id) }));

/** The dose of a stretch; null where somebody fills it in by hand. */
function doseOf(id, key) {
  const { doses } = stretches.get(id);
  return key === "blank" ? null : doses.find((dose) => dose.key === key) ?? doses[0];
}

function timeOf(items) {
  const seconds = items.reduce((sum, { dose }) => sum + (dose?.seconds ?? 0), 0);
  const blank = items.some(({ dose }) => !dose);
  return items.every(({ dose }) => !dose) ? all.labels.blank_time : `${blank ? "more than" : "about"} ${inWords(seconds)}`;
}

function show() {
  const items = entries();
  const has = items.length > 0;
  list.replaceChildren(...items.map(row));
  total.textContent = has ? `${items.length} of ${MOST} stretches, ${items.some(({ dose }) => dose) ? timeOf(items) : "no doses yet"}.` : "Nothing on it yet. Choose “Add to my sheet” on the page of a stretch or in the list of all, or “Make it my own sheet” on a routine.";
  for (const part of [ways, form, safety]) part.hidden = !has;
  if (has) {
    const found = safetyOf(all, items.map(({ stretch }) => stretch));
    const more = made("details", { class: "sb-own__answers" }, made("summary", { text: "Who leaves something out, and when to stop" }), who(found, all.labels, items), stops(found, all.labels));
    safety.replaceChildren(stripOnPaper(found, items, "below"), more);
    paper.replaceChildren(paperOf({ sheet, items, safety: found, all, time: timeOf(items), code: codeOf(location.href), root }));
  } else paper.replaceChildren();
  showYours();
}

function row({ id, dose, stretch }, index) {
  const item = made("li", { class: "sb-own__row", draggable: "true", "data-item": id });
  const picture = stretch.pictures.at(-1);
  const move = (text, by) => {
    const element = button("", "sb-own__small", () => moved(index, index + by, text));
    element.append(made("span", { "aria-hidden": "true", text: by < 0 ? "↑" : "↓" }), made("span", { class: "sb-hidden", text: `${stretch.name} ${text}` }));
    element.dataset.by = by;
    if (!sheet.items[index + by]) element.disabled = true;
    return element;
  };
  const away = button("Remove", "sb-own__small sb-own__away", () => {
    change({ items: sheet.items.filter((_, other) => other !== index) });
    say(`${stretch.name} is off the sheet.`);
    (list.children[Math.min(index, list.children.length - 1)]?.querySelector(".sb-own__away") ?? told).focus();
  });
  away.append(made("span", { class: "sb-hidden", text: ` ${stretch.name}` }));
  item.append(
    made("span", { class: "sb-own__thumb" }, picture ? made("img", { src: new URL(picture.src, root).href, alt: "", draggable: "false", width: picture.width, height: picture.height }) : null),
    made("div", { class: "sb-own__words" }, made("a", { class: "sb-own__name", href: new URL(stretch.url, root).href, text: stretch.name }), chooser(index, dose, stretch), made("p", { class: "sb-yours", "data-yours": id, hidden: "" })),
    made("div", { class: "sb-own__moves" }, move("up", -1), move("down", 1), away),
  );
  dragged(item, index);
  return item;
}

function chooser(index, dose, { name, doses }) {
  const field = made("select", { "aria-label": `How much of ${name}` }, doses.map(({ key, words }, number) => made("option", { value: number ? key : "", text: words })), made("option", { value: "blank", text: "A line to fill in" }));
  field.value = dose ? (dose === doses[0] ? "" : dose.key) : "blank";
  field.addEventListener("change", () => {
    change({ items: sheet.items.map((item, other) => (other === index ? { ...item, dose: field.value } : item)) });
    list.children[index].querySelector("select").focus();
  });
  return field;
}

function moved(from, to, way) {
  const items = [...sheet.items];
  const [item] = items.splice(from, 1);
  items.splice(to, 0, item);
  change({ items });
  say(`${stretches.get(item.id).name} is number ${to + 1} of ${items.length} now.`);
  const buttons = [...list.children[to].querySelectorAll("[data-by]")];
  const same = buttons.find(({ dataset, disabled }) => !disabled && dataset.by === (way === "up" ? "-1" : "1"));
  (same ?? buttons.find(({ disabled }) => !disabled))?.focus();
}

function dragged(item, index) {
  item.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", String(index));
    event.dataTransfer.effectAllowed = "move";
    list.dataset.from = index;
  });
  item.addEventListener("dragend", () => delete list.dataset.from);
  item.addEventListener("dragover", (event) => "from" in list.dataset && event.preventDefault());
  item.addEventListener("drop", (event) => {
    if (!("from" in list.dataset)) return;
    event.preventDefault();
    moved(Number(list.dataset.from), index);
  });
}

const LABELS = { title: "Name of the sheet", for: "For", by: "Prepared by", notes: "Notes" };

/** What is written by hand changes with each letter; the page around it stays as it is. */
function field(name) {
  const input = made(name === "notes" ? "textarea" : "input", { maxlength: WRITTEN[name], autocomplete: "off", ...(name === "notes" ? { rows: 3 } : { type: "text" }) });
  input.addEventListener("input", () => {
    sheet = { ...sheet, [name]: plain(input.value, WRITTEN[name]) };
    keep();
  });
  input.addEventListener("change", show);
  fields[name] = input;
  return made("label", { class: "sb-own__field" }, made("span", { text: LABELS[name] }), input);
}

const fields = {};
const large = made("input", { type: "checkbox" });
large.addEventListener("change", () => change({ large: large.checked }));
const form = made("details", { class: "sb-own__form" }, made("summary", { text: "Name, notes, large print" }), Object.keys(LABELS).map(field), made("label", { class: "sb-own__check" }, large, " Large print"), made("p", { class: "sb-fine", text: "All of it stands in the address: whoever gets the address can read it." }));

function print() {
  show();
  for (const picture of paper.querySelectorAll("img")) picture.decoding = "sync";
  window.print();
}

async function share() {
  try {
    await navigator.clipboard.writeText(location.href);
    say("The address is copied. Whoever opens it sees this sheet.");
  } catch {
    say("This browser copies nothing for a page: copy the address from its bar.");
  }
}

const start = button("Start", "sb-button", async () => {
  try {
    const { Clock } = await import("./clock.js");
    await new Clock({ root, load: clockData, diary: place.dataset.diary }, () => start.focus()).open();
  } catch {
    say("The clock could not be fetched. Try again in a moment.");
  }
});

/** The sheet as the clock takes it: the phases of each dose, which the build has worked out, one after the other. */
async function clockData() {
  const items = entries().map(({ dose, stretch, ...rest }) => ({ ...rest, stretch, dose: dose ?? stretch.doses[0] }));
  const files = await Promise.all(items.map(({ id }) => fetched(`clock/${id}.json`)));
  const phases = items.flatMap(({ dose }, index) => [gap(items[index - 1]?.stretch, items[index].stretch), ...dose.phases].map((phase) => ({ ...phase, item: index + 1 })));
  const { strip } = safetyOf(all, items.map(({ stretch }) => stretch));
  const said = [[strip.lead, strip.first], [strip.stopLead, strip.signs]].filter(([, parts]) => parts.length);
  return {
    id: "sheet",
    name: sheet.title || "My stretches",
    strip: said.map(([lead, parts]) => [lead, `${parts.map(({ phrase }) => phrase).join(", ")}.`]),
    emergency: all.emergency,
    phases,
    items: files.map((file, index) => ({ ...file.items[0], ...items[index].dose.clock, dose: items[index].dose.words, seconds: items[index].dose.seconds })),
  };
}

/** Return the time before a stretch: whoever gets down to the floor for it, or up again, has more. */
function gap(before, stretch) {
  const { ready, change, on_floor: onFloor, up_or_down: upOrDown } = all.gaps;
  const least = stretch.on_floor !== Boolean(before?.on_floor) ? upOrDown : stretch.on_floor ? onFloor : change;
  const seconds = before ? least : Math.max(ready, least);
  return { kind: before ? "next" : "ready", seconds, extra: seconds };
}

function forget() {
  before = encode(sheet);
  draft.delete();
  sheet = empty();
  changeAddress(location.pathname + location.search);
  show();
  fill();
  say("Deleted. Nothing is kept. ");
  told.append(
    button("Bring it back", "sb-own__small", () => {
      sheet = decode(before);
      keep();
      show();
      fill();
      say("It is back.");
    }),
  );
  told.focus();
}

function fill() {
  for (const name of Object.keys(LABELS)) fields[name].value = sheet[name];
  large.checked = sheet.large;
}

ways.append(start, button("Print", "sb-button", print), button("Copy address", "sb-button", share), button("Delete", "sb-button", forget));

async function begin() {
  // It can be read and shared without its looks.
  await style(new URL("./sheet.css", import.meta.url).href).catch(() => null);
  place.replaceChildren(notices, total, ways, told, list, form, safety, paper);
  // Paper has the sheet alone.
  for (const part of [...place.parentElement.children, ...place.children]) part.classList.toggle("sb-own__screen", part !== place && part !== paper);
  await read();
}

addEventListener("hashchange", read);
begin();
