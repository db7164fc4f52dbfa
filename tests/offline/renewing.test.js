import assert from "node:assert/strict";
import { test } from "node:test";

import { KEY_NAME, makeKey, pointOf } from "../../static/js/phone-key.js";
import { renewKey } from "../../static/js/renewing.js";

const { subtle } = globalThis.crypto;

function drawer() {
  const kept = new Map();
  return {
    kept,
    put: async (name, value) => void kept.set(name, value),
    get: async (name) => kept.get(name),
    remove: async (name) => void kept.delete(name),
  };
}

/** A server that may lose its answer. */
function server({ known = "", loses = false } = {}) {
  const told = [];
  const tell = async (key) => {
    told.push(key);
    if (loses) throw new TypeError("no signal");
    return true;
  };
  return { known, told, tell };
}

const renew = (store, { known, tell }) =>
  renewKey({ known, tell, open: async () => store, subtle });

test("a key that the server knows is left alone", async () => {
  const store = drawer();
  const there = server({ known: await makeKey(store, subtle) });

  assert.equal(await renew(store, there), false);

  assert.deepEqual(there.told, []);
});

test("a key that was thrown away is made anew and told", async () => {
  const store = drawer();
  const there = server({ known: "another" });

  assert.equal(await renew(store, there), true);

  assert.deepEqual(there.told, [await pointOf(store.kept.get(KEY_NAME), subtle)]);
  assert.deepEqual([...store.kept.keys()], [KEY_NAME]);
});

test("nothing is sealed with a key until the server knows it, and a lost answer makes no other", async () => {
  const store = drawer();
  const lost = server({ loses: true });
  await assert.rejects(renew(store, lost));
  assert.equal(store.kept.has(KEY_NAME), false);

  const there = server();
  await renew(store, there);

  assert.deepEqual(there.told, lost.told);
  assert.equal(await pointOf(store.kept.get(KEY_NAME), subtle), lost.told[0]);
});

test("a key that the server does not know is told, so that what waits can come in", async () => {
  const store = drawer();
  const here = await makeKey(store, subtle);
  const there = server({ known: "" });

  await renew(store, there);

  assert.deepEqual(there.told, [here]);
});

test("a server that refuses leaves the phone without a key", async () => {
  const store = drawer();

  assert.equal(await renew(store, { known: "", tell: async () => false }), false);

  assert.equal(store.kept.has(KEY_NAME), false);
});
