// A plan as this reader does it: what they leave out is not played, what they ask about first only once they have asked.

import { Said } from "./yours-words.js";

/**
 * Return what of a plan is for a reader who has some conditions: `all` are the answers of the book, null where they are
 * not known, and `root` is where the book begins.
 */
export function planFor(data, all, ids, root) {
  const said = all && ids.length ? new Said(all, ids) : null;
  const items = data.items.map((item, index) => {
    const found = said ? all.of(item.stretch, ids) : null;
    // What they may do once they have asked is what their other conditions leave of it.
    const others = found?.word === "ask-first" ? all.of(item.stretch, ids.filter((id) => !found.because.includes(id))) : null;
    return { ...item, number: index + 1, found, others, word: found?.word ?? "fine" };
  });
  return {
    ...data,
    items,
    said,
    root,
    /** Whether the reader has something, and nobody can say what it means. */
    isUnknown: ids.length > 0 && !all,
    asksFirst: items.some(({ word }) => word === "ask-first"),
  };
}

/** Return the plan with the phases that are played, and with what is not played; `hasAsked` is what the reader says. */
export function played(plan, hasAsked) {
  const items = plan.items.map((item) => (hasAsked && item.others?.word === "adapt" ? { ...item, word: "adapt", found: item.others } : item));
  const isOut = ({ word }) => word === "leave-out" || (word === "ask-first" && !hasAsked);
  const left = items.filter(isOut);
  const kept = new Set(items.filter((item) => !isOut(item)).map(({ number }) => number));
  const first = Math.min(...kept);
  const phases = plan.phases
    .map((phase) => ({ ...phase, item: phase.item ?? 1 }))
    .map((phase) => (phase.kind === "ready" ? { ...phase, item: first } : phase))
    // Before the first one that is played there is no other to come from.
    .filter(({ kind, item }) => kept.has(item) && !(kind === "next" && item === first));
  const sum = (number) => phases.reduce((total, phase) => total + number(phase), 0);
  return {
    ...plan,
    items,
    phases,
    left,
    count: kept.size,
    played: sum(({ seconds, extra = 0 }) => seconds - extra),
    added: sum(({ extra = 0 }) => extra),
  };
}

/** Return a length of time in words: "3 min 5 s". */
export function inWords(seconds) {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [minutes ? `${minutes} min` : "", rest || !minutes ? `${rest} s` : ""].filter(Boolean).join(" ");
}
