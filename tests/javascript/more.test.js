// The rest of a list is fetched before its last songs, from the site's own addresses only.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isListAddress, loadMoreTracks, loadMoreWhenNeeded } from "../../melodymaker/player/web/more.js";
import { setQueue } from "../../melodymaker/player/web/queue.js";
import { EMPTY, get, onChange, set } from "../../melodymaker/player/web/store.js";

const ADDRESS = "/tracks/library?after=D";
const tracks = (ids) => [...ids].map((id) => ({ id, seconds: 60 }));
const played = () =>
  get()
    .queue.map((each) => each.id)
    .join("");

let requested;
let respond;
let before = get();

onChange((state) => {
  const last = before;
  before = state;
  loadMoreWhenNeeded(state, last);
});

globalThis.fetch = async (address) => {
  requested.push(address);
  return respond();
};

const found = (ids, more) => () => ({ ok: true, status: 200, json: async () => ({ tracks: tracks(ids), more }) });

beforeEach(() => {
  requested = [];
  respond = found("EF", "");
  set({ ...EMPTY });
});

test("nothing is fetched while enough songs are to come", () => {
  setQueue(tracks("ABCD"), 0, ADDRESS);
  assert.deepEqual(requested, []);
});

test("the tracks that follow are fetched before the last songs, once", async () => {
  setQueue(tracks("ABCD"), 0, ADDRESS);
  set({ at: 1 });
  set({ at: 2 });
  await loadMoreTracks();
  assert.deepEqual(requested, [ADDRESS]);
  assert.equal(played(), "ABCDEF");
  assert.equal(get().more, "");
});

test("a list that ended is not asked again", async () => {
  respond = () => ({ ok: false, status: 404 });
  setQueue(tracks("AB"), 0, ADDRESS);
  await loadMoreTracks();
  assert.equal(get().more, "");
  set({ at: 1 });
  assert.deepEqual(requested, [ADDRESS]);
});

const failures = [
  ["without a connection", () => Promise.reject(new TypeError("offline"))],
  ["where the server fails", () => ({ ok: false, status: 503 })],
];

for (const [when, fail] of failures)
  test(`${when} it is tried again with the next song`, async () => {
    respond = fail;
    setQueue(tracks("AB"), 0, ADDRESS);
    await loadMoreTracks();
    assert.equal(get().more, ADDRESS);
    respond = found("C", "");
    set({ at: 1 });
    await loadMoreTracks();
    assert.equal(played(), "ABC");
  });

test("an answer for a list that is no longer played is dropped", async () => {
  let answer;
  respond = () => new Promise((resolve) => (answer = resolve));
  setQueue(tracks("AB"), 0, ADDRESS);
  setQueue(tracks("XYZ"), 0, "");
  answer({ ok: true, status: 200, json: async () => ({ tracks: tracks("C"), more: "" }) });
  await loadMoreTracks();
  assert.equal(played(), "XYZ");
});

test("only the site's own lists are believed", () => {
  for (const address of ["", ADDRESS, "/tracks/favorites"]) assert.equal(isListAddress(address), true, address);
  for (const address of ["https://example.org/tracks/a", "//x/tracks/a", "/media/x", "/tracks/../x", null, 7, {}])
    assert.equal(isListAddress(address), false, String(address));
});
