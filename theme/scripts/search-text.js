// This is how an article is opened at the words that were searched: a text fragment (WICG, Scroll to Text Fragment) at the
// end of its address makes the browser itself mark them, with no script on the article's page.

import { isForm, plain } from "./search-words.js";

const MARKS = 6; // words that are marked

// "#answer:~:text=Tokyo&text=protested" for a hit or for a part of it; only "#answer" where the browser knows no text
// fragments, since it would take the whole for the name of an anchor.
export function fragment(hit, { content, title }, { query, words, isPhrase }) {
  const anchor = hit.anchor ? `#${hit.anchor.id}` : "";
  if (!("fragmentDirective" in document)) return anchor;
  const found = isPhrase ? [query.slice(1, -1)] : [...inTitle(hit.anchor ? "" : title, words), ...inText(content, hit.locations)];
  const marks = found.map(trim).filter((text, place, all) => text && all.findIndex((other) => isSame(other, text)) === place);
  return marks.length ? `${anchor || "#"}:~:${marks.slice(0, MARKS).map((text) => `text=${encode(text)}`).join("&")}` : anchor;
}

function isSame(one, other) {
  return one.toLowerCase() === other.toLowerCase();
}

function inTitle(title = "", words) {
  return title.split(/\s+/).filter((found) => words.some((word) => isForm(plain(word), plain(found))));
}

function inText(content, locations) {
  const words = content.split(/\s+/);
  return locations.map((place) => words[place] ?? "");
}

// A word without the marks around it: the page need not have them, for Pagefind ends each block with a full stop.
function trim(text) {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

// In a text fragment a hyphen means something of its own, besides what encodeURIComponent escapes.
function encode(text) {
  return encodeURIComponent(text).replaceAll("-", "%2D");
}
