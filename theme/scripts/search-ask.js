// This is what Pagefind is asked, and what of its answers holds.
//
// Pagefind answers for all shards that are open, and always with something: for a word that it does not know it takes the
// nearest. Which articles belong to a section, an author or a tag it tells by the word that stands for each
// (`standIn`), asked for by itself, so that phrases and the order of hits are none the worse for it.

import { rank } from "./search-rank.js";
import { byShard, choose, foresee, load, loadNames, open } from "./search-shards.js";
import { missingWords, plain, spellings, standIn } from "./search-words.js";

const HITS = 10; // that are enough to open no more shards
const SHARDS_AT_ONCE = 8; // that are opened before the first hits are shown
const FACTOR = 3; // by which more are opened each time, for what is rare is asked for in many
const SORTS = { relevance: {}, newest: { date: "desc" }, oldest: { date: "asc" } };

// Opens shards until there is a page of hits, and asks for the spelling of which they hold most words. `isWhole` opens all.
export async function ask(base, wanted, isWhole) {
  const loaded = await load(base);
  const shards = (await isKnown(base, wanted.choices)) ? choose(loaded, wanted) : [];
  const heard = new Map(); // the answers, by what was asked of how many open shards
  for (let count = isWhole ? shards.length : SHARDS_AT_ONCE; ; count *= FACTOR) {
    const closed = shards.slice(count);
    await open(loaded, shards.slice(0, count));
    if (closed.length && isRare(wanted.query)) foresee(loaded, closed[0]);
    const answer = await askBest({ ...loaded, heard }, shards.slice(0, count), wanted, closed.length ? HITS : 0);
    const isEnough = answer?.results.length >= HITS && answer.missing.length === 0;
    if (isEnough || closed.length === 0) return { ...answer, closed };
  }
}

// Phrases, and three words or more, most often stand in few articles.
function isRare(query) {
  return query.startsWith('"') || query.split(/\s+/).length > 2;
}

// An author or a tag that no article has would be looked for in every shard.
async function isKnown(base, { author, tag }) {
  if (!author && !tag) return true;
  const { authors, tags } = await loadNames(base);
  const isAbsent = (names, id) => id && Object.keys(names).length && !Object.hasOwn(names, id);
  return !isAbsent(authors, author) && !isAbsent(tags, tag);
}

// Undefined where there are fewer hits than the least that are wanted of these shards.
async function askBest(loaded, shards, wanted, least) {
  const held = findHeld(loaded, wanted.choices);
  let best;
  for (const spelling of spellings(wanted.query)) {
    const answer = await askFor(loaded, shards, { ...wanted, query: spelling, held }, least);
    if (!answer || answer.missing.length === 0) return answer;
    if (!best || answer.missing.length < best.missing.length) best = answer;
  }
  return best;
}

// The ids of the articles of each choice that was made. Only the metadata "in" hold a word that stands for something.
function findHeld(loaded, choices) {
  const made = Object.entries(choices).filter(([, name]) => name);
  return Promise.all(
    made.map(async ([kind, name]) => {
      const results = await hear(loaded, standIn(kind, name));
      return new Set(results.filter((result) => result.matchedMetaFields?.includes("in")).map((result) => result.id));
    }),
  );
}

// A shard in which a word of the query stands nowhere answers with the nearest word it has, or leaves the word out; its
// best hit tells, and where another shard does hold every word it is left out. Most often none is, so what will then be
// shown is fetched while we look.
async function askFor(loaded, shards, { query, order, held }, least) {
  const isPhrase = /^".+"$/.test(query);
  const words = query.split(/\s+/).filter((word) => plain(word));
  const whole = hear(loaded, query, order);
  const single = order === "relevance" && !isPhrase ? askEach(loaded, words) : undefined;
  const [results, ids] = await Promise.all([whole, held]);
  const own = results.filter((result) => ids.every((some) => some.has(result.id)));
  if (own.length < least) return undefined;
  const found = byShard(loaded, own);
  const groups = shards.map((shard) => ({ shard, results: found.get(shard.name) ?? [], missing: [] }));
  const asked = { order, isPhrase, single };
  const [judged, likely] = await Promise.all([judge(groups, words), arrange(loaded, groups, groups, asked).then(fetchFirst)]);
  const fewest = Math.min(words.length, ...judged.map((group) => group.missing.length));
  const best = judged.filter((group) => group.results.length && group.missing.length === fewest);
  const missing = best.length ? best[0].missing : words;
  const isLikely = judged.every((group) => group.results.length === 0 || group.missing.length === 0);
  return { query, words, missing, results: isLikely ? likely : await arrange(loaded, best, judged, asked), isPhrase };
}

// What all shards that are open answer, those that an earlier search has opened too; asked again only when more are open.
function hear({ pagefind, opened, heard }, query, order = "relevance") {
  const key = `${opened.size} ${order} ${query}`;
  if (!heard.has(key)) heard.set(key, pagefind.search(query, SORTS[order]));
  return heard.get(key);
}

// What is answered to each word of the query by itself, asked for at once, though it may not be needed.
function askEach(loaded, words) {
  const answers = words.map(async (word) => ({ word, results: await hear(loaded, word) }));
  const single = Promise.all(answers);
  single.catch(() => {});
  return single;
}

// The words that the best hit of each shard does not hold.
function judge(groups, words) {
  return Promise.all(
    groups.map(async ({ shard, results }) => {
      return { shard, results, missing: results.length ? missingWords(words, await results[0].data()) : words };
    }),
  );
}

function fetchFirst(results) {
  for (const result of results.slice(0, HITS)) result.data().catch(() => {}); // whoever shows it tells of it
  return results;
}

// By date, shard after shard, for no two share a day that is not theirs. A phrase has one score wherever it stands, and
// another in a headline.
async function arrange(loaded, best, groups, { order, isPhrase, single }) {
  const results = best.flatMap((group) => group.results);
  if (order !== "relevance") return results;
  if (isPhrase) return results.sort((one, other) => other.score - one.score);
  return rank(loaded, best, groups, await single);
}
