import assert from "node:assert/strict";
import { test } from "node:test";

import { keyOf, placeOf } from "../../static/js/push-keys.js";

const heard = {};
const shown = [];
const opened = [];
let windows = [];
globalThis.self = {
  addEventListener: (name, listener) => (heard[name] = listener),
  registration: { showNotification: async (...what) => shown.push(what) },
  clients: {
    matchAll: async () => windows,
    openWindow: async (address) => opened.push(address),
  },
};
await import("../../static/offline/push.js");

async function pushed(data) {
  shown.length = 0;
  let done;
  heard.push({ data, waitUntil: (promise) => (done = promise) });
  await done;
  return shown;
}

test("a push shows its one line and nothing else", async () => {
  const [[title, look]] = await pushed({ json: () => ({ text: "You have a message", body: "Dan" }) });

  assert.equal(title, "You have a message");
  assert.deepEqual(look, { tag: "notice", renotify: false, silent: false });
});

test("a push that cannot be read shows the same line", async () => {
  const broken = { json: () => JSON.parse("{") };
  for (const data of [null, broken, { json: () => ({ text: 5 }) }, { json: () => ({ text: " " }) }]) {
    const [[title]] = await pushed(data);
    assert.equal(title, "You have a message");
  }
});

test("touching it closes it and brings the app to the front", async () => {
  let closed = 0;
  let focused = 0;
  const touch = async () => {
    let done;
    const notification = { close: () => (closed += 1) };
    heard.notificationclick({ notification, waitUntil: (promise) => (done = promise) });
    await done;
  };

  await touch();
  windows = [{ focus: async () => (focused += 1) }];
  await touch();

  assert.deepEqual([closed, focused, opened], [2, 1, ["/"]]);
});

test("the key of the server is read byte for byte", () => {
  assert.deepEqual([...keyOf("-_8A")], [251, 255, 0]);
});

test("of a browser no more is sent than what it takes to tell it", () => {
  const subscription = {
    toJSON: () => ({
      endpoint: "https://push.example/1",
      expirationTime: 5,
      keys: { p256dh: "a", auth: "b", more: "c" },
    }),
  };

  assert.deepEqual(placeOf(subscription), { endpoint: "https://push.example/1", p256dh: "a", auth: "b" });
});
