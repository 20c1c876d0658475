// This stands before Pagefind's own worker in `_site/pagefind/pagefind-worker.js`: what the search page has brought is
// answered from here. Pagefind fetches its program, and of each shard the start file and then the metadata; the page
// brings them all in one file (generator/search/starts.py). What was not brought is fetched as ever.
{
  const brought = new Map(); // bytes by the path that Pagefind will ask for; it asks once
  const fetchFromSite = self.fetch;
  const later = self.setTimeout;
  const pathOf = (address) => new URL(address, self.location).pathname;

  self.fetch = (address, ...options) => {
    const path = pathOf(address);
    if (!brought.has(path)) return fetchFromSite(address, ...options);
    const answer = new Response(brought.get(path));
    brought.delete(path);
    return Promise.resolve(answer);
  };

  // Pagefind looks every 50 ms whether its program has started, and waits for nothing else by the clock.
  self.setTimeout = (work, pause, ...rest) => later(work, Math.min(pause, 5), ...rest);

  self.addEventListener("message", (event) => {
    if (!event.data.brought) return;
    event.stopImmediatePropagation();
    for (const [name, bytes] of event.data.brought) brought.set(pathOf(name), bytes);
  });

  // Pagefind starts its program unwatched, and would wait for it for ever.
  self.addEventListener("unhandledrejection", ({ reason }) => self.reportError(reason));
}
