// This is the search page: it asks Pagefind for what the reader types and lists the articles that hold it.
//
// The page brings form[role=search][data-base] with q and order, [data-results] and [role=status], and is whole without
// this script: it leads to sections, tags and years. Nothing of Pagefind is loaded before the reader turns to the form
// or comes with ?q=. Whatever an article says is set as text; only Pagefind's excerpt, which it escapes, is set as HTML.
// `generator/search/document.py` says what a hit holds.

const HITS_A_PAGE = 10;
const PAUSE = 250; // milliseconds without a key before what is typed is searched
const SHORTEST = 2; // characters; less is searched only when it is submitted
const EXCERPT = 30; // words
const PARTS = 3; // links to parts of one article
const SORTS = { relevance: {}, newest: { date: "desc" }, oldest: { date: "asc" } };
const SORT_WORDS = { relevance: "", newest: ", newest first", oldest: ", oldest first" };

const form = document.querySelector("form[role=search][data-base]");
const list = document.querySelector("[data-results]");
const status = document.querySelector("[role=status]");
const more = make("button", { type: "button", className: "search__button", hidden: true, textContent: "More results" });
const language = document.documentElement.lang || "en";
// What may end one form of a word and not another, after the rules by which Pagefind stems English.
const ENDINGS = language.startsWith("en")
  ? /^(?:able|al|ally|at|e|ed|en|er|es|ful|i|ing|ion|ist|ity|iv|iz|less|ly|ment|ness|or|s|y)*$/
  : /^.{0,4}$/;

let engine; // the promise of Pagefind, once it is wanted
let latest = 0; // the number of the newest search; an older one that ends late is not shown
let waiting = []; // results that are found but not yet shown
let timer; // of the pause after a key
let settled = true; // whether this entry of the history is a search that was asked for, not one that is being typed

if (form && list && status) begin();

function begin() {
  const field = form.elements.q;
  list.after(more);
  field.addEventListener("focus", () => load().catch(() => {}), { once: true });
  field.addEventListener("input", (event) => event.isComposing || typed());
  field.addEventListener("compositionend", typed);
  form.addEventListener("change", (event) => event.target.name === "order" && submitted());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted();
  });
  more.addEventListener("click", showMore);
  addEventListener("popstate", restore);
  if (document.activeElement === field) load().catch(() => {});
  // Words typed before this script had come are not thrown away.
  if (field.value.trim() && !new URLSearchParams(location.search).has("q")) typed();
  else restore();
}

// ---- What the reader does ----------------------------------------------------------------------------------------

function typed() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const query = form.elements.q.value.trim();
    // The first key after a settled search opens an entry in the history, and the keys after it change that entry.
    remember(query, settled);
    settled = false;
    search([...query].length < SHORTEST ? "" : query);
  }, PAUSE);
}

function submitted() {
  clearTimeout(timer);
  const query = form.elements.q.value.trim();
  remember(query, settled);
  settled = true;
  search(query);
}

function restore() {
  clearTimeout(timer);
  const asked = new URLSearchParams(location.search);
  form.elements.q.value = asked.get("q") ?? "";
  form.elements.order.value = Object.hasOwn(SORTS, asked.get("order") ?? "") ? asked.get("order") : "relevance";
  settled = true;
  search(form.elements.q.value.trim());
}

function remember(query, isNew) {
  const address = new URL(location.href);
  const order = form.elements.order.value;
  address.hash = "";
  set(address.searchParams, "q", query);
  set(address.searchParams, "order", order === "relevance" ? "" : order);
  if (address.href === location.href) return;
  if (isNew) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function set(parameters, name, value) {
  if (value) parameters.set(name, value);
  else parameters.delete(name);
}

// ---- Asking Pagefind ---------------------------------------------------------------------------------------------

function load() {
  const base = form.dataset.base;
  engine ??= import(`${base}pagefind/pagefind.js`).then(async (pagefind) => {
    await pagefind.options({ baseUrl: base, excerptLength: EXCERPT });
    await pagefind.init();
    return pagefind;
  });
  engine.catch(() => (engine = undefined)); // so that the next search tries again
  return engine;
}

async function search(query) {
  const turn = ++latest;
  const order = form.elements.order.value;
  status.replaceChildren();
  if (!query) return show([], []);
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await ask(query, SORTS[order]);
    if (turn !== latest) return;
    show(answer.hits, answer.rest);
    status.textContent = report(answer, order);
  } catch {
    if (turn === latest) excuse();
  }
}

// The first spelling of which the articles hold every word, or else the one of which they hold most.
async function ask(query, sort) {
  let best;
  for (const spelling of spellings(query)) {
    const answer = await askFor(spelling, sort);
    if (answer.missing.length === 0) return answer;
    if (!best || answer.missing.length < best.missing.length) best = answer;
  }
  return best;
}

// "F 35" is looked for as articles print it, "F-35", but a year is a word of its own; then as it was typed, for "Mk 41";
// then with the words of "counter-drone" apart, since Pagefind makes one word of them.
function spellings(query) {
  const joined = query.replace(/(?<![\p{L}\p{N}-])(\p{L}{1,4})\s+(?!(?:19|20)\d\d(?!\d))(?=\d)/gu, "$1-");
  const apart = query.replace(/(?<=\p{L}{3})-(?=\p{L}{3})/gu, " ");
  return new Set([joined, query, apart]);
}

async function askFor(query, sort) {
  const pagefind = await load();
  const { results } = await pagefind.search(query, { sort });
  const hits = await Promise.all(results.slice(0, HITS_A_PAGE).map((result) => result.data()));
  const words = query.split(/\s+/).filter((word) => plain(word));
  const found = hits.flatMap(foundWords).map(plain);
  const missing = words.filter((word) => !found.some((other) => isForm(plain(word), other)));
  return { query, words, missing, hits, rest: results.slice(HITS_A_PAGE), total: results.length };
}

// ---- Is it what was asked for? Pagefind takes the nearest word for one that it does not know -------------------------

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

// ---- What the reader sees ------------------------------------------------------------------------------------------

function report({ query, words, missing, total }, order) {
  const count = `${total.toLocaleString(language)} ${total === 1 ? "article" : "articles"}`;
  if (total === 0) return `No article holds “${query}”.`;
  if (missing.length === words.length) return `No article holds “${query}”. Nearest matches: ${count}${SORT_WORDS[order]}.`;
  const found = `${count} for “${query}”${SORT_WORDS[order]}`;
  return missing.length === 0 ? found : `${found}. None of the first holds “${missing.join("”, “")}”.`;
}

function excuse() {
  show([], []);
  const base = form.dataset.base;
  status.replaceChildren(
    "Search cannot be reached just now. The ",
    make("a", { href: `${base}tags/`, textContent: "tags" }),
    " and the ",
    make("a", { href: `${base}archive/`, textContent: "archive" }),
    " lead to every article.",
  );
}

function show(hits, rest) {
  list.replaceChildren(...hits.map(makeItem));
  list.removeAttribute("aria-busy");
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
  const line = make("p", { textContent: "See " });
  const links = parts.map((part) => make("a", { href: part.url, textContent: part.title }));
  links.forEach((link, place) => line.append(place ? " · " : "", link));
  return line;
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
