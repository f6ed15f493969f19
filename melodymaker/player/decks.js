// Two <audio> elements: one is active; the other holds the next song ready, or lets the last one fade away.
// Only the active one is first in the page, so whoever looks there finds it.
import { get } from "./store";

const EVEN_LUFS = -14;
const STEP_MS = 40;

let holder = null;
let active = null;
let spare = null;
let leaving = null; // the timer of the song that fades away

export const audio = () => active.audio;

const newDeck = () => ({ audio: Object.assign(new Audio(), { preload: "auto" }), track: null, share: 1 });

export function open(element) {
  holder = element;
  active = newDeck();
  spare = newDeck();
  holder.append(active.audio);
  return [active.audio, spare.audio];
}

export function close() {
  clearInterval(leaving);
  leaving = null;
  for (const deck of [active, spare]) {
    deck.audio.pause();
    deck.audio.remove();
  }
}

// A song louder than the others is turned down; a softer one is left as it was made.
const evened = (track) => Math.min(1, 10 ** ((EVEN_LUFS - (track?.loudness ?? EVEN_LUFS)) / 20));

export function setLevels() {
  const { volume, muted } = get();
  for (const { audio: element, track, share } of [active, spare]) {
    element.volume = volume ** 2 * evened(track) * share; // squared: what the ear takes for an even step
    element.muted = muted;
  }
}

function fill(deck, track, preload = "auto") {
  deck.track = track;
  deck.audio.preload = preload;
  deck.audio.src = track.audio; // the same address again is a new request, and a newly signed target
  setLevels();
}

function empty(deck) {
  deck.track = null;
  deck.share = 1;
  deck.audio.removeAttribute("src");
  deck.audio.load();
}

export const put = (track) => {
  cancelFade();
  fill(active, track);
};

// As put, but most of it is fetched only when it is played.
export const preload = (track) => {
  cancelFade();
  fill(active, track, "metadata");
};

export function takeOut() {
  cancelFade();
  empty(active);
}

export function prepare(track) {
  if (leaving === null && spare.track?.id !== track.id) fill(spare, track);
}

export const isReady = (track) =>
  leaving === null && spare.track?.id === track.id && spare.audio.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;

// Makes the prepared song the active one. The last one stays for so many seconds, fading or as it is.
export function swap(seconds = 0, fades = false) {
  [active, spare] = [spare, active];
  holder.prepend(active.audio);
  if (seconds === 0) return retire();
  const began = performance.now();
  const step = () => {
    const part = Math.min(1, (performance.now() - began) / 1000 / seconds);
    if (fades) {
      // Equal power: together the two are as loud as either.
      active.share = Math.sin((part * Math.PI) / 2);
      spare.share = Math.cos((part * Math.PI) / 2);
    }
    setLevels();
    if (part === 1) cancelFade();
  };
  leaving = setInterval(step, STEP_MS);
  step();
}

// Takes the last song back, where the browser lets only the element play that somebody has started by hand.
export function swapBack(track) {
  cancelFade();
  [active, spare] = [spare, active];
  holder.prepend(active.audio);
  retire();
  fill(active, track);
}

function retire() {
  spare.audio.pause();
  spare.audio.remove();
  empty(spare);
}

// Ends a fade at once.
export function cancelFade() {
  if (leaving === null) return;
  clearInterval(leaving);
  leaving = null;
  active.share = 1;
  retire();
  setLevels();
}
