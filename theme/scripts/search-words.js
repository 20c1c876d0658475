// These are words: the spellings of a query that are tried, and whether an article holds what was asked for.

// What may end one form of a word and not another, after the rules by which Pagefind stems English.
const ENDINGS = (document.documentElement.lang || "en").startsWith("en")
  ? /^(?:able|al|ally|at|e|ed|en|er|es|ful|i|ing|ion|ist|ity|iv|iz|less|ly|ment|ness|or|s|y)*$/
  : /^.{0,4}$/;

const LETTERS = new Map(
  "аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh юyu яya іi"
    .split(" ")
    .map((pair) => [pair[0], pair.slice(1)]),
);
const LOOKALIKES = new Map([..."аaвbеeкkмmнhоoрpсcтtуyхxіi"].flatMap((one, place, all) => (place % 2 ? [] : [[one, all[place + 1]]])));

// "F 35" is looked for as articles print it, "F-35", but a year is a word of its own; then as it was typed, for "Mk 41";
// then with the words of "counter-drone" apart, since Pagefind makes one word of them; then a Cyrillic "Т-72" in Latin
// letters, by sound and by shape; then "AN/TPY-2" without the prefix that articles may leave out.
export function spellings(query) {
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

// The word that every article of a section, an author or a tag holds, made as generator/search/document.py makes it.
export function standIn(kind, name) {
  const bytes = new TextEncoder().encode(`${kind}:${name}`);
  const [high, low] = [0x811c9dc5, 0x050c5d1f].map((start) =>
    bytes.reduce((hashed, byte) => Math.imul(hashed ^ byte, 0x01000193), start),
  );
  const letter = (place) => "bcdfghjklmnpqrtv"[((place < 8 ? low : high) >>> (4 * (place % 8))) & 15];
  return `zq${Array.from({ length: 12 }, (_, place) => letter(place)).join("")}`;
}

// The words of a query that an article does not hold: Pagefind takes the nearest word for one that it does not know.
export function missingWords(words, hit) {
  const found = foundWords(hit).map(plain);
  return words.filter((word) => !found.some((other) => isForm(plain(word), other)));
}

function foundWords(hit) {
  const words = hit.content.split(/\s+/);
  return [...hit.locations.map((place) => words[place] ?? ""), ...Object.values(hit.meta).flatMap((text) => text.split(/\s+/))];
}

export function plain(word) {
  return word.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase().replace(/ies$/, "y");
}

// Whether `found` holds the word that was asked for, or is another form of it: the asked word's own ending may differ.
export function isForm(asked, found) {
  if (found.includes(asked)) return true;
  let shared = 0;
  while (shared < found.length && asked[shared] === found[shared]) shared += 1;
  if (shared < 2) return false;
  const ending = asked.slice(shared);
  const doubled = ending[0] === asked[shared - 1] ? ending.slice(1) : ending;
  return [ending, doubled].some((rest) => ENDINGS.test(rest));
}
