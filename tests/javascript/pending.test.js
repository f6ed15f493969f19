// Which choices a server has yet to answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { unanswered } from "../../melodymaker/ui/pending.js";

for (const [chosen, value, left] of [
  [[], true, []],
  [[true], true, []],
  [[true, false], true, [false]],
  [["b", "c"], "c", []],
  [["a", "b", "a"], "a", ["b", "a"]],
  [["b", "c"], "d", []],
]) {
  test(`${JSON.stringify(chosen)} once the server says ${value}`, () => {
    assert.deepEqual(unanswered(chosen, value), left);
  });
}

test("where nothing was chosen nothing changes", () => {
  const none = [];
  assert.equal(unanswered(none, 1), none);
});
