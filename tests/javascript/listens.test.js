// A listen is counted once a play, after 10 s or half of a shorter song were really played.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { continueListen, interruptListen, reportListens, startListen } from "../../melodymaker/player/web/listens.js";

let counted;

beforeEach(() => {
  counted = [];
  reportListens((id) => counted.push(id));
});

// Plays from one second to another, in real time, four steps a second.
function playFrom(from, to, clock = from) {
  for (let step = 0; step <= (to - from) * 4; step++) continueListen(from + step / 4, clock + step / 4);
}

test("ten seconds of a long song count, and not twice", () => {
  startListen({ id: "A", seconds: 200 });
  playFrom(0, 9.75);
  assert.deepEqual(counted, []);
  playFrom(9.75, 30);
  assert.deepEqual(counted, ["A"]);
});

test("half of a short song counts", () => {
  startListen({ id: "A", seconds: 8 });
  playFrom(0, 4);
  assert.deepEqual(counted, ["A"]);
});

test("what is skipped does not count", () => {
  startListen({ id: "A", seconds: 200 });
  playFrom(0, 2);
  continueListen(150, 2.1);
  playFrom(150, 155, 2.1);
  assert.deepEqual(counted, []);
});

test("playing goes on counting after a pause and after a seek", () => {
  startListen({ id: "A", seconds: 200 });
  playFrom(0, 5);
  interruptListen();
  playFrom(100, 105, 60);
  assert.deepEqual(counted, ["A"]);
});

test("the same song played again counts again", () => {
  for (const start of [0, 100]) {
    startListen({ id: "A", seconds: 20 });
    playFrom(0, 10, start);
  }
  assert.deepEqual(counted, ["A", "A"]);
});

test("a silent element that claims to play faster than the clock counts nothing", () => {
  startListen({ id: "A", seconds: 200 });
  for (let step = 0; step < 100; step++) continueListen(step * 5, step / 10);
  assert.deepEqual(counted, []);
});
