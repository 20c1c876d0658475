// These are the names that a reader may have meant who typed a word that no article holds.

import { plain } from "./search-words.js";

const SUGGESTIONS = 3;

// Pairs of a missing word and a name that differs little from it, the nearest first.
export function suggest(missing, { authors, tags, designations }) {
  const names = new Set([...Object.values(authors), ...Object.values(tags), ...designations]);
  const near = missing.flatMap((word) => [...names].map((name) => ({ word, name, far: farness(plain(word), name) })));
  return near
    .filter(({ word, far }) => far > 0 && far <= Math.max(1, Math.floor(plain(word).length / 3)))
    .sort((one, other) => one.far - other.far || (one.name < other.name ? -1 : 1))
    .slice(0, SUGGESTIONS);
}

function farness(word, name) {
  return Math.min(...[name, ...name.split(" ")].map((part) => distance(word, plain(part))));
}

// Letters to change, add, drop or swap with their neighbor to make one word the other; 9 when it is surely far.
function distance(one, other) {
  if (Math.abs(one.length - other.length) > 2) return 9;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let place = 1; place <= other.length; place += 1) {
      const cost = one[row - 1] === other[place - 1] ? 0 : 1;
      next[place] = Math.min(last[place] + 1, next[place - 1] + 1, last[place - 1] + cost);
      const isSwap = row > 1 && place > 1 && one[row - 1] === other[place - 2] && one[row - 2] === other[place - 1];
      if (isSwap) next[place] = Math.min(next[place], before[place - 2] + 1);
    }
    [before, last] = [last, next];
  }
  return last[other.length];
}
