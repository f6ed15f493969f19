// Which rows of a long list are drawn, and which page of it is looked at.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnRows, pageInMiddle, rowsAround } from "../../melodymaker/ui/window-rows.js";

const ROWS = { columns: 1, pitch: 76 };
const TILES = { columns: 7, pitch: 240 };
const ALL = { from: 0, to: 100_000 };
const at = (top, height = 900) => ({ top, bottom: top + height });

test("wherever one looks, what is seen is drawn, and little else", () => {
  for (const sizes of [ROWS, TILES]) {
    for (let top = 0; top < 10_000; top += 37) {
      const { from, to } = rowsAround(at(top), sizes, 1000);
      const first = Math.floor(top / sizes.pitch) * sizes.columns;
      const last = Math.min(1000, Math.ceil((top + 900) / sizes.pitch) * sizes.columns);
      assert.ok(from <= first && to >= last, `${from} to ${to} at ${top}`);
      assert.ok(to - from <= 84, `${to - from} rows at ${top}`);
      assert.equal(from % sizes.columns, 0);
    }
  }
});

test("a small step of scrolling draws nothing new", () => {
  assert.deepEqual(rowsAround(at(5000), ROWS, 1000), rowsAround(at(5010), ROWS, 1000));
});

test("the room above and below keeps the list as high as it is, with each number of columns", () => {
  for (const sizes of [ROWS, TILES]) {
    const height = Math.ceil(1000 / sizes.columns) * sizes.pitch;
    for (let top = 0; top < height; top += 311) {
      const drawn = drawnRows(rowsAround(at(top), sizes, 1000), ALL, sizes, 1000);
      const lines = Math.ceil((drawn.end - drawn.first) / sizes.columns);
      assert.equal(drawn.above + lines * sizes.pitch + drawn.below, height, `at ${top}`);
    }
  }
});

test("what the server does not hold is room until it comes", () => {
  const far = drawnRows({ from: 500, to: 540 }, { from: 0, to: 64 }, ROWS, 1000);
  assert.deepEqual(far, { first: 64, end: 64, above: 64 * 76, below: 936 * 76 });
  const partly = drawnRows({ from: 40, to: 80 }, { from: 0, to: 64 }, ROWS, 1000);
  assert.deepEqual([partly.first, partly.end], [40, 64]);
  assert.deepEqual(drawnRows({ from: 0, to: 16 }, { from: 0, to: 0 }, ROWS, 0).below, 0);
  const tiles = drawnRows({ from: 0, to: 70 }, { from: 16, to: 128 }, TILES, 1000);
  assert.equal(tiles.first % 7, 0);
});

test("a shorter list is drawn up to its end", () => {
  assert.deepEqual(rowsAround(at(50_000), ROWS, 10), { from: 9, to: 10 });
  assert.deepEqual(rowsAround(at(0), ROWS, 0), { from: 0, to: 0 });
});

test("another page is in the middle only once it is well looked at", () => {
  const list = { center: 5, rowsAPage: 16, total: 1000 };
  const middleAt = (row) => at(row * 76 - 450);
  assert.equal(pageInMiddle(middleAt(16 * 6 + 1), ROWS, list), 5);
  assert.equal(pageInMiddle(middleAt(16 * 6 + 8), ROWS, list), 6);
  assert.equal(pageInMiddle(middleAt(16 * 5 - 1), ROWS, list), 5);
  assert.equal(pageInMiddle(middleAt(16 * 4), ROWS, list), 4);
  assert.equal(pageInMiddle(middleAt(90_000), ROWS, list), 62);
  assert.equal(pageInMiddle(at(-5000), ROWS, list), 0);
});
