// This is the order of hits from many shards: by relevance as one index of all of them would have it.
//
// Pagefind weighs how rare a word is, and how long an article is, by the shard alone. Asked for each word by itself it
// tells enough to put both right: in how many articles of the shard the word stands, how much an article owes to it, how
// often it stands there, and in which of the metadata. From that the score is put together again by Pagefind's own formula
// (BM25, and for metadata the share of the query's rarity that they hold, squared). It is exact but for words that stand
// in several forms or in headings.

import { RANKING, byShard } from "./search-shards.js";

const WHOLE_WORD = Math.exp(Math.exp(-1 / 8) - 1); // what Pagefind counts for a word that stands as it was asked for

// `best` are the groups to rank, of `groups`, one for each shard that was asked; `answers` holds what Pagefind answers to
// each word of the query alone.
export function rank(loaded, best, groups, answers) {
  const [articles, words] = ["articles", "words"].map((name) => sum(groups, ({ shard }) => shard[name]));
  const terms = answers.map(({ word, results }) => makeTerm(loaded, groups, word, results));
  const scored = best.flatMap(({ shard, results }) => {
    const ratio = shard.words / shard.articles / (words / articles);
    return results.map((result) => ({ result, score: score(result, terms, shard, ratio) }));
  });
  return scored.sort((one, other) => other.score - one.score).map(({ result }) => result);
}

// A word of the query: its rarity in all shards together and in each, and its hits by their ids. What a shard that has no
// such word answers is of another word.
function makeTerm(loaded, groups, word, results) {
  const found = byShard(loaded, results);
  const counts = groups.map((group) => ({ ...group, count: found.get(group.shard.name)?.length ?? 0 }));
  const holding = sum(counts, ({ count, missing, results: some }) => (some.length && missing.includes(word) ? 0 : count));
  return {
    rarity: rarity(sum(groups, ({ shard }) => shard.articles), holding),
    rarities: new Map(counts.map(({ shard, count }) => [shard, rarity(shard.articles, count)])),
    hits: new Map(results.map((result) => [result.id, result])),
  };
}

function score(result, terms, shard, ratio) {
  const fields = new Map(); // of the metadata: the rarity of the words that each holds
  let total = 0;
  for (const { rarity, rarities, hits } of terms) {
    const hit = hits.get(result.id);
    if (!hit) continue;
    let weight = hit.score / rarities.get(shard); // without the rarity
    for (const field of hit.matchedMetaFields ?? []) {
      weight -= weightOf(field);
      fields.set(field, (fields.get(field) ?? 0) + rarity);
    }
    total += rarity * correct(Math.max(0, weight), hit.words.length * WHOLE_WORD, ratio);
  }
  const whole = sum(terms, (term) => term.rarity);
  return total + sum([...fields], ([field, held]) => weightOf(field) * held * (held / whole) ** 2);
}

function weightOf(field) {
  return RANKING.metaWeights[field] ?? 1;
}

// From what an article owes to a word found `count` times follows how long it is, by the mean of its shard; from that,
// what it would owe by the mean of all, of which the shard's mean is `ratio` times as much.
function correct(weight, count, ratio) {
  if (!count || !weight) return weight;
  const { termSaturation: k, pageLength: b, diacriticSimilarity } = RANKING;
  const bare = weight / (1 + diacriticSimilarity);
  const size = Math.min(3, Math.max(0.3, (((k + 1) * count) / bare - count) / k));
  return (weight * (k * size + count)) / (k * (1 - b + (size - 1 + b) * ratio) + count);
}

// As Pagefind's BM25 has it.
function rarity(articles, holding) {
  return Math.log((articles - holding + 0.5) / (holding + 0.5) + 1);
}

function sum(items, value) {
  return items.reduce((total, item) => total + value(item), 0);
}
