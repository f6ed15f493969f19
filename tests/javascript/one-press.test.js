// A button or a form that asks for something new hears one press until the page has changed.
import assert from "node:assert/strict";
import { test } from "node:test";

const listeners = {};
let changed = () => {};
globalThis.addEventListener = (name, listener) => {
  listeners[name] = listener;
};
globalThis.removeEventListener = () => {};
globalThis.document = { body: {} };
globalThis.melodyStarted = true;
globalThis.MutationObserver = class {
  constructor(tell) {
    changed = tell;
  }
  observe() {}
  disconnect() {}
};

const { listenForPresses } = await import("../../melodymaker/ui/one-press.js");
listenForPresses();

function element(more = {}) {
  const attributes = {};
  const made = {
    ...more,
    hasAttribute: (name) => name in more,
    getAttribute: (name) => attributes[name] ?? null,
    setAttribute: (name, value) => {
      attributes[name] = value;
    },
    removeAttribute: (name) => delete attributes[name],
  };
  return { ...made, closest: () => made };
}

function heard(name, target, detail = 1) {
  let stopped = false;
  listeners[name]({
    target,
    detail,
    preventDefault: () => {
      stopped = true;
    },
    stopImmediatePropagation: () => {},
  });
  return !stopped;
}

test("a double click on what turns something on or off is one click", () => {
  const target = { closest: (selector) => (selector.includes("toggles") ? {} : null) };
  assert.equal(heard("click", target, 1), true);
  assert.equal(heard("click", target, 2), false);
  assert.equal(heard("click", target, 1), true);
});

for (const name of ["click", "submit"]) {
  test(`a second ${name} is not heard before the answer`, () => {
    const target = element();
    assert.equal(heard(name, target), true);
    assert.equal(heard(name, target), false);
    changed();
    assert.equal(heard(name, target), true);
    changed();
  });
}

test("a form that leaves the page is heard again when Back brings it", () => {
  const target = element({ action: "/auth/sign-up" });
  assert.equal(heard("submit", target), true);
  assert.equal(heard("submit", target), false);
  listeners.pageshow();
  assert.equal(heard("submit", target), true);
  listeners.pageshow();
});

test("before the page has started nothing is taken for a second press but what leaves it", () => {
  globalThis.melodyStarted = false;
  const own = element();
  assert.equal(heard("submit", own), true);
  assert.equal(heard("submit", own), true);
  const leaving = element({ action: "/auth/sign-up" });
  assert.equal(heard("submit", leaving), true);
  assert.equal(heard("submit", leaving), false);
  globalThis.melodyStarted = true;
});
