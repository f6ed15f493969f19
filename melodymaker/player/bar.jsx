// The parts of the player bar: what plays, its buttons, what opens beside it.
import Close from "lucide-react/dist/esm/icons/chevron-down.mjs";
import Heart from "lucide-react/dist/esm/icons/heart.mjs";
import List from "lucide-react/dist/esm/icons/list-music.mjs";
import Microphone from "lucide-react/dist/esm/icons/mic-vocal.mjs";
import Note from "lucide-react/dist/esm/icons/music-2.mjs";
import Repeat from "lucide-react/dist/esm/icons/repeat.mjs";
import RepeatOne from "lucide-react/dist/esm/icons/repeat-1.mjs";
import Shuffle from "lucide-react/dist/esm/icons/shuffle.mjs";
import Previous from "lucide-react/dist/esm/icons/skip-back.mjs";
import Next from "lucide-react/dist/esm/icons/skip-forward.mjs";

import { cycleRepeat, toggleShuffle } from "./choices";
import { goesOn, next, previous, retry, toggle } from "./engine";
import { PauseGlyph, PlayGlyph } from "./glyphs";
import { toggleLike } from "./likes";
import { closeFull, openFull, togglePanel } from "./panels";
import { hasNext } from "./queue";
import { Round } from "./round";
import { useStore } from "./store";

const LONG_TITLE = 22; // in a message that has three lines

export function Playing({ track }) {
  const failed = useStore((state) => state.failed);
  const full = useStore((state) => state.full);
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
      <img key={track.id} className="playing-cover" src={full ? track.cover : track.thumb} alt="" />
      <div className="playing-words">
        <p className="playing-title">{track.title}</p>
        <div className="playing-artist" role={failed ? "alert" : undefined}>
          {failed ? <Failed title={track.title} why={failed} /> : track.artist}
        </div>
      </div>
      {!full && <button type="button" className="playing-open" aria-label="Full screen" onClick={openFull} />}
      <Round
        label="Like"
        hint="Like: everybody sees the count"
        act={toggleLike}
        icon={Heart}
        className="heart"
        aria-pressed={track.liked}
      />
    </div>
  );
}

function Failed({ title, why }) {
  const more = useStore(goesOn);
  const name = title.length > LONG_TITLE ? `${title.slice(0, LONG_TITLE)}…` : title;
  const text =
    why === "offline"
      ? `“${name}” waits for the connection.`
      : `“${name}” cannot be played: its file is missing.${more ? " Going on with the next." : ""}`;
  return (
    <span className="playing-failed">
      {text}{" "}
      {!(more && why === "missing") && (
        <button type="button" className="text-button" onClick={retry}>
          Retry
        </button>
      )}
    </span>
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
      <Round
        label="Shuffle"
        act={toggleShuffle}
        icon={Shuffle}
        className="extra"
        aria-pressed={shuffle}
        disabled={none}
      />
      <Round label="Previous" act={previous} icon={Previous} className="extra" disabled={none} />
      <button type="button" className="play-main" aria-label={label} title={label} onClick={toggle} disabled={none}>
        {playing ? <PauseGlyph size={20} /> : <PlayGlyph size={20} />}
      </button>
      <Round label="Next" act={next} icon={Next} disabled={!more} />
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

export function Beside({ track }) {
  const panel = useStore((state) => state.panel);
  const toggler = (name) => ({ act: () => togglePanel(name), "aria-expanded": panel === name });
  return (
    <div className="beside">
      <Round label="Lyrics" icon={Microphone} {...toggler("lyrics")} disabled={!track} />
      <Round label="Queue" icon={List} {...toggler("queue")} />
    </div>
  );
}

export const Leave = () => <Round label="Close" act={closeFull} icon={Close} size={24} className="leave" />;
