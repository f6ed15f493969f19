// Hands the song to the system: lock screen, headset buttons, media keys.
import { lengthOf, next, pause, previous, seek, toggle } from "./engine";
import { get, now } from "./store";

const JUMP_SECONDS = 10;

const ACTIONS = {
  play: () => get().playing || toggle(),
  pause,
  previoustrack: previous,
  nexttrack: next,
  seekto: ({ seekTime }) => seek(seekTime),
  seekbackward: ({ seekOffset }) => seek(now() - (seekOffset || JUMP_SECONDS)),
  seekforward: ({ seekOffset }) => seek(now() + (seekOffset || JUMP_SECONDS)),
};

export function announce(track) {
  const session = navigator.mediaSession;
  if (!session) return;
  for (const [name, act] of Object.entries(ACTIONS)) {
    try {
      session.setActionHandler(name, track ? act : null);
    } catch {
      // This browser does not know the action.
    }
  }
  session.metadata = track ? new MediaMetadata(describe(track)) : null;
}

const describe = ({ title, artist, cover }) => ({
  title,
  artist,
  album: "MelodyMaker",
  artwork: cover ? [{ src: new URL(cover, location.href).href }] : [],
});

export function announceState(playing, active) {
  const session = navigator.mediaSession;
  if (session) session.playbackState = !active ? "none" : playing ? "playing" : "paused";
}

export function announcePosition() {
  const duration = lengthOf();
  if (!duration) return;
  try {
    navigator.mediaSession?.setPositionState?.({
      duration,
      position: Math.min(now(), duration),
      playbackRate: 1,
    });
  } catch {
    // The position is refused while the length is still settling.
  }
}
