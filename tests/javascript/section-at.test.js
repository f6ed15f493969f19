// Which section of a long page is looked at.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sectionAt } from "../../melodymaker/ui/section-at.js";

const LENGTHS = [300, 900, 150, 700, 200, 120, 120];
const ABOVE = 120;
const LINK = 24; // what a link leaves above the section that it leads to
const HEIGHT = 800;
const END = ABOVE + LENGTHS.reduce((sum, length) => sum + length, 0) - HEIGHT;

const before = (n) => ABOVE + LENGTHS.slice(0, n).reduce((sum, length) => sum + length, 0);

// The page scrolled by so much: each section below the other, the first one under the page's title.
function at(scrolled, named = "", height = HEIGHT) {
  const sections = LENGTHS.map((length, n) => ({
    id: `s${n}`,
    top: before(n) - scrolled,
    bottom: before(n) + length - scrolled,
  }));
  return sectionAt(sections, { height, named });
}

test("a page that was just opened shows its first section", () => {
  assert.equal(at(0), "s0");
  assert.equal(at(0, "s3"), "s0");
});

test("each link shows its own section, however short", () => {
  for (let n = 0; n < LENGTHS.length; n += 1) assert.equal(at(Math.min(before(n) - LINK, END), `s${n}`), `s${n}`);
});

test("going down, one follows the other and none comes back", () => {
  let last = 0;
  for (let scrolled = 0; scrolled <= END; scrolled += 10) {
    const now = Number(at(scrolled).slice(1));
    assert.ok(now >= last, `${now} after ${last} at ${scrolled}`);
    last = now;
  }
  assert.equal(last, LENGTHS.length - 1);
});

test("at the end it is the one that was chosen, if it is seen", () => {
  assert.equal(at(END), "s6");
  assert.equal(at(END, "s5"), "s5");
  assert.equal(at(END, "s0"), "s6");
  assert.equal(at(END, "nothing"), "s6");
});

test("where all is seen it is the first, or the one that was chosen", () => {
  assert.equal(at(0, "", 5000), "s0");
  assert.equal(at(0, "s4", 5000), "s4");
});

test("a page without sections has none", () => {
  assert.equal(sectionAt([], { height: HEIGHT, named: "" }), "");
});
