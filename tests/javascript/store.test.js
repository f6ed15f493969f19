// Listeners are called when something has changed, once for changes that belong together.
import assert from "node:assert/strict";
import { test } from "node:test";
import { batch, get, onChange, set } from "../../melodymaker/player/web/store.js";

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
