// The parts of the player bar: what plays, its buttons, where in the song, how loud.
import Next from "lucide-react/dist/esm/icons/skip-forward.mjs";
import Previous from "lucide-react/dist/esm/icons/skip-back.mjs";
import Repeat from "lucide-react/dist/esm/icons/repeat.mjs";
import RepeatOne from "lucide-react/dist/esm/icons/repeat-1.mjs";
import Shuffle from "lucide-react/dist/esm/icons/shuffle.mjs";
import Loud from "lucide-react/dist/esm/icons/volume-2.mjs";
import Quiet from "lucide-react/dist/esm/icons/volume-1.mjs";
import Silent from "lucide-react/dist/esm/icons/volume-x.mjs";
import Note from "lucide-react/dist/esm/icons/music-2.mjs";
import { useRef, useState } from "react";

import { Bars, useWidth } from "./bars";
import { hasNext, next, previous, retry, seek, toggle } from "./engine";
import { PauseGlyph, PlayGlyph } from "./glyphs";
import { cycleRepeat, now, setVolume, toggleMute, toggleShuffle, useClock, useStore } from "./store";

const SEEK_STEP_SECONDS = 5;
const VOLUME_STEP = 0.05;

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function Playing({ track }) {
  const failed = useStore((state) => state.failed);
  if (!track) {
    return (
      <div className="playing">
        <span className="playing-cover playing-none">
          <Note size={20} aria-hidden="true" />
        </span>
        <p className="playing-idle">Nothing playing yet</p>
      </div>
    );
  }
  return (
    <div className="playing">
      <img key={track.id} className="playing-cover" src={track.thumb} alt="" />
      <div className="playing-words">
        <p className="playing-title">{track.title}</p>
        <div className="playing-artist" role={failed ? "alert" : undefined}>
          {failed ? <Failed /> : track.artist}
        </div>
      </div>
    </div>
  );
}

function Failed() {
  return (
    <span className="playing-failed">
      This song could not be loaded.{" "}
      <button type="button" className="text-button" onClick={retry}>
        Retry
      </button>
    </span>
  );
}

function Round({ label, hint = label, act, className = "", icon: Icon, ...rest }) {
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={label} title={hint} onClick={act} {...rest}>
      <Icon size={18} aria-hidden="true" />
    </button>
  );
}

const REPEAT_HINTS = { off: "Repeat", all: "Repeat: all", one: "Repeat: this song" };

export function Controls({ track }) {
  const playing = useStore((state) => state.playing);
  const shuffle = useStore((state) => state.shuffle);
  const repeat = useStore((state) => state.repeat);
  const more = useStore(hasNext);
  const none = !track;
  const label = playing ? "Pause" : "Play";
  return (
    <div className="controls">
      <Round label="Shuffle" act={toggleShuffle} icon={Shuffle} className="extra" aria-pressed={shuffle} disabled={none} />
      <Round label="Previous" act={previous} icon={Previous} className="extra" disabled={none} />
      <button type="button" className="play-main" aria-label={label} title={label} onClick={toggle} disabled={none}>
        {playing ? <PauseGlyph size={20} /> : <PlayGlyph size={20} />}
      </button>
      <Round label="Next" act={next} icon={Next} disabled={none || !more} />
      <Round
        label="Repeat"
        hint={REPEAT_HINTS[repeat]}
        act={cycleRepeat}
        icon={repeat === "one" ? RepeatOne : Repeat}
        className="extra"
        aria-pressed={repeat !== "off"}
        disabled={none}
      />
    </div>
  );
}

const SEEK_KEYS = {
  ArrowLeft: (at) => at - SEEK_STEP_SECONDS,
  ArrowDown: (at) => at - SEEK_STEP_SECONDS,
  ArrowRight: (at) => at + SEEK_STEP_SECONDS,
  ArrowUp: (at) => at + SEEK_STEP_SECONDS,
  PageDown: (at) => at - 3 * SEEK_STEP_SECONDS,
  PageUp: (at) => at + 3 * SEEK_STEP_SECONDS,
  Home: () => 0,
  End: (_, end) => end,
};

// While a finger or the mouse holds the slider, only the picture moves; letting go seeks.
function useSeek(seconds) {
  const held = useRef(false);
  const [aim, setAim] = useState(null);
  return {
    aim,
    onPointerDown: () => (held.current = true),
    onChange: (event) => {
      const at = Number(event.target.value);
      if (held.current) setAim(at);
      else seek(at);
    },
    onPointerUp: () => {
      held.current = false;
      if (aim !== null) seek(aim);
      setAim(null);
    },
    onPointerCancel: () => {
      held.current = false;
      setAim(null);
    },
    onKeyDown: (event) => {
      const move = SEEK_KEYS[event.key];
      if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      seek(move(now(), seconds));
    },
  };
}

export function Seek({ track }) {
  const seconds = useStore((state) => state.seconds);
  const whole = useClock(Math.floor);
  const wave = useRef(null);
  const width = useWidth(wave, 520);
  const { aim, ...handlers } = useSeek(seconds);
  const shown = aim ?? whole;
  const held = aim === null || !seconds ? {} : { "--played": `${(100 * aim) / seconds}%` };
  return (
    <div className="seek">
      <span className="seek-time">{clock(shown)}</span>
      <div ref={wave} className="seek-wave" style={held}>
        {track ? <Bars peaks={track.peaks} width={width} height={36} pitch={5.4} thick={3} lit /> : <hr />}
        <input
          type="range"
          aria-label="Seek"
          aria-valuetext={`${clock(shown)} of ${clock(seconds)}`}
          min={0}
          max={Math.max(1, seconds)}
          step="any"
          value={aim ?? Math.min(now(), Math.max(1, seconds))}
          disabled={!track}
          {...handlers}
        />
      </div>
      <span className="seek-time">{clock(seconds)}</span>
    </div>
  );
}

export function Volume() {
  const volume = useStore((state) => state.volume);
  const muted = useStore((state) => state.muted);
  const heard = muted ? 0 : volume;
  const Icon = heard === 0 ? Silent : heard < 0.5 ? Quiet : Loud;
  const percent = Math.round(100 * heard);
  return (
    <div className="volume">
      <Round label="Mute" hint={muted ? "Unmute" : "Mute"} act={toggleMute} icon={Icon} aria-pressed={muted} />
      <input
        type="range"
        className="range"
        aria-label="Volume"
        aria-valuetext={`${percent} %`}
        min={0}
        max={1}
        step={VOLUME_STEP}
        value={heard}
        style={{ "--fill": `${percent}%` }}
        onChange={(event) => setVolume(Number(event.target.value))}
      />
    </div>
  );
}
