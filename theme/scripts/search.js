// This is the search page: it asks Pagefind for what the reader types and lists the articles that hold it.
//
// The page brings form[role=search][data-base][data-words] with q, order, from, to and section, [data-results] and
// [role=status], and is whole without this script: it leads to sections, tags and years. Nothing of Pagefind is loaded
// before the reader turns to the form or comes with ?q=. The index lies in shards of time, which `generator/search/`
// cuts: the newest few are opened first, older ones when the hits are few or the reader asks. Whatever an article says
// is set as text; only Pagefind's excerpt, which it escapes, is set as HTML.

const HITS_A_PAGE = 10;
const SHARDS_AT_ONCE = 8; // that are opened before the first hits are shown
const PAUSE = 250; // milliseconds without a key before what is typed is searched
const SHORTEST = 2; // characters; less is searched only when it is submitted
const EXCERPT = 30; // words
const PARTS = 3; // links to parts of one article
const SUGGESTIONS = 3;
const PHRASE_HITS = 50; // of a phrase that are looked through for those of one section
// Pagefind's own, which `arrange` needs to know, but for the words that are in no text.
const RANKING = { termSaturation: 1.4, pageLength: 0.75, diacriticSimilarity: 0.8, metaWeights: { title: 5, also: 0.3, in: 0 } };
const WHOLE_WORD = 0.889; // what Pagefind counts for a word that stands as it was asked for
const SORTS = { relevance: {}, newest: { date: "desc" }, oldest: { date: "asc" } };
const FIELDS = ["from", "to", "section"];

const form = document.querySelector("form[role=search][data-base]");
const list = document.querySelector("[data-results]");
const status = document.querySelector("[role=status]");
const strings = JSON.parse(form?.dataset.words ?? "{}"); // of the interface, from theme/strings/
const more = make("button", { type: "button", className: "search__button", hidden: true, textContent: strings.more });
const older = make("button", { type: "button", className: "search__button", hidden: true });
const language = document.documentElement.lang || "en";
// What may end one form of a word and not another, after the rules by which Pagefind stems English.
const ENDINGS = language.startsWith("en")
  ? /^(?:able|al|ally|at|e|ed|en|er|es|ful|i|ing|ion|ist|ity|iv|iz|less|ly|ment|ness|or|s|y)*$/
  : /^.{0,4}$/;

let engine; // the promise of Pagefind and its shards, once they are wanted
let latest = 0; // the number of the newest search; an older one that ends late is not shown
let waiting = []; // results that are found but not yet shown
let timer; // of the pause after a key
let settled = true; // whether this entry of the history is a search that was asked for, not one that is being typed

if (form && list && status) begin();

function begin() {
  const field = form.elements.q;
  list.after(more, older);
  form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
  field.addEventListener("input", (event) => event.isComposing || typed());
  field.addEventListener("compositionend", typed);
  form.addEventListener("change", (event) => event.target !== field && submitted());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted();
  });
  more.addEventListener("click", showMore);
  older.addEventListener("click", () => search(asked(), Infinity));
  addEventListener("popstate", restore);
  if (form.contains(document.activeElement)) load().catch(() => {});
  // Words typed before this script had come are not thrown away.
  if (field.value.trim() && !new URLSearchParams(location.search).has("q")) typed();
  else restore();
}

// ---- What the reader does ----------------------------------------------------------------------------------------

function asked() {
  const value = (name) => form.elements[name]?.value ?? "";
  return {
    query: value("q").trim(),
    order: value("order") || "relevance",
    from: Number(value("from")) || 0,
    to: Number(value("to")) || Infinity,
    section: value("section"),
  };
}

function typed() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const wanted = asked();
    // The first key after a settled search opens an entry in the history, and the keys after it change that entry.
    remember(settled);
    settled = false;
    search([...wanted.query].length < SHORTEST ? { ...wanted, query: "" } : wanted);
  }, PAUSE);
}

function submitted() {
  clearTimeout(timer);
  remember(settled);
  settled = true;
  search(asked());
}

function restore() {
  clearTimeout(timer);
  const given = new URLSearchParams(location.search);
  form.elements.q.value = given.get("q") ?? "";
  form.elements.order.value = Object.hasOwn(SORTS, given.get("order") ?? "") ? given.get("order") : "relevance";
  for (const select of FIELDS.map((name) => form.elements[name]).filter(Boolean)) {
    select.value = given.get(select.name) ?? "";
    if (select.selectedIndex < 0) select.value = ""; // a section or year that is no more
  }
  settled = true;
  search(asked());
}

function remember(isNew) {
  const address = new URL(location.href);
  const { query, order } = asked();
  address.hash = "";
  set(address.searchParams, "q", query);
  set(address.searchParams, "order", order === "relevance" ? "" : order);
  for (const name of FIELDS) set(address.searchParams, name, form.elements[name]?.value);
  if (address.href === location.href) return;
  if (isNew) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function set(parameters, name, value) {
  if (value) parameters.set(name, value);
  else parameters.delete(name);
}

// ---- The shards ----------------------------------------------------------------------------------------------------

function load() {
  const base = form.dataset.base;
  engine ??= Promise.all([import(`${base}pagefind/pagefind.js`), read("shards.json")]).then(async ([pagefind, told]) => {
    await pagefind.options({ baseUrl: base, excerptLength: EXCERPT, ranking: RANKING });
    await pagefind.init();
    return { pagefind, ...told, opened: new Map([[told.shards[0].name, Promise.resolve()]]) };
  });
  engine.catch(() => (engine = undefined)); // so that the next search tries again
  return engine;
}

async function read(name) {
  const answer = await fetch(`${form.dataset.base}pagefind/${name}`);
  if (!answer.ok) throw new Error(name);
  return answer.json();
}

// Pagefind cannot go on without a shard that it was given, so one that does not come ends the engine.
async function open({ pagefind, opened }, shards) {
  const base = form.dataset.base;
  for (const { name, path } of shards.filter((shard) => !opened.has(shard.name))) {
    const options = { baseUrl: base, excerptLength: EXCERPT, ranking: RANKING };
    opened.set(name, pagefind.mergeIndex(`${base}pagefind/${path}`, options));
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
function choose({ shards, sections }, { order, from, to, section }) {
  const number = sections.indexOf(section);
  const able = shards.filter(
    (shard) => shard.year >= from && shard.year <= to && (!section || shard.sections.includes(number)),
  );
  return order === "oldest" ? able.reverse() : able;
}

// ---- Asking Pagefind ---------------------------------------------------------------------------------------------

async function search(wanted, most = SHARDS_AT_ONCE) {
  const turn = ++latest;
  status.replaceChildren();
  if (!wanted.query) return show([], []);
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await ask(wanted, most);
    const hits = await Promise.all(answer.results.slice(0, HITS_A_PAGE).map((result) => result.data()));
    const names = answer.missing.length && !answer.closed.length ? await suggest(answer) : [];
    if (turn !== latest) return;
    show(hits, answer.results.slice(HITS_A_PAGE), answer.closed);
    status.replaceChildren(report(answer, wanted), ...names);
  } catch {
    if (turn === latest) excuse();
  }
}

// Opens shards until there is a page of hits, and asks for the spelling of which they hold most words.
async function ask(wanted, most) {
  const loaded = await load();
  const shards = choose(loaded, wanted);
  for (let count = Math.min(most, shards.length); ; count = Math.min(count + SHARDS_AT_ONCE, shards.length)) {
    await open(loaded, shards.slice(0, count));
    const answer = await askBest(loaded, shards.slice(0, count), wanted);
    const enough = answer.results.length >= HITS_A_PAGE && answer.missing.length === 0;
    if (enough || count >= shards.length) return { ...answer, closed: shards.slice(count) };
  }
}

async function askBest(loaded, shards, wanted) {
  let best;
  for (const spelling of spellings(wanted.query)) {
    const answer = await askFor(loaded, shards, { ...wanted, query: spelling });
    if (answer.missing.length === 0) return answer;
    if (!best || answer.missing.length < best.missing.length) best = answer;
  }
  return best;
}

// Pagefind answers for all that is open. A shard in which a word of the query stands nowhere answers with the nearest
// word it has, or leaves the word out; its best hit tells, and where another shard does hold every word it is left out.
async function askFor(loaded, shards, { query, order, section }) {
  const isPhrase = /^".+"$/.test(query);
  const term = section && !isPhrase ? `${query} ${standIn("section", section)}` : query;
  const { results } = await loaded.pagefind.search(term, { sort: SORTS[order] });
  const words = query.split(/\s+/).filter((word) => plain(word));
  const groups = await Promise.all(
    shards.map(async (shard) => {
      const all = results.filter((result) => result.id.startsWith(`${loaded.language}-${shard.name}_`));
      const own = section && isPhrase ? await keepSection(all, section) : all;
      return { shard, results: own, missing: own.length ? missingWords(words, await own[0].data()) : words };
    }),
  );
  const least = Math.min(words.length, ...groups.map((group) => group.missing.length));
  const held = groups.filter((group) => group.results.length && group.missing.length === least);
  const missing = held.length ? held[0].missing : words;
  return { query, words, missing, results: arrange(held, shards, order), isPhrase };
}

// The word that every article of a section holds, made as generator/search/document.py makes it.
function standIn(kind, name) {
  const [high, low] = [0x811c9dc5, 0x050c5d1f].map((start) =>
    new TextEncoder().encode(`${kind}:${name}`).reduce((hashed, byte) => Math.imul(hashed ^ byte, 0x01000193), start),
  );
  const letter = (place) => "bcdfghjklmnpqrtv"[((place < 8 ? low : high) >>> (4 * (place % 8))) & 15];
  return `zq${Array.from({ length: 12 }, (_, place) => letter(place)).join("")}`;
}

async function keepSection(results, section) {
  const some = results.slice(0, PHRASE_HITS);
  const hits = await Promise.all(some.map((result) => result.data()));
  return some.filter((_, place) => readNote(hits[place], "section") === section);
}

// By date, shard after shard, for no two share a day that is not theirs. By relevance, a hit is worth in every shard
// what it were worth in all of them together: Pagefind weighs a word's rarity, and how long an article is, by the shard.
function arrange(groups, shards, order) {
  if (order !== "relevance") return groups.flatMap((group) => group.results);
  const total = sum(shards, (shard) => shard.articles);
  const length = sum(shards, (shard) => shard.articles * shard.words) / total;
  const hits = sum(groups, (group) => group.results.length);
  const ranked = groups.flatMap(({ shard, results }) => {
    const [whole, own] = [rarity(total, hits), rarity(shard.articles, results.length)];
    return results.map((result) => {
      const count = Math.max(1, result.words.length) * WHOLE_WORD;
      const weight = result.score / own; // without the rarity
      const bare = weight / (1 + RANKING.diacriticSimilarity);
      return { result, score: weight * whole * correct(bare, count, shard.words / length) };
    });
  });
  return ranked.sort((one, other) => other.score - one.score).map(({ result }) => result);
}

// From the score of a word found `count` times follows how long the article is, by the mean of its shard; from that, how
// the score changes with a mean that is not `ratio` times the mean of all. Several words come near enough.
function correct(score, count, ratio) {
  const { termSaturation: k, pageLength: b } = RANKING;
  const size = Math.min(3, Math.max(0.3, (((k + 1) * count) / score - count) / k));
  return (k * size + count) / (k * (1 - b + (size - 1 + b) * ratio) + count);
}

function sum(items, value) {
  return items.reduce((total, item) => total + value(item), 0);
}

// As Pagefind's BM25 has it.
function rarity(articles, holding) {
  return Math.log((articles - holding + 0.5) / (holding + 0.5) + 1);
}

// ---- Spellings ---------------------------------------------------------------------------------------------------

const LETTERS = new Map(
  "аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh юyu яya іi"
    .split(" ")
    .map((pair) => [pair[0], pair.slice(1)]),
);
const LOOKALIKES = new Map([..."аaвbеeкkмmнhоoрpсcтtуyхxіi"].flatMap((one, place, all) => (place % 2 ? [] : [[one, all[place + 1]]])));

// "F 35" is looked for as articles print it, "F-35", but a year is a word of its own; then as it was typed, for "Mk 41";
// then with the words of "counter-drone" apart, since Pagefind makes one word of them; then a Cyrillic "Т-72" in Latin
// letters, by sound and by shape; then "AN/TPY-2" without the prefix that articles may leave out.
function spellings(query) {
  const text = query.replace(/[‐‑–]/g, "-");
  const joined = text.replace(/(?<![\p{L}\p{N}-])(\p{L}{1,4})\s+(?!(?:19|20)\d\d(?!\d))(?=\d)/gu, "$1-");
  const apart = text.replace(/(?<=\p{L}{3})-(?=\p{L}{3})/gu, " ");
  const latin = [LETTERS, LOOKALIKES].map((table) => inLatin(joined, table));
  const bare = joined.replace(/(?<!\S)an\//giu, "");
  return new Set([joined, text, apart, ...latin, bare]);
}

function inLatin(query, table) {
  return query.replace(/\S*[а-яі]\S*/giu, (word) =>
    /\d/.test(word) ? [...word.toLowerCase()].map((letter) => table.get(letter) ?? letter).join("") : word,
  );
}

// ---- Is it what was asked for? Pagefind takes the nearest word for one that it does not know -------------------------

function missingWords(words, hit) {
  const found = foundWords(hit).map(plain);
  return words.filter((word) => !found.some((other) => isForm(plain(word), other)));
}

function foundWords(hit) {
  const words = hit.content.split(/\s+/);
  return [...hit.locations.map((place) => words[place] ?? ""), ...Object.values(hit.meta).flatMap((text) => text.split(/\s+/))];
}

function plain(word) {
  return word.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase().replace(/ies$/, "y");
}

// Whether `found` holds the word that was asked for, or is another form of it: the asked word's own ending may differ.
function isForm(asked, found) {
  if (found.includes(asked)) return true;
  let shared = 0;
  while (shared < found.length && asked[shared] === found[shared]) shared += 1;
  if (shared < 2) return false;
  const ending = asked.slice(shared);
  const doubled = ending[0] === asked[shared - 1] ? ending.slice(1) : ending;
  return [ending, doubled].some((rest) => ENDINGS.test(rest));
}

// ---- Names that may have been meant ----------------------------------------------------------------------------------

// Links to searches for names that differ little from a word that no article holds.
async function suggest({ query, missing }) {
  const told = await read("names.json").catch(() => ({ authors: {}, tags: {}, designations: [] }));
  const names = [...new Set([...Object.values(told.authors), ...Object.values(told.tags), ...told.designations])];
  const near = missing.flatMap((word) =>
    names.map((name) => ({ word, name, far: Math.min(...[name, ...name.split(" ")].map((part) => distance(plain(word), plain(part)))) })),
  );
  const best = near
    .filter(({ word, far }) => far > 0 && far <= Math.max(1, Math.floor(plain(word).length / 3)))
    .sort((one, other) => one.far - other.far || (one.name < other.name ? -1 : 1))
    .slice(0, SUGGESTIONS);
  const links = best.map(({ word, name }) => {
    const address = new URL(location.href);
    address.searchParams.set("q", missing.length === 1 ? query.replace(word, name) : name);
    return make("a", { href: address.search, textContent: name });
  });
  return links.flatMap((link, place) => [place ? " · " : ` ${strings.meant.before}`, link]).concat(links.length ? strings.meant.after : []);
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

// ---- What the reader sees ------------------------------------------------------------------------------------------

function report({ query, words, missing, results, closed, isPhrase }, { order, section }) {
  const total = results.length;
  const parts = {
    count: countArticles(total),
    place: section ? say(strings.place, { section }) : "",
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

// A string of the interface with its words in braces.
function say(text, parts) {
  return text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
}

function countArticles(total) {
  const form = new Intl.PluralRules(strings.plurals).select(total);
  return say(strings.articles[form] || strings.articles.other, { count: total.toLocaleString(strings.locale) });
}

function excuse() {
  show([], []);
  const link = ({ text, place }) => make("a", { href: `${form.dataset.base}${place}/`, textContent: text });
  status.replaceChildren(...strings.unreachable.pieces.map((piece) => (piece.place ? link(piece) : piece.text)));
}

function show(hits, rest, closed = []) {
  list.replaceChildren(...hits.map(makeItem));
  list.removeAttribute("aria-busy");
  const years = closed.map((shard) => shard.year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  older.textContent = say(strings.older, { years: first === last ? first : `${first}–${last}` });
  older.hidden = closed.length === 0;
  keepWaiting(rest);
}

function keepWaiting(rest) {
  waiting = rest;
  more.hidden = rest.length === 0;
}

async function showMore() {
  const turn = latest;
  const [next, rest] = [waiting.slice(0, HITS_A_PAGE), waiting.slice(HITS_A_PAGE)];
  try {
    const items = (await Promise.all(next.map((result) => result.data()))).map(makeItem);
    if (turn !== latest || waiting[0] !== next[0]) return;
    list.append(...items);
    items[0].querySelector("a").focus();
    keepWaiting(rest);
  } catch {
    if (turn === latest) excuse();
  }
}

function makeItem(hit) {
  const item = make("li", {});
  const facts = [hit.meta.byline, readNote(hit, "date"), readNote(hit, "section")].filter(Boolean).join(" · ");
  item.append(make("a", { href: hit.url, textContent: hit.meta.title ?? hit.url }));
  if (facts) item.append(make("p", { textContent: facts }));
  if (hit.excerpt) item.append(make("p", { innerHTML: hit.excerpt }));
  const parts = bestParts(hit);
  if (parts.length) item.append(makeParts(parts));
  return item;
}

function readNote(hit, name) {
  const id = hit.anchors.find(({ element, id }) => element === "span" && id.startsWith(`${name}:`))?.id ?? "";
  return decodeURIComponent(id.slice(name.length + 1));
}

// The parts below a heading that hold most of the words, in the order of the article.
function bestParts(hit) {
  const parts = hit.sub_results.filter((part) => part.anchor);
  const best = [...parts].sort((one, other) => other.locations.length - one.locations.length).slice(0, PARTS);
  return parts.filter((part) => best.includes(part));
}

function makeParts(parts) {
  const line = make("p", { textContent: strings.parts.before });
  const links = parts.map((part) => make("a", { href: part.url, textContent: part.title }));
  links.forEach((link, place) => line.append(place ? " · " : "", link));
  line.append(strings.parts.after);
  return line;
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
