"""Words left in every place where a browser keeps something, so that a search can be tried."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import brotli

from tests.support.own_browser import OwnBrowser

#: Where each word is left, by its number.
PLACES = ("HTTP cache", "Cache Storage", "IndexedDB", "localStorage", "history")
PLANT = """async ([cache, store, local]) => {
  await fetch("/cached").then((answer) => answer.text());
  await (await caches.open("planted")).put("/kept", new Response(cache));
  localStorage.setItem("planted", local);
  const asked = indexedDB.open("planted");
  asked.onupgradeneeded = () => asked.result.createObjectStore("planted");
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const change = asked.result.transaction("planted", "readwrite", { durability: "strict" });
  change.objectStore("planted").put({ words: store }, "one");
  await new Promise((resolve) => (change.oncomplete = resolve));
}"""


def words(beginning: str) -> list[str]:
    """One word for each place; each stands behind others like it, so that packing hides it."""
    return [f"{beginning}{number:02d}" for number in range(len(PLACES))]


def plant(browser: OwnBrowser, beginning: str, *, restart: bool) -> None:
    """Leave a word in each of `PLACES`.

    Args:
        restart: start the browser once more; it packs then what it wrote down in a hurry.
    """
    hidden = [f"A {beginning} and a {beginning}, {word}." for word in words(beginning)]
    with _server(hidden[0]) as address:
        page = browser.start()
        page.goto(f"{address}/{words(beginning)[4]}")
        page.evaluate(PLANT, [hidden[1], hidden[2], hidden[3]])
        browser.close()
        if restart:
            page = browser.start()
            page.goto(address)
            page.evaluate("async () => (await indexedDB.databases()).length")
            browser.close()


@contextmanager
def _server(text: str) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_cached = self.path == "/cached"
            body = brotli.compress(text.encode()) if is_cached else b"<title>Planting</title>"
            self.send_response(200)
            self.send_header("Content-Type", "text/plain" if is_cached else "text/html")
            if is_cached:
                self.send_header("Content-Encoding", "br")
                self.send_header("Cache-Control", "max-age=86400")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, name="planting")
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
