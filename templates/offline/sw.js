/**
 * Keeps the empty page and its parts, and nothing else: never a page about anybody. A release, and each new key to
 * seal to, is another worker with a shell of its own; it takes over when the app is opened the next time.
 *
 * With no signal every address leads to the empty page. Leaving works then too: what is open is ended as soon
 * as the server can be reached, before anything else is sent.
 */
import { leaveLater, sendAll } from "{{ asset("js/outbox.js") }}";
import "{{ asset("offline/push.js") }}";

const PAGE = "{{ url_for("offline.page") }}";
const PARTS = {{ parts|tojson }};
const SHELL = "{{ shell }}";

addEventListener("install", (event) => {
  // Where browsers can, they take these from the cache without starting this worker first; others might ask the
  // server for the page as well while it starts.
  for (const pathname of [PAGE, "/s/*"]) {
    const condition = { urlPattern: new URLPattern({ pathname, search: "" }), requestMethod: "get" };
    event.addRoutes?.({ condition, source: { cacheName: SHELL } });
  }
  const asked = [PAGE, ...PARTS].map(
    (address) => new Request(address, { credentials: "omit", cache: "reload" }),
  );
  // A worker of an earlier release goes on until the app is closed: nobody who is writing is interrupted.
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(asked)));
});

addEventListener("activate", (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(clean());
});

/** What is kept under this address. It makes no cache: one that was emptied stays away. */
function fromShell(address) {
  return caches.match(address, { cacheName: SHELL, ignoreVary: true });
}

async function goTo(request) {
  try {
    return await fetch(request);
  } catch {
    if (request.method === "POST" && new URL(request.url).pathname === "/leave") await leaveLater(indexedDB);
    return Response.redirect(PAGE, 303);
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") {
    const own = request.method === "GET" && pathname === PAGE;
    event.respondWith(own ? fromShell(PAGE).then((page) => page ?? goTo(request)) : goTo(request));
  } else if (request.method === "GET" && PARTS.includes(pathname)) {
    event.respondWith(fromShell(pathname).then((part) => part ?? fetch(request)));
  }
});

addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(sendAll({ factory: indexedDB, ask: fetch, locks: navigator.locks }));
});
