// These are the words of the search page, from theme/strings/, and the sentence that says what was found.

export const strings = JSON.parse(document.querySelector("form[data-words]")?.dataset.words ?? "{}");

// What was found, where, and what was not, in a sentence. `choices` are named.
export function report({ query, words, missing, results, closed, isPhrase }, order, choices) {
  const total = results.length;
  const parts = {
    count: countArticles(total),
    place: placeOf(choices),
    query: isPhrase ? query : say(strings.quoted, { words: query }),
    order: { relevance: "", newest: strings.newest_first, oldest: strings.oldest_first }[order],
    span: closed.length ? (order === "oldest" ? strings.oldest_years : strings.newest_years) : "",
  };
  if (total === 0) return say(strings.none, parts);
  if (missing.length === words.length) return say(strings.nearest, parts);
  const found = say(strings.found, parts);
  if (missing.length === 0) return found;
  return say(strings.found_without, { found, words: missing.map((word) => say(strings.quoted, { words: word })).join(", ") });
}

function placeOf({ section, author, tag }) {
  const parts = [section && say(strings.place, { section }), author && say(strings.place_author, { author }), tag && say(strings.place_tag, { tag })];
  return parts.filter(Boolean).join("");
}

// A string of the interface with its words in braces.
export function say(text, parts) {
  return text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
}

function countArticles(total) {
  const form = new Intl.PluralRules(strings.plurals).select(total);
  return say(strings.articles[form] || strings.articles.other, { count: total.toLocaleString(strings.locale) });
}
