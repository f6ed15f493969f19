// How loud.

import Quiet from "lucide-react/dist/esm/icons/volume-1.mjs";
import Loud from "lucide-react/dist/esm/icons/volume-2.mjs";
import Silent from "lucide-react/dist/esm/icons/volume-x.mjs";

import { setVolume, toggleMute } from "./choices";
import { Round } from "./round";
import { useStore } from "./store";

const VOLUME_STEP = 0.05;

export function Volume() {
  const volume = useStore((state) => state.volume);
  const muted = useStore((state) => state.muted);
  const shown = muted ? 0 : volume;
  const Icon = shown === 0 ? Silent : shown < 0.5 ? Quiet : Loud;
  const percent = Math.round(100 * shown);
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
        value={shown}
        style={{ "--fill": `${percent}%` }}
        onChange={(event) => setVolume(Number(event.target.value))}
      />
    </div>
  );
}
