// This is the preview's own script: it loads the page again when what it shows has changed, and shows problems at once.
(() => {
  "use strict";
  const { base, page } = document.currentScript.dataset;
  let { version } = document.currentScript.dataset;
  const CLOSED = "preview-closed";
  const RETRY = 1000; // milliseconds
  let source = null;

  const panel = () => document.querySelector("dialog.preview-panel");

  // A panel that was closed stays closed until there is another one to show.
  const settle = () => {
    const shown = panel();
    if (!shown) return;
    if (sessionStorage.getItem(CLOSED) === shown.dataset.version) shown.removeAttribute("open");
    shown.addEventListener("close", () => sessionStorage.setItem(CLOSED, shown.dataset.version));
  };

  const follow = () => {
    leave();
    const query = new URLSearchParams({ page, since: version });
    source = new EventSource(`${base}_events?${query}`);
    source.addEventListener("reload", () => {
      leave();
      location.reload();
    });
    source.addEventListener("notes", (event) => {
      version = event.lastEventId;
      document.getElementById("preview").innerHTML = JSON.parse(event.data);
      settle();
    });
    source.addEventListener("error", () => {
      if (source && source.readyState === EventSource.CLOSED) setTimeout(resume, RETRY);
    });
  };

  const leave = () => {
    if (source) source.close();
    source = null;
  };

  // A browser keeps six connections to one address, so a page that nobody sees keeps none; it catches up when seen.
  const resume = () => (document.hidden ? leave() : follow());

  document.addEventListener("visibilitychange", resume);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => event.persisted && resume());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel()?.open) panel().close();
  });
  settle();
  resume();
})();
