// The player bar and the sound itself: mounted once, it outlives every page.
import { useEffect, useRef } from "react";

import { BarsGradient, usePlayed } from "./bars";
import { Controls, Playing, Seek, Volume } from "./bar";
import { attach, lengthOf, remove } from "./engine";
import { onKey } from "./keys";
import { onListen as reportListens } from "./listens";
import { announce, announcePosition, announceState } from "./media";
import { current, now, recall, useClock, useStore } from "./store";

const POSITION_EVERY_SECONDS = 5;

function listen(target, name, handle) {
  target.addEventListener(name, handle);
  return () => target.removeEventListener(name, handle);
}

// Sound, keyboard and the window's events; undone together.
function useSound(onListen) {
  const audio = useRef(null);
  const report = useRef(null);
  report.current = onListen;
  useEffect(() => {
    recall();
    reportListens((id) => report.current?.(id));
    const undo = [
      attach(audio.current),
      listen(window, "keydown", onKey),
      listen(window, "melody:remove", ({ detail }) => remove(detail?.id)),
    ];
    return () => undo.forEach((each) => each());
  }, []);
  return audio;
}

function useLevel(audio) {
  const volume = useStore((state) => state.volume);
  const muted = useStore((state) => state.muted);
  useEffect(() => {
    audio.current.volume = volume ** 2; // what the ear takes for an even step
    audio.current.muted = muted;
  }, [audio, volume, muted]);
}

function useMediaSession(track) {
  const playing = useStore((state) => state.playing);
  const seconds = useStore((state) => state.seconds);
  const slot = useClock((position) => Math.floor(position / POSITION_EVERY_SECONDS));
  useEffect(() => announce(track), [track]);
  useEffect(() => announceState(playing, Boolean(track)), [playing, track]);
  useEffect(() => announcePosition(), [playing, seconds, slot, track]);
}

// Rows of the song in hand are tinted by properties, so that no list is drawn again.
function PlayingRows({ id }) {
  if (!id) return null;
  return (
    <style>{`[data-song="${CSS.escape(id)}"]{--song-surface:var(--hover);--song-title:var(--accent)}`}</style>
  );
}

export function Player({ children, onListen }) {
  const audio = useSound(onListen);
  useLevel(audio);
  const track = useStore(current);
  const seconds = useStore((state) => state.seconds);
  const state = useStore((each) => (each.failed ? "failed" : each.waiting ? "waiting" : each.playing ? "playing" : "paused"));
  useMediaSession(track);
  const bar = usePlayed(true, seconds || lengthOf(), now);
  return (
    <>
      {children}
      <BarsGradient />
      <PlayingRows id={track?.id} />
      <section ref={bar} className="player" aria-label="Player" data-state={track ? state : "idle"}>
        <audio ref={audio} preload="auto" />
        <Playing track={track} />
        <Controls track={track} />
        <Seek track={track} />
        <Volume />
      </section>
    </>
  );
}
