// What is typed into a field, whatever the server says meanwhile and however late.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Draft } from "../../melodymaker/ui/drafts.js";

const PAUSE_MS = 200;
let told = [];

function draft(value = "", filled = 0) {
  const made = new Draft(value, filled);
  made.reportTo((text) => told.push(text));
  return made;
}

function typeAndPause(field, text) {
  field.type(text);
  mock.timers.tick(PAUSE_MS);
}

mock.timers.enable({ apis: ["setTimeout"] });

beforeEach(() => {
  told = [];
});

test("a text is reported once, after a pause", () => {
  const field = draft();
  field.type("r");
  mock.timers.tick(PAUSE_MS - 1);
  field.type("ra");
  mock.timers.tick(PAUSE_MS - 1);
  assert.deepEqual(told, []);
  mock.timers.tick(1);
  field.report();
  assert.deepEqual(told, ["ra"]);
});

test("a late answer takes no letters away", () => {
  const field = draft();
  typeAndPause(field, "ra");
  typeAndPause(field, "rain");
  field.type("rain on");
  field.receive("ra", 0);
  assert.equal(field.text, "rain on");
  field.receive("rain", 0);
  assert.equal(field.text, "rain on");
  mock.timers.tick(PAUSE_MS);
  assert.deepEqual(told, ["ra", "rain", "rain on"]);
});

test("what a server that went away did not answer is reported once more", () => {
  const field = draft();
  typeAndPause(field, "rain");
  field.remind();
  assert.deepEqual(told, ["rain", "rain"]);
  field.receive("rain", 0);
  field.remind();
  assert.deepEqual(told, ["rain", "rain"]);
});

test("the answer to a later text answers the earlier ones too", () => {
  const field = draft();
  typeAndPause(field, "ra");
  typeAndPause(field, "rain");
  field.receive("rain", 0);
  assert.equal(field.text, "rain");
  field.receive("ra", 0);
  assert.equal(field.text, "ra");
});

test("a text that the server sets itself replaces what was typed", () => {
  const field = draft();
  typeAndPause(field, "slow");
  field.receive("slow", 0);
  field.receive("slow, waltz", 0);
  assert.equal(field.text, "slow, waltz");
  mock.timers.tick(PAUSE_MS);
  assert.deepEqual(told, ["slow"]);
});

test("a text that the server fills in replaces one that is being typed", () => {
  const field = draft("a", 1);
  field.type("ab");
  field.receive("a", 2);
  assert.equal(field.text, "a");
  mock.timers.tick(PAUSE_MS);
  assert.deepEqual(told, []);
});

test("the server may empty a field on purpose", () => {
  const field = draft("words", 1);
  field.receive("", 2);
  assert.equal(field.text, "");
});

test("a server that was restarted is told the text again", () => {
  const field = draft("", 3);
  typeAndPause(field, "words that stay");
  field.receive("words that stay", 3);
  field.receive("", 0);
  assert.equal(field.text, "words that stay");
  assert.deepEqual(told, ["words that stay", "words that stay"]);
});

test("without a count, whatever the server says is meant", () => {
  const field = draft("", null);
  typeAndPause(field, "folk");
  field.receive("folk", null);
  field.receive("", null);
  assert.equal(field.text, "");
});

test("who shows the text hears of each change", () => {
  const field = draft();
  let changes = 0;
  const stop = field.subscribe(() => {
    changes += 1;
  });
  field.type("a");
  field.receive("b", 0);
  stop();
  field.type("c");
  assert.equal(changes, 2);
});

test("what the server replaced on purpose comes back once, and is reported", () => {
  const field = draft();
  typeAndPause(field, "my own words");
  field.receive("my own words", 0);
  field.receive("a draft", 1);
  assert.equal(field.undo(), true);
  assert.equal(field.text, "my own words");
  assert.equal(told.filter((text) => text === "my own words").length, 2);
  assert.equal(field.undo(), false);
});

test("once one types on, undo is the browser's", () => {
  const field = draft("mine", 0);
  field.receive("a draft", 1);
  field.type("a draft, changed");
  assert.equal(field.undo(), false);
  assert.equal(field.text, "a draft, changed");
});
