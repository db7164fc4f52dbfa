import assert from "node:assert/strict";
import { test } from "node:test";

import { changed } from "../../static/js/wait.js";

/** Answers one after the other; an Error is no signal. The last answer stays. */
function answering(...answers) {
  const asked = { times: 0, pauses: 0 };
  const ask = async () => {
    const answer = answers[Math.min(asked.times, answers.length - 1)];
    asked.times += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, ask, pause: async () => void (asked.pauses += 1) };
}

test("it ends as soon as the answer is another one", async () => {
  const { asked, ...how } = answering("claimed", "claimed", "confirmed");

  assert.equal(await changed("claimed", { ...how, tries: 10 }), true);

  assert.equal(asked.times, 3);
});

test("it pauses before every question, the first one too", async () => {
  const { asked, ...how } = answering("claimed", "confirmed");

  await changed("claimed", { ...how, tries: 10 });

  assert.equal(asked.pauses, asked.times);
});

test("a moment without a signal changes nothing", async () => {
  const { asked, ...how } = answering(new Error("no signal"), "claimed", "confirmed");

  assert.equal(await changed("claimed", { ...how, tries: 10 }), true);

  assert.equal(asked.times, 3);
});

test("it gives up after so many tries, and never asks on for ever", async () => {
  const { asked, ...how } = answering("claimed");

  assert.equal(await changed("claimed", { ...how, tries: 5 }), false);

  assert.equal(asked.times, 5);
});
