// What rows and pages carry: a button that plays a song, and its waveform.
import { useEffect, useRef } from "react";

import { Bars, usePlayed, useWidth } from "./bars";
import { playList, seek, toggle } from "./engine";
import { PauseGlyph, PlayGlyph } from "./glyphs";
import { refresh } from "./queue";
import { current, now, useStore } from "./store";

const IDLE = 0;
const PAUSED = 1;
const PLAYING = 2;

const tracks = new WeakMap();

// All tracks of the list around an element, in the order they are shown, each once.
function listAround(element) {
  const list = element.closest("[data-tracklist]");
  const shown = list ? [...list.querySelectorAll("[data-plays]")].map((each) => tracks.get(each)) : [];
  const byId = new Map(shown.filter(Boolean).map((track) => [track.id, track]));
  return [...byId.values()];
}

function playFrom(element, track, fraction = 0) {
  const listed = listAround(element);
  const place = listed.findIndex((each) => each.id === track.id);
  const from = fraction * track.seconds;
  return place < 0 ? playList([track], 0, from) : playList(listed, place, from);
}

const stateOf = (id) => (state) => (current(state)?.id !== id ? IDLE : state.playing ? PLAYING : PAUSED);

function useTrack(track) {
  const ref = useRef(null);
  useEffect(() => {
    tracks.set(ref.current, track);
    refresh(track);
  }, [track]);
  return ref;
}

export function PlayButton({ track, variant, label = "" }) {
  const ref = useTrack(track);
  const shown = useStore(stateOf(track.id));
  const act = shown === PLAYING ? "Pause" : "Play";
  const press = () => (shown === IDLE ? playFrom(ref.current, track) : toggle());
  const glyph = { size: variant === "cover" ? 20 : 22 };
  return (
    <button
      ref={ref}
      type="button"
      data-plays=""
      className={`play play-${variant}`}
      data-state={["idle", "paused", "playing"][shown]}
      aria-label={`${act} ${track.title}`}
      title={act}
      onClick={press}
    >
      {variant.startsWith("cover") && <Cover track={track} large={variant === "cover-large"} />}
      <span className="play-glyph">{shown === PLAYING ? <PauseGlyph {...glyph} /> : <PlayGlyph {...glyph} />}</span>
      {label && <span>{shown === PLAYING ? "Pause" : label}</span>}
    </button>
  );
}

function Cover({ track, large }) {
  const address = large ? track.cover : track.thumb;
  return address ? <img src={address} alt="" loading="lazy" decoding="async" draggable={false} /> : null;
}

const SIZES = {
  row: { height: 36, pitch: 3.7, thick: 2 },
  large: { height: 64, pitch: 5.4, thick: 3.2 },
};

export function Waveform({ track, size = "row" }) {
  const active = useStore((state) => current(state)?.id === track.id);
  const ref = usePlayed(active, track.seconds, now);
  const width = useWidth(ref, size === "row" ? 180 : 640);
  const jump = (event) => {
    const box = ref.current.getBoundingClientRect();
    const fraction = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    if (active) seek(fraction * track.seconds);
    else playFrom(ref.current, track, fraction);
  };
  return (
    <div ref={ref} className={`waveform waveform-${size}`} aria-hidden="true" onClick={jump}>
      <Bars peaks={track.peaks} width={width} lit={active} {...SIZES[size]} />
    </div>
  );
}
