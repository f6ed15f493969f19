// What stands in place of packages of Reflex's.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import Cookies from "../../melodymaker/web/packages/cookies.js";
import { mergician } from "../../melodymaker/web/packages/merge.js";

beforeEach(() => {
  // As a browser: what is written is one cookie, what is read is all of them.
  const jar = new Map();
  globalThis.document = {
    written: "",
    get cookie() {
      return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    },
    set cookie(text) {
      this.written = text;
      const [name, value] = text.split(";")[0].split("=");
      if (text.includes("max-age=0")) jar.delete(name);
      else jar.set(name, value);
    },
  };
});

test("a cookie is read as it was written, among others", () => {
  const cookies = new Cookies();
  cookies.set("other", "1");
  cookies.set("name", "a; b=ü");
  assert.equal(cookies.get("name"), "a; b=ü");
  assert.equal(cookies.get("nam"), undefined);
  cookies.set("list", [1]);
  assert.equal(cookies.get("list"), "[1]");
});

test("a cookie has its options, and is removed", () => {
  const cookies = new Cookies();
  cookies.set("name", "a", { path: "/x", maxAge: 60, secure: true, sameSite: "lax" });
  assert.equal(document.written, "name=a;path=/x;max-age=60;samesite=lax;secure");
  cookies.remove("name");
  assert.equal(cookies.get("name"), undefined);
});

test("objects are merged in depth, the later one first", () => {
  const first = { style: { color: "red", top: 1 }, list: [1, 2], only: 1 };
  const merged = mergician(first, { style: { color: "blue" }, list: [3] });
  assert.deepEqual(merged, { style: { color: "blue", top: 1 }, list: [3], only: 1 });
  assert.equal(first.style.color, "red");
});
