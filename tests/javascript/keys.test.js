// Which key was pressed, whatever script the keyboard types.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf } from "../../melodymaker/player/web/keys.js";

const NAMES = {
  "a Latin letter": [{ key: "n", code: "KeyN" }, "n"],
  "a capital letter": [{ key: "N", code: "KeyN" }, "n"],
  "Cyrillic, by its position": [{ key: "т", code: "KeyN" }, "n"],
  "Greek, by its position": [{ key: "Θ", code: "KeyU", shiftKey: true }, "u"],
  "a French letter, by what it types": [{ key: "a", code: "KeyQ" }, "a"],
  "an arrow": [{ key: "ArrowLeft", code: "ArrowLeft" }, "arrowleft"],
  "the space bar": [{ key: " ", code: "Space" }, " "],
  "a sign": [{ key: "/", code: "Slash" }, "/"],
  "a sign of a German keyboard": [{ key: "/", code: "Digit7", shiftKey: true }, "/"],
  "the sign's key of a Russian keyboard": [{ key: ".", code: "Slash" }, "/"],
  "the same with Shift": [{ key: ",", code: "Slash", shiftKey: true }, "?"],
  "the sign's key of an Arabic keyboard": [{ key: "ظ", code: "Slash" }, "/"],
  "a German letter that has no Latin place": [{ key: "ü", code: "BracketLeft" }, "ü"],
  "a keyboard without positions": [{ key: "т" }, "т"],
};

for (const [what, [event, name]] of Object.entries(NAMES)) {
  test(what, () => assert.equal(nameOf(event), name));
}
