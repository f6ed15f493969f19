// Which line, and which word of it, is sung at a moment.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lineAt, wordAt } from "../../melodymaker/player/web/lyrics.js";

const words = [{ seconds: 1 }, { seconds: 1.5 }, { seconds: 2.25 }];
const lines = [
  { timed: false, seconds: 0 },
  { timed: true, seconds: 1 },
  { timed: true, seconds: 4 },
];

test("a word is sung until the next one begins", () => {
  assert.deepEqual(
    [0, 0.95, 1.3, 1.5, 9].map((position) => wordAt(words, position)),
    [-1, 0, 0, 1, 2],
  );
});

test("a line without words of its own has none that is sung", () => {
  assert.equal(wordAt([], 5), -1);
});

test("the line comes a little before its first word", () => {
  assert.equal(lineAt(lines, 0.85), 1);
  assert.equal(wordAt(words, 0.85), -1);
  assert.equal(lineAt(lines, 3.9), 2);
});
