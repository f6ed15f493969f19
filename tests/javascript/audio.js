// A page with audio elements that make no sound.
globalThis.HTMLMediaElement = { HAVE_METADATA: 1, HAVE_FUTURE_DATA: 3, HAVE_ENOUGH_DATA: 4 };

class SilentAudio extends EventTarget {
  attributes = {};
  currentTime = 0;
  duration = Number.NaN;
  ended = false;
  error = null;
  muted = false;
  paused = true;
  readyState = 0;
  seeking = false;
  volume = 1;

  set src(address) {
    this.attributes.src = address;
    this.readyState = 0;
  }
  get src() {
    return this.attributes.src ?? "";
  }
  getAttribute = (name) => this.attributes[name] ?? null;
  removeAttribute = (name) => delete this.attributes[name];
  load() {}
  play() {
    this.paused = false;
    return Promise.resolve();
  }
  pause() {
    this.paused = true;
  }
  remove() {
    holder.children = holder.children.filter((each) => each !== this);
  }
}

export const holder = {
  children: [],
  append(element) {
    this.children.push(element);
  },
  prepend(element) {
    this.children = [element, ...this.children.filter((each) => each !== element)];
  },
};

globalThis.Audio = SilentAudio;
globalThis.document = { createElement: () => holder, body: { append() {} } };

// The element has fetched enough to play through.
export function fetchAll(element, duration = 60) {
  element.duration = duration;
  element.readyState = HTMLMediaElement.HAVE_ENOUGH_DATA;
}
