// This is the index as the page holds it: Pagefind, and the shards of time that are opened as they are wanted.

const EXCERPT = 30; // words
// Pagefind's own, which search-rank.js needs to know, but for the words that are in no text.
export const RANKING = { termSaturation: 1.4, pageLength: 0.75, diacriticSimilarity: 0.8, metaWeights: { title: 5, also: 0.3, in: 0 } };

let engine; // the promise of Pagefind and its shards, once they are wanted
let names; // the promise of names.json

export function load(base) {
  engine ??= Promise.all([import(`${base}pagefind/pagefind.js`), read(base, "shards.json")]).then(async ([pagefind, told]) => {
    await pagefind.options(optionsOf(base));
    await pagefind.init();
    return { base, pagefind, ...told, opened: new Map([[told.shards[0].name, Promise.resolve()]]) };
  });
  engine.catch(() => (engine = undefined)); // so that the next search tries again
  return engine;
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
export async function open({ base, pagefind, opened }, shards) {
  for (const { name, path } of shards.filter((shard) => !opened.has(shard.name))) {
    opened.set(name, pagefind.mergeIndex(`${base}pagefind/${path}`, optionsOf(base)));
  }
  try {
    await Promise.all(shards.map((shard) => opened.get(shard.name)));
  } catch (error) {
    engine = undefined;
    await pagefind.destroy();
    throw error;
  }
}

// The shards that can hold what is asked for, those that are read first in front.
export function choose({ shards, sections }, { order, from, to, choices }) {
  const number = sections.indexOf(choices.section);
  const able = shards.filter(
    (shard) => shard.year >= from && shard.year <= to && (!choices.section || shard.sections.includes(number)),
  );
  return order === "oldest" ? able.reverse() : able;
}

// The results that a shard gave; Pagefind begins the id of each with the name of its index.
export function ofShard({ language }, shard, results) {
  return results.filter((result) => result.id.startsWith(`${language}-${shard.name}_`));
}

function optionsOf(base) {
  return { baseUrl: base, excerptLength: EXCERPT, ranking: RANKING };
}

async function read(base, name) {
  const answer = await fetch(`${base}pagefind/${name}`);
  if (!answer.ok) throw new Error(name);
  return answer.json();
}
