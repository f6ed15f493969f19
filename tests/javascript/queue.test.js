// The order of what is played, and what changes it.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  appendToQueue,
  enqueue,
  exchange,
  following,
  inOrder,
  moveInQueue,
  patch,
  refresh,
  removeFromQueue,
  removeUpcoming,
  setQueue,
  shuffleQueue,
} from "../../melodymaker/player/web/queue.js";
import { EMPTY, get, set } from "../../melodymaker/player/web/store.js";

const track = (id, change = {}) => ({
  id,
  title: id,
  artist: "Mira",
  liked: false,
  loudness: -14,
  seconds: 60,
  ...change,
});
const ids = (tracks) => tracks.map((each) => each.id).join("");
const played = () => ids(inOrder(get()));
const upcoming = () => ids(get().upcoming);

beforeEach(() => {
  set({ ...EMPTY });
  setQueue(
    [..."ABCD"].map((id) => track(id)),
    1,
  );
});

test("a list is played from the song that was chosen, to its end", () => {
  assert.equal(get().track.id, "B");
  assert.equal(upcoming(), "CD");
  assert.equal(following(get()), 2);
  set({ at: 3 });
  assert.equal(following(get()), -1);
  assert.equal(get().hasNext, false);
});

test("repeating all begins again after the last song", () => {
  set({ at: 3, repeat: "all" });
  assert.equal(following(get()), 0);
  assert.equal(get().hasNext, true);
});

test("an empty player has nothing that follows, also where it repeats", () => {
  set({ ...EMPTY, repeat: "all" });
  assert.equal(following(get()), -1);
  assert.equal(get().hasNext, false);
});

test("shuffling keeps the current song first and every song once, and gives the order back", () => {
  set(shuffleQueue(true));
  assert.equal(get().track.id, "B");
  assert.equal(get().at, 0);
  assert.equal([...played()].sort().join(""), "ABCD");
  set(shuffleQueue(false));
  assert.equal(played(), "ABCD");
  assert.equal(get().track.id, "B");
});

test("songs change places among those that are still to come", () => {
  assert.equal(moveInQueue(1, 0), 0);
  assert.equal(upcoming(), "DC");
  assert.equal(moveInQueue(0, 99), 1);
  assert.equal(upcoming(), "CD");
  assert.equal(moveInQueue(0, -5), 0);
  assert.equal(moveInQueue(7, 0), -1);
  assert.equal(played(), "ABCD");
});

test("moving a song of a shuffled queue leaves the list's own order alone", () => {
  set(shuffleQueue(true));
  const before = upcoming();
  moveInQueue(0, 2);
  assert.equal(upcoming(), before.slice(1) + before[0]);
  set(shuffleQueue(false));
  assert.equal(played(), "ABCD");
});

test("a song is put right after the current one, or at the end, and stands in the queue once", () => {
  enqueue(track("X"), true);
  assert.equal(played(), "ABXCD");
  enqueue(track("X"), false);
  assert.equal(played(), "ABCDX");
  enqueue(get().track, true);
  assert.equal(played(), "ABCDX");
  assert.equal(get().track.id, "B");
});

test("songs are taken out, and the current one stays", () => {
  removeFromQueue("A");
  assert.equal(played(), "BCD");
  assert.equal(get().track.id, "B");
  removeUpcoming();
  assert.equal(played(), "B");
  assert.equal(get().more, "");
});

test("another take replaces the current song, or changes places with it", () => {
  exchange(track("b"));
  assert.equal(played(), "AbCD");
  exchange(get().queue[3]);
  assert.equal(played(), "ADCb");
  assert.equal(get().track.id, "D");
});

test("the rest of the list follows what is queued, without what is there already", () => {
  set({ more: "/tracks/library?after=D" });
  appendToQueue(
    ["D", "E", "F"].map((id) => track(id)),
    "",
  );
  assert.equal(played(), "ABCDEF");
  assert.equal(get().more, "");
});

test("a shuffled queue stays shuffled when the rest of the list comes", () => {
  set(shuffleQueue(true));
  const before = played();
  appendToQueue(
    ["E", "F"].map((id) => track(id)),
    "",
  );
  assert.equal(played().slice(0, 4), before);
  assert.equal([...played().slice(4)].sort().join(""), "EF");
});

test("a song that was renamed or liked on a page is shown so, and is still the same place", () => {
  refresh(track("B", { title: "Rain", liked: true, seconds: 1 }));
  assert.equal(get().track.title, "Rain");
  assert.equal(get().track.liked, true);
  assert.equal(get().track.seconds, 60);
  const { queue } = get();
  refresh(track("B", { title: "Rain", liked: true }));
  assert.equal(get().queue, queue);
  patch("C", { liked: true });
  assert.equal(get().queue[2].liked, true);
});
