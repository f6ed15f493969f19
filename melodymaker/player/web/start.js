// Starts the player, once for the life of the page: what the events of the active deck mean, and what listens to them.
import { loadPagesAhead } from "./ahead.js";
import { restoreChoices } from "./choices.js";
import { listenForCommands } from "./commands.js";
import { audio, openDecks, setLevels } from "./decks.js";
import { handleError, noteProgress, noteSuccess } from "./failures.js";
import { restoreKept } from "./kept.js";
import { listenForKeys } from "./keys.js";
import { reportLikes } from "./likes.js";
import { continueListen, interruptListen, reportListens } from "./listens.js";
import { startLyrics } from "./lyrics.js";
import { startMediaSession } from "./media.js";
import { startMemory } from "./memory.js";
import { loadMoreWhenNeeded } from "./more.js";
import { watchBack, watchDoubleClicks, watchWidth } from "./panels.js";
import { applySeekTarget, lengthOf, seekPending } from "./playback.js";
import { startProgress } from "./progress.js";
import { get, now, onChange, set, tick } from "./store.js";
import { startTabs } from "./tabs.js";
import { finish, lookAhead } from "./transitions.js";

const TICK_MS = 100;
const SAME_LENGTH_SECONDS = 0.05; // what an encoder adds to a song is not worth drawing the seek bar again
const LEVELS = ["volume", "muted", "track"];

let started = false;

function follow() {
  const { currentTime, paused } = audio();
  // WebKit says neither that it can play on nor that it does: time that passes is the sound's own word for it.
  if (!paused && currentTime > now() && get().waiting) set({ waiting: false });
  tick(currentTime);
  continueListen(currentTime);
  noteProgress(currentTime);
  if (!paused) lookAhead();
}

const EVENTS = {
  loadedmetadata() {
    applySeekTarget();
    if (Math.abs(lengthOf() - get().seconds) > SAME_LENGTH_SECONDS) set({ seconds: lengthOf() });
  },
  play: () => set({ playing: true }),
  pause: () => {
    interruptListen();
    set({ playing: false, waiting: false });
  },
  playing: () => {
    noteSuccess();
    set({ playing: true, waiting: false, failed: "" });
    loadPagesAhead();
  },
  waiting: () => set({ waiting: true }),
  canplay: () => set({ waiting: false }),
  seeking: interruptListen,
  timeupdate: () => !seekPending() && !audio().seeking && follow(),
  ended: finish,
  error: handleError,
};

function listenToDecks() {
  for (const element of openDecks()) {
    for (const [name, handle] of Object.entries(EVENTS)) {
      element.addEventListener(name, ({ target }) => target === audio() && handle());
    }
  }
  setLevels();
}

// Between two timeupdates, which are a quarter of a second apart.
function tickSmoothly() {
  setInterval(() => {
    if (document.hidden || audio().paused || audio().seeking || seekPending()) return;
    tick(audio().currentTime);
  }, TICK_MS);
}

// Chromium, which alone has userAgentData, starts a process for the sound when it first asks what the output is like. It does
// so once nothing else is to be done, and not between the first click on Play and its sound. Nothing sounds.
function askForOutput() {
  if (navigator.userAgentData) requestIdleCallback(() => new AudioContext().close().catch(() => {}));
}

function followChanges() {
  let before = get();
  onChange((state) => {
    const last = before;
    before = state;
    if (LEVELS.some((name) => state[name] !== last[name])) setLevels();
    loadMoreWhenNeeded(state, last);
  });
}

// `keys` is the table of keys.js; `onListen` and `onLike` tell the server.
export function start(keys, onListen, onLike) {
  listenForKeys(keys);
  reportListens(onListen);
  reportLikes(onLike);
  if (started) return;
  started = true;
  restoreChoices();
  restoreKept();
  listenToDecks();
  tickSmoothly();
  askForOutput();
  followChanges();
  startProgress();
  startLyrics();
  startMediaSession();
  startMemory();
  startTabs();
  listenForCommands();
  watchWidth();
  watchBack();
  watchDoubleClicks();
}

// While developing, a changed module would start a second player beside the first one.
if (import.meta.hot) import.meta.hot.accept(() => location.reload());
