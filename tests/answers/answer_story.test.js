import assert from "node:assert/strict";
import { test } from "node:test";

import { dayInWords, storyOf } from "../../static/js/answer_story.js";

const SAYS = { decided: "{people} decided, {day}", again: "We look again on {day}." };
const PARTLY = {
  state: "partly",
  word: "Partly",
  whatHappens: "Yes to Saturdays.",
  because: "The old pitch is not safe for now.",
  decidedBy: "Dan and Ruth",
  decidedOn: "2026-06-16",
  lookAgainOn: "2026-06-23",
};

test("the preview reads as the young person will read it", () => {
  assert.deepEqual(storyOf(PARTLY, SAYS, "en-GB"), {
    word: "Partly",
    shape: "s-partly",
    decided: "Dan and Ruth decided, Tuesday 16 June",
    whatHappens: "Yes to Saturdays.",
    because: "The old pitch is not safe for now.",
    again: "We look again on Tuesday 23 June.",
    waits: false,
  });
});

test("what is not written yet is left open, and never shown as a step", () => {
  const empty = { ...PARTLY, whatHappens: " ", because: "", decidedBy: "", decidedOn: "", lookAgainOn: "" };

  const story = storyOf(empty, SAYS, "en-GB");

  assert.equal(story.decided, "… decided, …");
  assert.deepEqual([story.whatHappens, story.because, story.again], [null, null, null]);
});

test("being looked at promises a day and claims no decision", () => {
  const story = storyOf({ ...PARTLY, state: "being_looked_at" }, SAYS, "en-GB");

  assert.equal(story.decided, null);
  assert.equal(story.waits, true);
});

test("names with a dollar sign stay as they were typed", () => {
  const story = storyOf({ ...PARTLY, decidedBy: "$& and $1" }, SAYS, "en-GB");

  assert.equal(story.decided, "$& and $1 decided, Tuesday 16 June");
});

test("what is no day is said as none", () => {
  assert.equal(dayInWords("soon", "en-GB"), null);
});
