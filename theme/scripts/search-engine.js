// This is Pagefind at work: its worker, and the files that it is spared to ask for one by one.
//
// The worker is spoken to as Pagefind's own pagefind.js speaks to it, which would have to come first: by messages
// {id, instanceId, method, args}, each answered by {id, result} or {id, error}. Before Pagefind the worker hears what we
// bring to it (generator/search/worker.js).

const NAME = "search"; // of the one instance

// An engine that searches the first shard of `place`. When it fails it tells so once, and so does whatever it is asked.
export function start(place, options, tell) {
  const worker = new Worker(`${place}pagefind-worker.js`);
  const waiting = new Map(); // by the number of the message that was sent: how its promise ends
  let [count, failure] = [0, undefined];
  const send = (method, ...args) => worker.postMessage({ id: count, instanceId: NAME, method, args });
  const ask = (method, ...args) =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      waiting.set((count += 1), { resolve, reject });
      send(method, ...args);
    });
  const end = (error) => {
    failure = error;
    tell();
    worker.terminate();
    for (const { reject } of waiting.values()) reject(error);
  };
  worker.addEventListener("error", ({ message }) => end(new Error(message)));
  worker.addEventListener("message", ({ data: { id, result, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  });
  // What the page has let go of, the worker need not keep.
  const unused = new FinalizationRegistry((data) => ask("releaseData", data).catch(() => {}));
  return {
    bring: (files) => worker.postMessage({ brought: files }, files.map(([, bytes]) => bytes.buffer)),
    begin: () => ask("init", { ...options, basePath: place, language: document.documentElement.lang || "unknown" }),
    merge: (path) => ask("mergeIndex", `${place}${path}`, options),
    search: async (query, sort) => hold(await ask("search", query, { sort }), ask, unused),
    end: () => end(new Error("ended")),
  };
}

// The results, each with a function that gives its article; the first call fetches it.
function hold({ results }, ask, unused) {
  return results.map(({ data, ...result }) => {
    let article;
    const held = { ...result, data: () => (article ??= ask("getData", data)) };
    unused.register(held, data);
    return held;
  });
}

// The files that a start file of ours holds, as pairs of a name and its bytes (generator/search/starts.py).
export async function takeApart(answer) {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let end = bytes.indexOf(10) + 1;
  const sizes = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  return Object.entries(sizes).map(([name, size]) => [name, bytes.slice(end, (end += size))]);
}
