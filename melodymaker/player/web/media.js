// Tells the system what plays, and follows its lock screen, headset buttons and media keys.
import { lengthOf, next, pause, previous, seek, seekBy, toggle } from "./playback.js";
import { get, now, onChange, onTick } from "./store.js";

const JUMP_SECONDS = 10;
const POSITION_EVERY_SECONDS = 5;
const SHOW_AFTER_MS = 100;

const ACTIONS = {
  play: () => get().playing || toggle(),
  pause,
  previoustrack: previous,
  nexttrack: next,
  seekto: ({ seekTime }) => seek(seekTime),
  seekbackward: ({ seekOffset }) => seekBy(-(seekOffset || JUMP_SECONDS)),
  seekforward: ({ seekOffset }) => seekBy(seekOffset || JUMP_SECONDS),
};

const describe = ({ title, artist, cover, take }) => ({
  title,
  artist,
  album: take ? `MelodyMaker, take ${take}` : "MelodyMaker",
  artwork: cover ? [{ src: new URL(cover, location.href).href }] : [],
});

function setHandlers(session, on) {
  for (const [name, act] of Object.entries(ACTIONS)) {
    try {
      session.setActionHandler(name, on ? act : null);
    } catch {
      // This browser does not know the action.
    }
  }
}

function setPosition(session) {
  const duration = lengthOf();
  if (!duration) return;
  try {
    session.setPositionState?.({ duration, position: Math.min(now(), duration), playbackRate: 1 });
  } catch {
    // The position is refused while the length is not certain yet.
  }
}

export function startMediaSession() {
  const session = navigator.mediaSession;
  if (!session) return;
  let shown = {};
  let due = false;
  let slot = 0;
  const show = () => {
    due = false;
    const { track, playing, seconds } = get();
    if (!track !== !shown.track) setHandlers(session, Boolean(track));
    if (track !== shown.track) session.metadata = track ? new MediaMetadata(describe(track)) : null;
    session.playbackState = !track ? "none" : playing ? "playing" : "paused";
    shown = { track, playing, seconds };
    setPosition(session);
  };
  onChange(({ track, playing, seconds }) => {
    if (due || (track === shown.track && playing === shown.playing && seconds === shown.seconds)) return;
    // Each is a message to the browser's own process, and a song that begins is several changes.
    due = true;
    setTimeout(show, SHOW_AFTER_MS);
  });
  onTick((position) => {
    const passed = Math.floor(position / POSITION_EVERY_SECONDS);
    if (passed === slot) return;
    slot = passed;
    setPosition(session);
  });
}
