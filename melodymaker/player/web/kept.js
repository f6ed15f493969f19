// Playlists that are kept on this device: their songs stay in a cache, from which the service worker answers, so that they
// play without a connection. They are whoever's is signed in, and go when that person does.
import { KEPT, STORAGE } from "./names.js";

export const MOST_BYTES = 1_000_000_000;

export const EMPTY_KEPT = {
  lists: [], // {id, title, tracks}
  sizes: {}, // bytes of each song, by its id
  bytes: 0, // of all songs
  busy: "", // the id of the playlist that is being fetched
  done: 0, // of its songs
  total: 0,
  failed: "", // why the last one is not whole: "full", "offline", "unsupported"
};

let state = EMPTY_KEPT;
let owner = "";
let wanted = null; // the list that is being fetched; another object, or none, ends that
const listeners = new Set();

export const getKept = () => state;

export function onKeptChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(change) {
  state = { ...state, ...change };
  if (change.sizes) state.bytes = Object.values(state.sizes).reduce((sum, size) => sum + size, 0);
  for (const listener of listeners) listener();
}

const addressOf = (id) => `${KEPT.path}${id}`;
const isAnswering = () => Boolean(globalThis.navigator?.serviceWorker?.controller);

/** Where a song is read from: this device, if it is kept here. */
export const sourceOf = (track) => (state.sizes[track.id] && isAnswering() ? addressOf(track.id) : track.audio);

/** What is kept of a playlist of these songs: "all", "some" or "none". */
export function keptPart(id, songs) {
  if (!state.lists.some((list) => list.id === id)) return "none";
  return songs.every((song) => state.sizes[song.id]) ? "all" : "some";
}

function save() {
  try {
    localStorage.setItem(STORAGE.kept, JSON.stringify({ owner, lists: state.lists, sizes: state.sizes }));
  } catch {
    // Storage is blocked or full: what is kept is found again until the page is closed.
  }
}

function saved() {
  try {
    const found = JSON.parse(localStorage.getItem(STORAGE.kept));
    return Array.isArray(found?.lists) && typeof found.sizes === "object" ? found : null;
  } catch {
    return null;
  }
}

/** Finds again what this device keeps; whose it is, is not known yet, and asked without a connection never will be. */
export function restoreKept() {
  const found = saved();
  if (found) {
    owner = found.owner;
    set({ lists: found.lists, sizes: found.sizes });
  }
}

/** Says who is signed in, "" for a visitor: what somebody else has kept goes. */
export function setKeptOwner(user) {
  if (owner && owner !== user) forgetAll();
  owner = user;
}

/** Fetches the songs of a playlist that are not here yet. */
export async function keepList({ id, title, tracks }) {
  if (!isAnswering() || !globalThis.caches) return set({ failed: "unsupported" });
  const list = { id, title, tracks };
  wanted = list;
  const missing = tracks.filter((track) => !state.sizes[track.id]);
  set({ busy: id, done: tracks.length - missing.length, total: tracks.length, failed: "" });
  set({ lists: [...state.lists.filter((each) => each.id !== id), list] });
  save();
  navigator.storage?.persist?.();
  const cache = await caches.open(KEPT.cache);
  let failed = "";
  for (const track of missing) {
    failed = await keepSong(cache, track).catch((error) => (error.name === "QuotaExceededError" ? "full" : "offline"));
    if (wanted !== list) return;
    if (failed) break;
    set({ done: state.done + 1 });
    save();
  }
  if (!failed) await keepShell(cache).catch(() => {});
  if (wanted === list) set({ busy: "", failed });
}

async function keepSong(cache, track) {
  const answer = await fetch(track.audio);
  if (!answer.ok) return "offline";
  const file = await answer.blob();
  if (state.bytes + file.size > MOST_BYTES) return "full";
  const headers = { "Content-Type": file.type || "audio/flac", "Content-Length": file.size };
  await cache.put(addressOf(track.id), new Response(file, { headers }));
  const picture = await fetch(track.thumb).catch(() => null);
  if (picture?.ok) await cache.put(track.thumb, picture);
  set({ sizes: { ...state.sizes, [track.id]: file.size } });
  return "";
}

// The page itself, so that it can be opened without a connection: its frame, and all that it has loaded.
async function keepShell(cache) {
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const own = loaded.filter(({ origin, pathname }) => origin === location.origin && KEPT.parts.test(pathname));
  await cache.put(KEPT.shell, await fetch(KEPT.shell));
  await Promise.all([...new Set(own.map(({ pathname }) => pathname))].map((path) => cache.add(path)));
}

/** Removes a playlist from this device, and each of its songs that no other one holds. */
export async function forgetList(id) {
  if (state.busy === id) wanted = null;
  const lists = state.lists.filter((list) => list.id !== id);
  const held = new Set(lists.flatMap((list) => list.tracks.map((track) => track.id)));
  const gone = Object.keys(state.sizes).filter((each) => !held.has(each));
  const sizes = Object.fromEntries(Object.entries(state.sizes).filter(([each]) => held.has(each)));
  set({ lists, sizes, busy: state.busy === id ? "" : state.busy, failed: "" });
  save();
  const cache = await globalThis.caches?.open(KEPT.cache);
  await Promise.all(gone.map((each) => cache?.delete(addressOf(each))));
}

/** Removes everything from this device. */
export function forgetAll() {
  wanted = null;
  set(EMPTY_KEPT);
  try {
    localStorage.removeItem(STORAGE.kept);
  } catch {
    // Storage is blocked: nothing was kept in it.
  }
  return globalThis.caches?.delete(KEPT.cache);
}

/** Every song that is kept, each once, in the order of the playlists. */
export const keptTracks = () => {
  const tracks = state.lists.flatMap((list) => list.tracks).filter((track) => state.sizes[track.id]);
  return [...new Map(tracks.map((track) => [track.id, track])).values()];
};
