export default {
  layout: "article.njk",
  permalink: ({ page, slug }) => `/${page.date.toISOString().slice(0, 4)}/${page.date.toISOString().slice(5, 7)}/${slug}/`,
};
