// What is left playing when a song is deleted, or another tab begins.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./audio.js";

const { openDecks } = await import("../../melodymaker/player/web/decks.js");
const { playList, removeTrack, pause } = await import("../../melodymaker/player/web/playback.js");
const { startTabs } = await import("../../melodymaker/player/web/tabs.js");
const { EMPTY, current, get, set } = await import("../../melodymaker/player/web/store.js");

const track = (id) => ({ id, title: id, audio: `/media/songs/${id}/stream`, seconds: 60 });
const titles = () => get().queue.map(({ id }) => id);
let elements;

beforeEach(() => {
  set({ ...EMPTY });
  elements = openDecks();
  playList([..."ABC"].map(track), 1);
});

test("the song after a deleted one plays on", async () => {
  await removeTrack("B");
  assert.equal(current().id, "C");
  assert.equal(get().playing, true);
  assert.deepEqual(titles(), ["A", "C"]);
  assert.ok(elements.some(({ src, paused }) => src.includes("/C/") && !paused));
});

test("the song after a deleted one that was paused is ready, without a sound", async () => {
  pause();
  set({ playing: false }); // what the element's event says
  await removeTrack("B");
  assert.equal(current().id, "C");
  assert.equal(get().playing, false);
  assert.ok(elements.every(({ paused }) => paused));
});

test("after the last one nothing plays, and with repeat the first one", async () => {
  await removeTrack("C");
  await removeTrack("B");
  assert.equal(current(), null);
  assert.equal(get().playing, false);
  playList([..."AB"].map(track), 1);
  set({ repeat: "all" });
  await removeTrack("B");
  assert.equal(current().id, "A");
});

test("after the last one that is loaded comes the rest of the list", async () => {
  playList([track("A")], 0, 0, "/tracks/library?after=A");
  globalThis.fetch = async () => Response.json({ tracks: [track("Z")], more: "" });
  await removeTrack("A");
  assert.equal(current().id, "Z");
});

test("another song's deletion leaves the current one playing", async () => {
  await removeTrack("C");
  assert.equal(current().id, "B");
  assert.equal(get().playing, true);
});

test("a tab that begins to play tells the others, and pauses when it is told", async () => {
  const here = startTabs();
  const other = new BroadcastChannel("melody:tabs");
  const told = new Promise((done) => other.addEventListener("message", done, { once: true }));
  playList([track("A")], 0);
  set({ playing: false });
  set({ playing: true });
  await told;
  const paused = new Promise((done) => {
    for (const element of elements) element.pause = done;
  });
  other.postMessage("playing");
  await paused;
  other.close();
  here.close();
});
