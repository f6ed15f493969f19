// The lyrics of the current song, fetched while something shows them, and which line, and word of it, is sung.
import { get, now, onChange, onTick, set } from "./store.js";
import { afterDrawing } from "./timers.js";

const EARLY_SECONDS = 0.2; // the eye wants the line a little before the ear
const WORD_EARLY_SECONDS = 0.08; // and the word
const SCROLLED_MS = 4000; // after somebody scrolled, the list stays where they left it
const LIST = ".panel .lines";
const PAGE = ".song-page .lyrics";
// Between these parts of the window's height a line is read without a scroll.
const HIGHEST = 0.15;
const LOWEST = 0.7;
const BEGUN = 0.4; // the lyrics begin above this part of it once somebody has scrolled to them

const fetched = new Map(); // one answer is enough for a song: its lyrics do not change
const listeners = new Set(); // of whatever shows the current line
let requested = ""; // the song whose lyrics are there, or on their way
let line = -1;
let word = -1; // of that line
let touched = 0;

async function fetchLyrics({ id, audio }) {
  if (!fetched.has(id)) {
    const answer = await fetch(audio.replace(/stream$/, "lyrics"), { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`lyrics: ${answer.status}`);
    fetched.set(id, { ...(await answer.json()), id });
  }
  return fetched.get(id);
}

async function load() {
  const { track } = get();
  if (!track || requested === track.id) return;
  requested = track.id;
  line = -1;
  word = -1;
  set({ lyrics: null });
  let answer;
  try {
    answer = await fetchLyrics(track);
  } catch {
    answer = { id: track.id, failed: true, lines: [] };
  }
  if (requested !== track.id) return; // another song plays by now
  set({ lyrics: answer });
  follow(now());
}

export function lineAt(lines, position) {
  return lines.findLastIndex(({ timed, seconds }) => timed && seconds <= position + EARLY_SECONDS);
}

export function wordAt(words, position) {
  return words.findLastIndex(({ seconds }) => seconds <= position + WORD_EARLY_SECONDS);
}

function follow(position) {
  const lines = get().lyrics?.lines ?? [];
  const found = lineAt(lines, position);
  const foundWord = wordAt(lines[found]?.words ?? [], position);
  if (found === line && foundWord === word) return;
  const turned = found !== line;
  line = found;
  word = foundWord;
  for (const listener of listeners) listener();
  if (turned) afterDrawing(scrollToLine);
}

const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const isLeftAlone = () => Date.now() - touched >= SCROLLED_MS;

// On a song's page the lyrics are a part of the whole: it follows them while somebody has them before their eyes.
function scrollPage() {
  const current = document.querySelector(`${PAGE} [aria-current]`);
  if (!current || !isLeftAlone()) return;
  const lyrics = current.closest(PAGE).getBoundingClientRect();
  if (lyrics.top > innerHeight * BEGUN || lyrics.bottom < innerHeight * HIGHEST) return;
  const { top, bottom } = current.getBoundingClientRect();
  if (top > innerHeight * HIGHEST && bottom < innerHeight * LOWEST) return;
  current.scrollIntoView({ block: "center", behavior: isCalm() ? "auto" : "smooth" });
}

function scrollToLine() {
  scrollPage();
  const list = document.querySelector(LIST);
  const current = list?.querySelector("[aria-current]");
  if (!current || !isLeftAlone()) return;
  const [inner, outer] = [current, list].map((each) => each.getBoundingClientRect());
  const top = inner.top + inner.height / 2 - outer.top - outer.height / 2;
  list.scrollBy({ top, behavior: isCalm() ? "auto" : "smooth" });
}

// Follows the lines for as long as somebody listens.
export function onLine(listener) {
  listeners.add(listener);
  load();
  return () => {
    listeners.delete(listener);
    if (get().lyrics?.failed) requested = ""; // whoever shows them next tries again
  };
}

// The index of the line that is sung, if the song is the current one; else -1.
export const lineOf = (id) => (get().track?.id === id && get().lyrics?.id === id ? line : -1);

export const wordOf = (id) => (lineOf(id) < 0 ? -1 : word);

export function startLyrics() {
  onChange(() => listeners.size > 0 && load());
  onTick((position) => listeners.size > 0 && follow(position));
  for (const name of ["wheel", "touchmove"]) {
    const touch = ({ target }) => {
      if (target.closest?.(`${LIST}, .page`)) touched = Date.now();
    };
    document.addEventListener(name, touch, { passive: true });
  }
}
