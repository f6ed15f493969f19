// Where in the song: its waveform, which is a slider.
import { useRef, useState } from "react";

import { Bars, useWidth } from "./bars";
import { seek } from "./engine";
import { clock } from "./round";
import { now, useClock, useStore } from "./store";

const SEEK_STEP_SECONDS = 5;

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
