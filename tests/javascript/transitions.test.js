// When the song that follows is fetched.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fetchAll } from "./audio.js";

const { openDecks } = await import("../../melodymaker/player/web/decks.js");
const { playList } = await import("../../melodymaker/player/web/playback.js");
const { lookAhead } = await import("../../melodymaker/player/web/transitions.js");
const { EMPTY, set } = await import("../../melodymaker/player/web/store.js");

const track = (id) => ({ id, title: id, audio: `/media/songs/${id}/stream`, seconds: 60 });
let playing;
let spare;

// The first of two songs has come this far.
function play(seconds, duration = 60) {
  playList([..."AB"].map(track), 0);
  fetchAll(playing, duration);
  playing.currentTime = seconds;
  lookAhead();
}

beforeEach(() => {
  set({ ...EMPTY });
  [playing, spare] = openDecks();
});

test("a song that has just begun does not have the next one fetched", () => {
  play(1.9);
  assert.equal(spare.src, "");
});

test("somebody stays with it: the next one is fetched", () => {
  play(2.1);
  assert.match(spare.src, /\/B\//);
});

test("after a quarter of a short song the next one is fetched", () => {
  play(0.9, 4);
  assert.equal(spare.src, "");
  play(1.1, 4);
  assert.match(spare.src, /\/B\//);
});
