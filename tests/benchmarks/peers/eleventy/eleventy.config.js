// The pages of our archive as far as Eleventy has them: docs/performance.md says what differs.

const PAGE_SIZE = 40;
const DAY = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" });

const slug = (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join("-");

// The terms of a field with their articles, newest first.
function terms(articles, names) {
  const found = new Map();
  for (const article of articles) {
    for (const name of names(article)) {
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(article);
    }
  }
  return [...found].map(([name, items]) => ({ name, slug: slug(name), items })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

// A leaf for each 40 articles of each list.
function leaves(lists) {
  return lists.flatMap(({ name, base, items, bio }) => {
    const count = Math.ceil(items.length / PAGE_SIZE);
    return Array.from({ length: count }, (_, at) => ({
      name,
      bio,
      items: items.slice(at * PAGE_SIZE, (at + 1) * PAGE_SIZE),
      url: at ? `${base}page/${at + 1}/` : base,
      newer: at === 0 ? "" : at === 1 ? base : `${base}page/${at}/`,
      older: at + 1 < count ? `${base}page/${at + 2}/` : "",
    }));
  });
}

export default function (config) {
  const memo = new Map();
  const once = (key, make) => (api) => {
    if (!memo.has(key)) memo.set(key, make(api));
    return memo.get(key);
  };
  config.on("eleventy.before", () => memo.clear());

  const articles = once("articles", (api) => api.getFilteredByGlob("content/articles/**/*.md").sort((a, b) => b.date - a.date));
  const sections = once("sections", (api) => terms(articles(api), ({ data }) => [data.section]));
  const authors = once("authors", (api) => terms(articles(api), ({ data }) => data.authors));
  const tags = once("tags", (api) => terms(articles(api), ({ data }) => data.topics));
  const years = once("years", (api) => terms(articles(api), ({ date }) => [date.toISOString().slice(0, 4)]));
  const months = once("months", (api) => terms(articles(api), ({ date }) => [date.toISOString().slice(0, 7)]));

  config.addCollection("articles", articles);
  config.addCollection("sections", sections);
  config.addCollection("authors", authors);
  config.addCollection("topics", tags);
  config.addCollection("years", years);
  config.addCollection("leaves", (api) => {
    const below = (folder, list, keepsBio) => list.map((term) => ({ ...term, base: `/${folder}/${term.slug}/`, bio: keepsBio ? term.name : "" }));
    return leaves([
      { name: "Benchmark", base: "/", items: articles(api), bio: "" },
      ...below("sections", sections(api)),
      ...below("authors", authors(api), true),
      ...below("tags", tags(api)),
      ...below("archive", years(api)),
      ...below("archive", months(api)),
    ]);
  });
  config.addCollection("feeds", (api) => {
    const below = (folder, list) => list.map(({ name, slug, items }) => ({ name, items: items.slice(0, 30), url: `/${folder}/${slug}/feed.xml` }));
    const front = { name: "Benchmark", items: articles(api).slice(0, 30), url: "/feed.xml" };
    return [front, ...below("sections", sections(api)), ...below("authors", authors(api)), ...below("tags", tags(api))];
  });
  config.addCollection("indexes", (api) => [
    { name: "Sections", base: "/sections/", terms: sections(api) },
    { name: "Authors", base: "/authors/", terms: authors(api) },
    { name: "Tags", base: "/tags/", terms: tags(api) },
    { name: "Archive", base: "/archive/", terms: years(api) },
  ]);

  config.addFilter("slug", slug);
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("day", (date) => DAY.format(date));
  config.addFilter("json", (value) => JSON.stringify(value).replaceAll("<", "\\u003c"));
  config.addFilter("neighbor", (list, url, step) => {
    if (!memo.has("places")) memo.set("places", new Map(list.map((item, at) => [item.url, at])));
    return list[memo.get("places").get(url) + step];
  });
  config.setTemplateFormats(["md", "njk"]);
  return { markdownTemplateEngine: false, dir: { input: ".", includes: "_includes", data: "_data", output: "out" } };
}
