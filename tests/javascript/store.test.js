// Listeners are called when something has changed, once for changes that belong together.
import assert from "node:assert/strict";
import { test } from "node:test";
import { batch, get, onChange, onTrackChange, set } from "../../melodymaker/player/web/store.js";

function counted(changes) {
  let calls = 0;
  const stop = onChange(() => {
    calls += 1;
  });
  changes();
  stop();
  return calls;
}

test("what stays the same calls no listener", () => {
  set({ volume: 0.5, muted: false });
  assert.equal(
    counted(() => set({ volume: 0.5, muted: false })),
    0,
  );
});

test("a batch calls listeners once, with all of its changes", () => {
  const calls = counted(() =>
    batch(() => {
      set({ volume: 0.1 });
      batch(() => set({ muted: true }));
      assert.equal(get().volume, 0.1);
    }),
  );
  assert.equal(calls, 1);
  assert.equal(get().muted, true);
});

test("a batch that fails still tells what it has changed", () => {
  const calls = counted(() =>
    assert.throws(() =>
      batch(() => {
        set({ volume: 0.9 });
        throw new Error("broken");
      }),
    ),
  );
  assert.equal(calls, 1);
});

test("of the rows of a list those are told whose song begins, ends or pauses, and no other", () => {
  const told = [];
  const stops = ["a", "b", "c"].map((id) => onTrackChange(id, () => told.push(id)));
  const toldBy = (change) => {
    told.length = 0;
    set(change);
    return [...told];
  };
  const queue = ["a", "b", "c"].map((id) => ({ id }));
  assert.deepEqual(toldBy({ queue, order: [0, 1, 2], at: 0, playing: true }), ["a"]);
  assert.deepEqual(toldBy({ waiting: true, seconds: 60 }), []);
  assert.deepEqual(toldBy({ at: 1 }), ["a", "b"]);
  assert.deepEqual(toldBy({ playing: false }), ["b"]);
  stops[1]();
  assert.deepEqual(toldBy({ at: 2 }), ["c"]);
  for (const stop of stops) stop();
  assert.deepEqual(toldBy({ at: -1 }), []);
});
