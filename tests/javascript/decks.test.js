// Two audio elements: loudness, the prepared next song, and fading from one to the other.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { fetchAll, holder } from "./audio.js";

const decks = await import("../../melodymaker/player/web/decks.js");
const { EMPTY, onChange, set } = await import("../../melodymaker/player/web/store.js");

const track = (id, loudness = -14) => ({ id, audio: `/media/songs/${id}/stream`, loudness, seconds: 60 });
let elements;
let clock;

onChange(() => elements && decks.setLevels());

beforeEach(() => {
  holder.children = [];
  clock = 0;
  mock.timers.enable({ apis: ["setInterval"] });
  mock.method(performance, "now", () => clock);
  elements = decks.openDecks();
  set({ ...EMPTY });
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

function pass(milliseconds) {
  for (let passed = 0; passed < milliseconds; passed += 40) {
    clock += 40;
    mock.timers.tick(40);
  }
}

function prepared(id) {
  decks.prepareNext(track(id));
  const spare = elements.find((each) => each.src.includes(`/${id}/`));
  fetchAll(spare);
  return spare;
}

const near = (value, expected) => assert.ok(Math.abs(value - expected) < 0.001, `${value} is not ${expected}`);

test("volume is squared, and a loud song is turned down", () => {
  decks.loadTrack(track("A", -8));
  near(elements[0].volume, 0.8 ** 2 * 10 ** (-6 / 20));
  set({ volume: 0.5 });
  near(elements[0].volume, 0.25 * 10 ** (-6 / 20));
  set({ muted: true });
  assert.equal(elements[0].muted, true);
});

test("a soft song, or one of unknown loudness, is left as it is", () => {
  near(decks.loudnessGain(track("A", -20)), 1);
  near(decks.loudnessGain({}), 1);
  near(decks.loudnessGain(null), 1);
});

test("the next song is prepared once it is fetched, and becomes the active one", () => {
  decks.loadTrack(track("A"));
  decks.prepareNext(track("B"));
  assert.equal(decks.isPrepared(track("B")), false);
  fetchAll(elements[1]);
  assert.equal(decks.isPrepared(track("B")), true);
  decks.swap();
  assert.equal(decks.audio(), elements[1]);
  assert.deepEqual(holder.children, [elements[1]]);
  assert.equal(elements[0].src, "");
});

test("crossfading keeps the power, and leaves one element at full volume", () => {
  decks.loadTrack(track("A"));
  elements[0].play();
  prepared("B");
  decks.swap(2, true);
  const full = 0.8 ** 2;
  for (let half = 0; half < 4; half++) {
    near(elements[0].volume ** 2 + elements[1].volume ** 2, full ** 2);
    pass(480);
  }
  pass(200);
  near(elements[1].volume, full);
  assert.equal(elements[0].paused, true);
  assert.deepEqual(holder.children, [elements[1]]);
});

test("the two gains of a crossfade begin and end at one song", () => {
  assert.deepEqual(decks.crossfadeGains(0), [0, 1]);
  const [next, last] = decks.crossfadeGains(1);
  near(next, 1);
  near(last, 0);
});

test("nothing is prepared while a song still fades away", () => {
  decks.loadTrack(track("A"));
  prepared("B");
  decks.swap(2, true);
  decks.prepareNext(track("C"));
  assert.equal(decks.isPrepared(track("C")), false);
  assert.ok(elements[0].src.includes("/A/"));
});

test("a pause or a seek ends the fade at once", () => {
  decks.loadTrack(track("A"));
  prepared("B");
  decks.swap(2, true);
  pass(400);
  decks.cancelFade();
  near(elements[1].volume, 0.8 ** 2);
  assert.equal(elements[0].src, "");
});

test("where the browser refuses the prepared element, the song is played by the first one", () => {
  decks.loadTrack(track("A"));
  prepared("B");
  decks.swap(0.2, false);
  decks.swapBack(track("B"));
  assert.equal(decks.audio(), elements[0]);
  assert.ok(elements[0].src.includes("/B/"));
  assert.deepEqual(holder.children, [elements[0]]);
});

test("the same song loaded again is requested again", () => {
  decks.loadTrack(track("A"));
  fetchAll(elements[0]);
  decks.loadTrack(track("A"));
  assert.equal(elements[0].readyState, 0);
});
