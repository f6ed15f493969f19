// How old a moment is; `days` are those of the calendar where the browser is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ageOf } from "../../melodymaker/ui/age.js";

const local = (...parts) => new Date(2026, 2, ...parts);
const age = (then, now) => ageOf(then.toISOString(), now.getTime());

test("minutes and hours are whole ones", () => {
  const { minutes, hours, days } = age(local(10, 9, 0, 0), local(10, 11, 59, 59));
  assert.deepEqual([minutes, hours, days], [179, 2, 0]);
});

test("midnight makes it yesterday, whatever the hours", () => {
  assert.equal(age(local(10, 23, 50), local(11, 0, 10)).days, 1);
  assert.equal(age(local(10, 0, 10), local(10, 23, 50)).days, 0);
});

test("a day on which the clocks change counts as one", () => {
  for (let day = 1; day < 31; day += 1) assert.equal(age(local(day, 12), local(day + 1, 12)).days, 1);
});

test("the year is named when it is another one", () => {
  assert.match(age(local(1), new Date(2027, 1, 1)).date, /2026/);
  assert.doesNotMatch(age(local(1), local(20)).date, /2026/);
});

test("the full date names the year", () => {
  assert.match(age(local(1, 9, 30), local(2)).full, /2026/);
});

for (const iso of ["", "soon"]) {
  test(`"${iso}" has no age`, () => assert.deepEqual(ageOf(iso, Date.now()), {}));
}

test("there is no age where there is no clock", () => assert.deepEqual(ageOf("2026-01-01", 0), {}));
