// What is kept on this device: whose it is, how much of it fits, and what goes.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

let kept;
let files;
const track = (id) => ({ id, title: id, audio: `/media/songs/${id}/stream`, thumb: `/media/songs/${id}/thumb` });
const list = (id, ...ids) => ({ id, title: id, tracks: ids.map(track) });

function standIns(size = 1_000) {
  files = new Map();
  const cache = { put: async (path, answer) => files.set(path, answer), delete: async (path) => files.delete(path) };
  const stored = new Map();
  globalThis.caches = {
    open: async () => ({ ...cache, add: async (path) => files.set(path, true) }),
    delete: async () => files.clear(),
  };
  globalThis.localStorage = {
    getItem: (name) => stored.get(name) ?? null,
    setItem: (name, value) => stored.set(name, value),
    removeItem: (name) => stored.delete(name),
  };
  globalThis.location = { origin: "https://songs.example" };
  Object.defineProperty(globalThis, "navigator", { value: { serviceWorker: { controller: {} } }, configurable: true });
  globalThis.fetch = async () => ({ ok: true, blob: async () => ({ size, type: "audio/flac" }) });
  globalThis.Response = class {};
}

beforeEach(async () => {
  standIns();
  kept ??= await import("../../melodymaker/player/web/kept.js");
  kept.forgetAll();
  kept.setKeptOwner("ana");
});

test("a playlist is kept song by song, and read from here", async () => {
  await kept.keepList(list("one", "a", "b"));
  assert.equal(kept.keptPart("one", [track("a"), track("b")]), "all");
  assert.equal(kept.keptPart("one", [track("a"), track("c")]), "some");
  assert.equal(kept.keptPart("two", [track("a")]), "none");
  assert.equal(kept.getKept().bytes, 2_000);
  assert.equal(kept.sourceOf(track("a")), "/kept/a");
  assert.equal(kept.sourceOf(track("c")), "/media/songs/c/stream");
});

test("no more is kept than fits, and that is said", async () => {
  standIns(kept.MOST_BYTES / 2);
  await kept.keepList(list("one", "a", "b", "c"));
  assert.deepEqual(
    [kept.getKept().failed, kept.getKept().busy, Object.keys(kept.getKept().sizes)],
    ["full", "", ["a", "b"]],
  );
});

test("a song that two playlists hold goes with the second one", async () => {
  await kept.keepList(list("one", "a", "b"));
  await kept.keepList(list("two", "b"));
  await kept.forgetList("one");
  assert.deepEqual(Object.keys(kept.getKept().sizes), ["b"]);
  await kept.forgetList("two");
  assert.deepEqual([kept.getKept().bytes, [...files.keys()].filter((path) => path.startsWith("/kept/"))], [0, []]);
});

test("the next person finds nothing of the one before, and the same one all of it", async () => {
  await kept.keepList(list("one", "a"));
  kept.restoreKept();
  kept.setKeptOwner("ana");
  assert.deepEqual(kept.keptTracks(), [track("a")]);
  kept.setKeptOwner("ben");
  assert.deepEqual([kept.keptTracks(), files.size, localStorage.getItem("melody:kept")], [[], 0, null]);
});

test("a browser without a worker plays from the server, and says that it keeps nothing", async () => {
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  await kept.keepList(list("one", "a"));
  assert.equal(kept.getKept().failed, "unsupported");
  assert.equal(kept.sourceOf(track("a")), "/media/songs/a/stream");
});
