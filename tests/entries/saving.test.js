import assert from "node:assert/strict";
import { test } from "node:test";

import { createSaving } from "../../static/js/saving.js";

/** A saving whose time and server are in the test's hands; milliseconds. */
function story({ works = () => true } = {}) {
  let time = 0;
  let next = null;
  const kept = [];
  const answers = [];
  const saving = createSaving({
    keep: () => {
      kept.push(time);
      return new Promise((resolve) => answers.push(() => resolve(works(kept.length))));
    },
    pause: 4_000,
    atMost: 20_000,
    timer: (then, after) => (next = { then, at: time + after }),
    stop: (timer) => void (next === timer && (next = null)),
    now: () => time,
  });
  /** Let so much time pass; whatever falls due in it happens. */
  function pass(span) {
    const until = time + span;
    while (next !== null && next.at <= until) {
      const { then, at } = next;
      next = null;
      time = at;
      then();
    }
    time = until;
  }
  /** The server answers what it was sent first. */
  async function answer() {
    answers.shift()();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { saving, pass, answer, kept };
}

test("words are kept a little after somebody stops, and once", () => {
  const { saving, pass, kept } = story();

  saving.changed();
  pass(3_000);
  saving.changed();
  pass(60_000);

  assert.deepEqual(kept, [7_000]);
});

test("somebody who writes on and on is kept now and then all the same", async () => {
  const { saving, pass, answer, kept } = story();

  for (let second = 0; second < 30; second += 1) {
    saving.changed();
    pass(1_000);
    if (kept.length === 1 && second === 20) await answer();
  }

  assert.equal(kept[0], 20_000);
});

test("nothing is sent while an answer is awaited; what came since is sent after it", async () => {
  const { saving, pass, answer, kept } = story();
  saving.changed();
  pass(4_000);

  saving.changed();
  pass(4_000);
  assert.equal(kept.length, 1);
  await answer();
  pass(4_000);

  assert.deepEqual(kept, [4_000, 12_000]);
});

test("what could not be kept is kept with the next change, without waiting as long again", async () => {
  const { saving, pass, answer, kept } = story({ works: (times) => times > 1 });
  saving.changed();
  pass(4_000);
  await answer();

  pass(16_000);
  saving.changed();
  pass(0);

  assert.deepEqual(kept, [4_000, 20_000]);
});

test("at the last moment what is not kept is handed over, once, and not sent again later", () => {
  const { saving, pass, kept } = story();
  saving.changed();

  assert.equal(saving.handOver(), true);
  assert.equal(saving.handOver(), false);

  pass(60_000);
  assert.deepEqual(kept, []);
});

test("what is on its way counts as not kept until it has arrived", async () => {
  const { saving, pass, answer } = story();
  saving.changed();
  pass(4_000);
  assert.equal(saving.handOver(), true);

  await answer();
  saving.changed();
  pass(4_000);
  await answer();

  assert.equal(saving.handOver(), false);
});

test("with nothing written there is nothing to hand over", () => {
  assert.equal(story().saving.handOver(), false);
});
