import assert from "node:assert/strict";
import { test } from "node:test";

import { labelFor } from "../../static/js/names.js";

const WORDS = { nobody: "Just me", people: "Send to {names}", language: "en-GB" };

test("the button names everybody who gets the words", () => {
  assert.equal(labelFor(["Dan"], WORDS), "Send to Dan");
  assert.equal(labelFor(["Dan", "Nell"], WORDS), "Send to Dan and Nell");
  assert.equal(labelFor(["Dan", "Nell", "Ruth"], WORDS), "Send to Dan, Nell and Ruth");
});

test("with nobody chosen it says what it does then", () => {
  assert.equal(labelFor([], WORDS), "Just me");
});

test("names are joined as the language of the page joins them", () => {
  const german = { ...WORDS, people: "An {names} senden", language: "de" };

  assert.equal(labelFor(["Dan", "Nell"], german), "An Dan und Nell senden");
});

test("a name with a dollar sign stays as it is", () => {
  assert.equal(labelFor(["$& and $1"], WORDS), "Send to $& and $1");
});
