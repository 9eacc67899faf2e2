// What a sheet says for safety, of all its stretches together: as the sheet of a routine does.

const MOST_WORDS = 50;
const MOST_SIGNS = 3;
const MOST_OF_FAMILY = 5;
const ORDER = { out: 2, ask: 1 };

const count = (text) => text.split(/\s+/).filter(Boolean).length;
const unique = (items) => [...new Set(items)];

/** Return all of it: `all` is what holds for every sheet, `stretches` are the chosen ones. */
export function safetyOf(all, stretches) {
  const rows = all.conditions
    .filter(({ before_any }) => !before_any)
    .map((condition) => ({ ...condition, marks: stretches.map(({ marks }) => marks[condition.id] ?? "") }))
    .filter(({ marks }) => marks.some((mark) => ORDER[mark]));
  const beforeAny = all.conditions.filter(({ before_any }) => before_any);
  const signs = unique(stretches.flatMap(({ stop }) => stop));
  const stop = all.stop.map((group) => ({ ...group, signs: group.signs.filter(({ id }) => signs.includes(id)) })).filter((group) => group.signs.length);
  return { rows, beforeAny, stop, emergency: all.emergency, strip: stripOf(all, stretches) };
}

/** The strip: who checks first, the worst and most direct ones first, and what to stop at, in few words. */
function stripOf(all, stretches) {
  const chosen = [...new Map(stretches.map((each) => [each.id, each])).values()];
  const first = families(all, chosen);
  const signs = pressing(all, chosen);
  const lead = leadOf(all, chosen, first);
  const most = MOST_WORDS - count(all.emergency) - count(all.labels.see_back);
  const asked = all.conditions.filter(({ id, before_any }) => (before_any && chosen.length > 1) || chosen.some(({ marks }) => ORDER[marks[id]])).length;
  const toAll = asked > 1 ? `All ${asked} conditions` : "All cautions";
  const words = (one, other) => {
    const parts = [[lead, first.slice(0, one)], [all.leads.stop, signs.slice(0, other)]].filter(([, named]) => named.length);
    return count([...parts.map(([head, named]) => `${head} ${named.map(({ phrase }) => phrase).join(", ")}.`), toAll].join(" "));
  };
  let named = first.length;
  while (chosen.length > 1 && named > 1 && words(named, 1) > most) named -= 1;
  let told = MOST_SIGNS;
  while (told > 1 && words(named, told) > most) told -= 1;
  return { lead, first: first.slice(0, named), stopLead: all.leads.stop, signs: signs.slice(0, told), toAll };
}

function families(all, chosen) {
  const ranks = new Map();
  for (const [id, rank] of chosen.flatMap(({ first }) => first)) ranks.set(id, Math.max(ranks.get(id) ?? 0, rank));
  const conditions = new Map(all.conditions.map((condition) => [condition.id, condition]));
  const kin = new Map();
  for (const [id] of [...ranks].sort(([, one], [, other]) => other - one)) {
    const family = conditions.get(id).family ?? id;
    kin.set(family, [...(kin.get(family) ?? []), id]);
  }
  return [...kin].map(([family, ids]) => {
    const alone = conditions.get(ids[0]).inside;
    const isFamily = all.families[family] && (ids.length > 1 || count(alone) > MOST_OF_FAMILY);
    return { phrase: isFamily ? all.families[family] : alone, ids };
  });
}

function leadOf(all, chosen, first) {
  const marks = unique(first.flatMap(({ ids }) => ids.flatMap((id) => chosen.filter((each) => id in each.marks).map((each) => each.marks[id]))));
  const word = { out: "leave-out", ask: "ask-first" }[marks[0]];
  return marks.length === 1 && word ? all.leads[word] : all.leads.either;
}

/** Stop signs but those of an emergency, which has a line of its own. */
function pressing(all, chosen) {
  const own = new Set(chosen.flatMap((each) => each.own_stop));
  const listed = unique(chosen.flatMap((each) => each.gate_stop));
  const place = new Map(listed.map((id, index) => [id, index]));
  return all.stop
    .slice(1)
    .flatMap((group, order) => group.signs.filter(({ id }) => place.has(id)).map((sign) => ({ ...sign, order })))
    .sort((one, other) => one.order - other.order || own.has(other.id) - own.has(one.id) || other.of - one.of || place.get(one.id) - place.get(other.id))
    .map(({ id, brief }) => ({ phrase: brief, ids: [id] }));
}
