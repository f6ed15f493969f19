// Two <audio> elements, called decks: one is active; the other holds the next song ready, or lets the last one fade.
// Only the active one is first in the page, so whoever looks there finds it.
import { sourceOf } from "./kept.js";
import { get } from "./store.js";

const EVEN_LUFS = -14;
const STEP_MS = 40;

let holder = null;
let active = null;
let spare = null;
let fade = null; // the timer of the song that fades away

export const audio = () => active.audio;

const newDeck = () => ({ audio: Object.assign(new Audio(), { preload: "auto" }), track: null, share: 1 });

// Makes the two elements, the active one in a hidden holder at the end of the page, and returns them.
export function openDecks() {
  holder = Object.assign(document.createElement("div"), { hidden: true });
  document.body.append(holder);
  active = newDeck();
  spare = newDeck();
  holder.append(active.audio);
  return [active.audio, spare.audio];
}

// The factor that brings a song to the common loudness: louder ones are turned down, softer ones left as they are.
export const loudnessGain = (track) => Math.min(1, 10 ** ((EVEN_LUFS - (track?.loudness ?? EVEN_LUFS)) / 20));

export function setLevels() {
  const { volume, muted } = get();
  for (const { audio: element, track, share } of [active, spare]) {
    element.volume = volume ** 2 * loudnessGain(track) * share; // squared: what the ear takes for an even step
    element.muted = muted;
  }
}

function fill(deck, track, preload = "auto") {
  deck.track = track;
  deck.audio.preload = preload;
  deck.audio.src = sourceOf(track); // the same address again is a new request, and a newly signed target
  setLevels();
}

function empty(deck) {
  deck.track = null;
  deck.share = 1;
  deck.audio.removeAttribute("src");
  deck.audio.load();
}

export function loadTrack(track) {
  cancelFade();
  fill(active, track);
}

// As loadTrack, but most of it is fetched only when it is played.
export function loadMetadata(track) {
  cancelFade();
  fill(active, track, "metadata");
}

export function unload() {
  cancelFade();
  empty(active);
}

export function prepareNext(track) {
  if (fade === null && spare.track?.id !== track.id) fill(spare, track);
}

export const isPrepared = (track) =>
  fade === null && spare.track?.id === track.id && spare.audio.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;

// The two factors at a moment of a crossfade, 0 to 1: equal power, together as loud as either.
export const crossfadeGains = (part) => [Math.sin((part * Math.PI) / 2), Math.cos((part * Math.PI) / 2)];

// Makes the prepared song the active one. The last one stays for so many seconds, fading or as it is.
export function swap(seconds = 0, fades = false) {
  [active, spare] = [spare, active];
  holder.prepend(active.audio);
  if (seconds === 0) return retire();
  const began = performance.now();
  const step = () => {
    const part = Math.min(1, (performance.now() - began) / 1000 / seconds);
    if (fades) [active.share, spare.share] = crossfadeGains(part);
    setLevels();
    if (part === 1) cancelFade();
  };
  fade = setInterval(step, STEP_MS);
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
  if (fade === null) return;
  clearInterval(fade);
  fade = null;
  active.share = 1;
  retire();
  setLevels();
}
