import assert from "node:assert/strict";
import { test } from "node:test";

import { reaches } from "../../static/js/reach.js";

test("any answer at all means that somebody is there", async () => {
  for (const status of [200, 404, 503]) {
    assert.equal(await reaches("/s", async () => ({ status }), 1_000), true);
  }
});

test("it asks for nothing that the browser may have kept", async () => {
  const asked = [];

  await reaches("/s", async (...how) => asked.push(how), 1_000);

  const [[address, { method, cache }]] = asked;
  assert.deepEqual([address, method, cache], ["/s", "HEAD", "no-store"]);
});

test("no connection is no signal", async () => {
  assert.equal(await reaches("/s", () => Promise.reject(new TypeError("failed")), 1_000), false);
});

test("an answer that takes too long is no signal", async () => {
  const never = (_, { signal }) =>
    new Promise((_resolve, reject) => {
      // A pending request keeps a page alive; here something else must.
      const alive = setTimeout(() => {}, 5_000);
      signal.addEventListener("abort", () => (clearTimeout(alive), reject(signal.reason)));
    });

  assert.equal(await reaches("/s", never, 20), false);
});
