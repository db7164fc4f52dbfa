import assert from "node:assert/strict";
import { test } from "node:test";

import { KEY_NAME, makeKey } from "../../static/js/phone-key.js";

const { subtle } = globalThis.crypto;

/** A drawer that forgets nothing. */
function drawer() {
  const kept = new Map();
  return { kept, put: async (name, value) => void kept.set(name, value) };
}

test("the private half stays in the drawer and can never be taken out", async () => {
  const store = drawer();

  await makeKey(store, subtle);

  const { privateKey } = store.kept.get(KEY_NAME);
  assert.equal(privateKey.extractable, false);
  for (const format of ["pkcs8", "jwk"]) {
    await assert.rejects(subtle.exportKey(format, privateKey), { name: "InvalidAccessError" });
  }
});

test("a key that may be taken out would be noticed", async () => {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey } = await subtle.generateKey(algorithm, true, ["sign"]);

  assert.ok((await subtle.exportKey("pkcs8", privateKey)).byteLength > 0);
});

test("what the server is told is the public half of the key that signs", async () => {
  const store = drawer();
  const told = await makeKey(store, subtle);
  const words = new TextEncoder().encode("some words");
  const how = { name: "ECDSA", hash: "SHA-256" };

  const signature = await subtle.sign(how, store.kept.get(KEY_NAME).privateKey, words);

  assert.match(told, /^[\w-]{87}$/);
  const point = Buffer.from(told, "base64url");
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const publicKey = await subtle.importKey("raw", point, algorithm, true, ["verify"]);
  assert.equal(await subtle.verify(how, publicKey, signature, words), true);
});

test("every phone makes a key of its own", async () => {
  assert.notEqual(await makeKey(drawer(), subtle), await makeKey(drawer(), subtle));
});

test("a drawer that cannot keep the key tells the server of none", async () => {
  const store = { put: () => Promise.reject(new Error("full")) };

  await assert.rejects(makeKey(store, subtle), /full/);
});
