// This is what Pagefind is asked, and what of its answers holds.
//
// Pagefind answers for all shards that are open, and always with something: for a word that it does not know it takes the
// nearest. Which articles belong to a section, an author or a tag it tells by the word that stands for each
// (`standIn`), asked for by itself, so that phrases and the order of hits are none the worse for it.

import { rank } from "./search-rank.js";
import { choose, load, loadNames, ofShard, open } from "./search-shards.js";
import { missingWords, plain, spellings, standIn } from "./search-words.js";

const HITS = 10; // that are enough to open no more shards
const SHARDS_AT_ONCE = 8; // that are opened before the first hits are shown
const SORTS = { relevance: {}, newest: { date: "desc" }, oldest: { date: "asc" } };

// Opens shards until there is a page of hits, and asks for the spelling of which they hold most words. `isWhole` opens all.
export async function ask(base, wanted, isWhole) {
  const loaded = await load(base);
  const shards = (await isKnown(base, wanted.choices)) ? choose(loaded, wanted) : [];
  const most = isWhole ? shards.length : SHARDS_AT_ONCE;
  for (let count = Math.min(most, shards.length); ; count = Math.min(count + SHARDS_AT_ONCE, shards.length)) {
    await open(loaded, shards.slice(0, count));
    const answer = await askBest(loaded, shards.slice(0, count), wanted);
    const enough = answer.results.length >= HITS && answer.missing.length === 0;
    if (enough || count >= shards.length) return { ...answer, closed: shards.slice(count) };
  }
}

// An author or a tag that no article has would be looked for in every shard.
async function isKnown(base, { author, tag }) {
  if (!author && !tag) return true;
  const { authors, tags } = await loadNames(base);
  const isAbsent = (names, id) => id && Object.keys(names).length && !Object.hasOwn(names, id);
  return !isAbsent(authors, author) && !isAbsent(tags, tag);
}

async function askBest(loaded, shards, wanted) {
  const held = await findHeld(loaded, wanted.choices);
  let best;
  for (const spelling of spellings(wanted.query)) {
    const answer = await askFor(loaded, shards, { ...wanted, query: spelling }, held);
    if (answer.missing.length === 0) return answer;
    if (!best || answer.missing.length < best.missing.length) best = answer;
  }
  return best;
}

// The ids of the articles of each choice that was made. Only the metadata "in" hold a word that stands for something.
function findHeld({ pagefind }, choices) {
  const made = Object.entries(choices).filter(([, name]) => name);
  return Promise.all(
    made.map(async ([kind, name]) => {
      const { results } = await pagefind.search(standIn(kind, name));
      return new Set(results.filter((result) => result.matchedMetaFields?.includes("in")).map((result) => result.id));
    }),
  );
}

// A shard in which a word of the query stands nowhere answers with the nearest word it has, or leaves the word out; its
// best hit tells, and where another shard does hold every word it is left out.
async function askFor(loaded, shards, { query, order }, held) {
  const isPhrase = /^".+"$/.test(query);
  const { results } = await loaded.pagefind.search(query, { sort: SORTS[order] });
  const own = results.filter((result) => held.every((ids) => ids.has(result.id)));
  const words = query.split(/\s+/).filter((word) => plain(word));
  const groups = await Promise.all(
    shards.map(async (shard) => {
      const some = ofShard(loaded, shard, own);
      return { shard, results: some, missing: some.length ? missingWords(words, await some[0].data()) : words };
    }),
  );
  const least = Math.min(words.length, ...groups.map((group) => group.missing.length));
  const best = groups.filter((group) => group.results.length && group.missing.length === least);
  const missing = best.length ? best[0].missing : words;
  return { query, words, missing, results: await arrange(loaded, best, groups, { words, order, isPhrase }), isPhrase };
}

// By date, shard after shard, for no two share a day that is not theirs. A phrase has one score wherever it stands, and
// another in a headline.
async function arrange(loaded, best, groups, { words, order, isPhrase }) {
  const results = best.flatMap((group) => group.results);
  if (order !== "relevance") return results;
  if (isPhrase) return results.sort((one, other) => other.score - one.score);
  const answers = await Promise.all(words.map(async (word) => ({ word, ...(await loaded.pagefind.search(word)) })));
  return rank(loaded, best, groups, answers);
}
