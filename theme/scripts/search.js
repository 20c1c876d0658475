// This is the search page: it asks Pagefind for what the reader types and lists the articles that hold it.
//
// The page brings form[role=search][data-base][data-words] with q, order, from, to and section, [data-results] and
// [role=status], and is whole without this script: it leads to sections, tags and years. Nothing of Pagefind is loaded
// before the reader turns to the form or comes with ?q=. The index lies in shards of time, which `generator/search/`
// cuts: the newest few are opened first, older ones when the hits are few or the reader asks. Whatever an article says
// is set as text; only Pagefind's excerpt, which it escapes, is set as HTML.

import { ask } from "./search-ask.js";
import { suggest } from "./search-names.js";
import { report, say, strings } from "./search-say.js";
import { load, loadNames } from "./search-shards.js";
import { fragment } from "./search-text.js";

const HITS_A_PAGE = 10;
const PAUSE = 250; // milliseconds without a key before what is typed is searched
const SHORTEST = 2; // characters; less is searched only when it is submitted
const PARTS = 3; // links to parts of one article
const FIELDS = ["from", "to", "section"];
const CHOICES = ["author", "tag"]; // that come with the address and can be taken back

const form = document.querySelector("form[role=search][data-base]");
const list = document.querySelector("[data-results]");
const status = document.querySelector("[role=status]");
const choices = make("ul", { className: "search__choices", hidden: true });
const more = make("button", { type: "button", className: "search__button", hidden: true, textContent: strings.more });
const older = make("button", { type: "button", className: "search__button", hidden: true });

const chosen = {}; // of the choices, the id of each that was made
const fragments = new WeakMap(); // of a link to an article: the words that it opens at
let latest = 0; // the number of the newest search; an older one that ends late is not shown
let waiting = []; // results that are found but not yet shown
let shown; // the answer that is shown
let timer; // of the pause after a key
let settled = true; // whether this entry of the history is a search that was asked for, not one that is being typed

if (form && list && status) begin();

function begin() {
  const field = form.elements.q;
  form.append(choices);
  list.after(more, older);
  form.addEventListener("focusin", prepare, { once: true });
  field.addEventListener("input", (event) => event.isComposing || typed());
  field.addEventListener("compositionend", typed);
  form.addEventListener("change", (event) => event.target !== field && submitted());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted();
  });
  more.addEventListener("click", showMore);
  older.addEventListener("click", () => search(asked(), true));
  for (const kind of ["click", "auxclick"]) list.addEventListener(kind, openAtWords);
  addEventListener("popstate", restore);
  if (form.contains(document.activeElement)) prepare();
  // Words typed before this script had come are not thrown away.
  if (field.value.trim() && !new URLSearchParams(location.search).has("q")) typed();
  else restore();
}

function prepare() {
  load(form.dataset.base).catch(() => {}); // a search tells of it
}

// ---- What the reader does ----------------------------------------------------------------------------------------

function asked() {
  const value = (name) => form.elements[name]?.value ?? "";
  return {
    query: value("q").trim(),
    order: value("order") || "relevance",
    from: Number(value("from")) || 0,
    to: Number(value("to")) || Infinity,
    choices: { section: value("section"), ...chosen },
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
  form.elements.order.value = [...form.elements.order].some(({ value }) => value === given.get("order")) ? given.get("order") : "relevance";
  for (const select of FIELDS.map((name) => form.elements[name]).filter(Boolean)) {
    select.value = given.get(select.name) ?? "";
    if (select.selectedIndex < 0) select.value = ""; // a section or year that is no more
  }
  for (const kind of CHOICES) chosen[kind] = given.get(kind) ?? "";
  showChoices();
  settled = true;
  search(asked());
}

function takeBack(kind) {
  chosen[kind] = "";
  showChoices();
  form.elements.q.focus();
  submitted();
}

function remember(isNew) {
  const address = new URL(location.href);
  const { query, order } = asked();
  address.hash = "";
  set(address.searchParams, "q", query);
  set(address.searchParams, "order", order === "relevance" ? "" : order);
  for (const name of FIELDS) set(address.searchParams, name, form.elements[name]?.value);
  for (const kind of CHOICES) set(address.searchParams, kind, chosen[kind]);
  if (address.href === location.href) return;
  if (isNew) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function set(parameters, name, value) {
  if (value) parameters.set(name, value);
  else parameters.delete(name);
}

async function search(wanted, isWhole = false) {
  const turn = ++latest;
  status.replaceChildren();
  if (!wanted.query) return show([], { results: [], closed: [] });
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await ask(form.dataset.base, wanted, isWhole);
    const hits = await Promise.all(answer.results.slice(0, HITS_A_PAGE).map((result) => result.data()));
    const names = answer.missing.length && !answer.closed.length ? await meant(answer) : [];
    const choices = await nameChoices(wanted.choices);
    if (turn !== latest) return;
    show(hits, answer);
    status.replaceChildren(report(answer, wanted.order, choices), ...names);
  } catch {
    if (turn === latest) excuse();
  }
}

// Links to searches for names that differ little from a word that no article holds.
async function meant({ query, missing }) {
  const links = suggest(missing, await loadNames(form.dataset.base)).map(({ word, name }) => {
    const address = new URL(location.href);
    address.searchParams.set("q", missing.length === 1 ? query.replace(word, name) : name);
    return make("a", { href: address.search, textContent: name });
  });
  return links.flatMap((link, place) => [place ? " · " : ` ${strings.meant.before}`, link]).concat(links.length ? strings.meant.after : []);
}

// ---- What the reader sees ------------------------------------------------------------------------------------------

// The choices that were made, each with its name.
async function nameChoices({ section, ...others }) {
  const made = CHOICES.filter((kind) => others[kind]);
  const names = made.length ? await loadNames(form.dataset.base) : {};
  return { section, ...Object.fromEntries(made.map((kind) => [kind, names[`${kind}s`][others[kind]] ?? others[kind]])) };
}

// A button for each choice that came with the address, which takes it back.
async function showChoices() {
  const names = await nameChoices(chosen);
  const items = CHOICES.filter((kind) => chosen[kind]).map((kind) => {
    const text = say(strings[`chosen_${kind}`], { name: names[kind] ?? chosen[kind] });
    const button = make("button", { type: "button", className: "search__choice", textContent: text });
    button.setAttribute("aria-label", say(strings.take_back, { choice: text }));
    button.addEventListener("click", () => takeBack(kind));
    const item = make("li", {});
    item.append(button);
    return item;
  });
  choices.replaceChildren(...items);
  choices.hidden = items.length === 0;
}

function excuse() {
  show([], { results: [], closed: [] });
  const link = ({ text, place }) => make("a", { href: `${form.dataset.base}${place}/`, textContent: text });
  status.replaceChildren(...strings.unreachable.pieces.map((piece) => (piece.place ? link(piece) : piece.text)));
}

function show(hits, answer) {
  const { results, closed } = answer;
  shown = answer;
  list.replaceChildren(...hits.map(makeItem));
  list.removeAttribute("aria-busy");
  const years = closed.map((shard) => shard.year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  older.textContent = say(strings.older, { years: first === last ? first : `${first}–${last}` });
  older.hidden = closed.length === 0;
  keepWaiting(results.slice(HITS_A_PAGE));
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
  item.append(makeLink(hit.url, hit.meta.title ?? hit.url, hit, hit));
  if (facts) item.append(make("p", { textContent: facts }));
  if (hit.excerpt) item.append(make("p", { innerHTML: hit.excerpt }));
  const parts = bestParts(hit);
  if (parts.length) item.append(makeParts(parts, hit));
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

function makeParts(parts, hit) {
  const line = make("p", { textContent: strings.parts.before });
  const links = parts.map((part) => makeLink(part.url, part.title, part, hit));
  links.forEach((link, place) => line.append(place ? " · " : "", link));
  line.append(strings.parts.after);
  return line;
}

// The address stays plain, for whoever copies it; only the reader who follows it comes to the words.
function makeLink(href, textContent, part, { content, meta }) {
  const link = make("a", { href, textContent });
  fragments.set(link, fragment(part, { content, title: meta.title }, shown));
  return link;
}

function openAtWords(event) {
  const link = event.target.closest("a");
  if (!fragments.has(link)) return;
  const plainly = link.href;
  link.hash = fragments.get(link);
  setTimeout(() => (link.href = plainly));
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
