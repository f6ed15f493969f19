// The hue of a name: the same wherever it is shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hueOf } from "../../melodymaker/ui/hue.js";

for (const [name, hue] of [
  ["", 0],
  ["Mira", 123],
  ["Ana", 92],
  ["雨 🌧️", 336],
]) {
  test(`the hue of "${name}"`, () => assert.equal(hueOf(name), hue));
}

test("a long name has a hue too", () => assert.ok(hueOf("a".repeat(500)) < 360));
