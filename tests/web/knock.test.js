import assert from "node:assert/strict";
import { test } from "node:test";

import { createKnock } from "../../static/js/knock.js";

const knocking = () => createKnock({ times: 3, within: 5_000 });

test("three times in a short while is a knock", () => {
  const knock = knocking();

  assert.deepEqual([0, 1_000, 4_999].map((at) => knock(true, at)), [false, false, true]);
});

test("slower than that is none", () => {
  const knock = knocking();

  assert.deepEqual([0, 3_000, 6_000].map((at) => knock(true, at)), [false, false, false]);
});

test("another key in between begins anew, so that writing is never a knock", () => {
  const knock = knocking();
  knock(true, 0);
  knock(true, 100);

  knock(false, 200);

  assert.equal(knock(true, 300), false);
});

test("after a knock it takes three again", () => {
  const knock = knocking();
  [0, 100, 200].forEach((at) => knock(true, at));

  assert.deepEqual([300, 400, 500].map((at) => knock(true, at)), [false, false, true]);
});
