// This is the index as the page holds it: Pagefind, and the shards of time that are opened as they are wanted.

import { start, takeApart } from "./search-engine.js";

const EXCERPT = 30; // words
// Pagefind's own, which search-rank.js needs to know, but for the words that are in no text.
export const RANKING = { termSaturation: 1.4, pageLength: 0.75, diacriticSimilarity: 0.8, metaWeights: { title: 5, also: 0.3, in: 0 } };

let engine; // the promise of Pagefind and its shards, once they are wanted
let names; // the promise of names.json

export function load(base) {
  engine ??= begin(base);
  engine.catch(() => (engine = undefined)); // so that the next search tries again
  return engine;
}

// The program, the newest shards and the list of all are on their way at once.
async function begin(base) {
  const pagefind = start(`${base}pagefind/`, optionsOf(base), () => (engine = undefined));
  const loaded = { base, pagefind, brought: new Map(), opened: new Map() }; // by start file and by shard: their promises
  try {
    const [told] = await Promise.all([read(base, "shards.json"), bring(loaded, 0)]);
    await pagefind.begin();
    loaded.opened.set(told.shards[0].name, true);
    return { ...loaded, ...told };
  } catch (error) {
    pagefind.end();
    throw error;
  }
}

function bring({ base, pagefind, brought }, number) {
  if (!brought.has(number)) brought.set(number, ask(base, `start-${number}.pagefind`).then(takeApart).then(pagefind.bring));
  return brought.get(number);
}

// The authors and tags by their ids, and the designations of headlines; none where they do not come.
export function loadNames(base) {
  names ??= read(base, "names.json").catch(() => {
    names = undefined;
    return { authors: {}, tags: {}, designations: [] };
  });
  return names;
}

// Pagefind cannot go on without a shard that it was given, so one that does not come ends the engine.
export async function open(loaded, shards) {
  try {
    await Promise.all(shards.map((shard) => openOne(loaded, shard)));
  } catch (error) {
    loaded.pagefind.end();
    throw error;
  }
}

function openOne(loaded, { name, path, start: number }) {
  const { pagefind, opened } = loaded;
  if (!opened.has(name)) opened.set(name, bring(loaded, number).then(() => pagefind.merge(path)));
  return opened.get(name);
}

// Has the file come by which a shard may be opened next.
export function foresee(loaded, { start: number }) {
  bring(loaded, number).catch(() => {}); // who opens the shard tells of it
}

// The shards that can hold what is asked for, those that are read first in front.
export function choose({ shards, sections }, { order, from, to, choices }) {
  const number = sections.indexOf(choices.section);
  const able = shards.filter(
    (shard) => shard.year >= from && shard.year <= to && (!choices.section || shard.sections.includes(number)),
  );
  return order === "oldest" ? able.reverse() : able;
}

// The results of each shard by its name; Pagefind begins the id of each with the name of its index.
export function byShard({ language }, results) {
  const groups = new Map();
  for (const result of results) {
    const name = result.id.slice(language.length + 1, result.id.indexOf("_"));
    if (groups.has(name)) groups.get(name).push(result);
    else groups.set(name, [result]);
  }
  return groups;
}

function optionsOf(base) {
  return { baseUrl: base, excerptLength: EXCERPT, ranking: RANKING };
}

async function read(base, name) {
  return (await ask(base, name)).json();
}

// What a cache holds is asked for anew: it may tell of an index that is no more.
async function ask(base, name) {
  const answer = await fetch(`${base}pagefind/${name}`, { cache: "no-cache" });
  if (!answer.ok) throw new Error(name);
  return answer;
}
