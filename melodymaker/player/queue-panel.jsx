// The queue: what plays, what follows, and their order.
import Down from "lucide-react/dist/esm/icons/chevron-down.mjs";
import Up from "lucide-react/dist/esm/icons/chevron-up.mjs";
import Grip from "lucide-react/dist/esm/icons/grip-vertical.mjs";
import X from "lucide-react/dist/esm/icons/x.mjs";
import { useLayoutEffect, useRef, useState } from "react";

import { LONGEST_CROSSFADE, setCrossfade } from "./choices";
import { shiftOf, useDrag } from "./drag";
import { playAt, remove } from "./engine";
import { Panel } from "./panel";
import { dropUpcoming, move, upcoming } from "./queue";
import { Round } from "./round";
import { current, get, useStore } from "./store";

const ORDER_WORDS = { off: "", all: "After the last song it begins again.", one: "The current song repeats." };

export function QueuePanel() {
  const state = useStore((each) => each);
  const coming = upcoming(state);
  const track = current(state);
  const [said, setSaid] = useState("");
  const list = useRef(null);
  const focus = useRef(null); // [song, part of its row] to focus once the rows are drawn anew

  useLayoutEffect(() => {
    if (!focus.current) return;
    const [id, part] = focus.current;
    focus.current = null;
    const row = list.current?.querySelector(`[data-item="${CSS.escape(id)}"]`);
    const target = row?.querySelector(`${part}:not(:disabled)`) ?? row?.querySelector(".queue-play");
    (target ?? document.querySelector(".panel h2"))?.focus();
  });

  const moveBy = (each, by, part = ".queue-play") => {
    focus.current = [each.id, part];
    const place = move(each.id, by);
    setSaid(`${each.title} is now number ${place} of ${coming.length}`);
  };
  const take = (each, index) => {
    focus.current = [(coming[index + 1] ?? coming[index - 1])?.id ?? "", ".queue-remove"];
    remove(each.id);
    setSaid(`${each.title} removed`);
  };
  const clear = () => {
    focus.current = ["", ""];
    dropUpcoming();
    setSaid("Queue cleared");
  };
  const [drag, handle] = useDrag(
    (id, by) =>
      by &&
      moveBy(
        coming.find((each) => each.id === id),
        by,
      ),
  );

  const clearing = (
    <button type="button" className="button button-plain button-small" onClick={clear} disabled={coming.length === 0}>
      Clear
    </button>
  );
  return (
    <Panel label="Queue" actions={clearing}>
      <div className="panel-body">
        {track && (
          <>
            <h3>Now playing</h3>
            <div className="queue-row queue-current">
              <Words track={track} />
            </div>
          </>
        )}
        <h3>{state.shuffle ? "Next, shuffled" : "Next"}</h3>
        {coming.length === 0 && (
          <p className="panel-empty">Nothing follows. “Add to queue” in a song’s menu puts it here.</p>
        )}
        <ol ref={list} className="queue-list" data-dragging={drag ? "" : undefined}>
          {coming.map((each, index) => (
            <Row
              key={each.id}
              track={each}
              first={index === 0}
              last={index === coming.length - 1}
              dragged={drag?.id === each.id}
              shift={shiftOf(drag, each.id, index)}
              handle={handle(each.id, index)}
              onPlay={() => playAt(get().at + 1 + index)}
              onMove={(by, part) => moveBy(each, by, part)}
              onRemove={() => take(each, index)}
            />
          ))}
        </ol>
        {coming.length > 1 && (
          <p className="panel-hint by-hand">Drag the songs into order, or move the focused one with Alt + ↑ ↓.</p>
        )}
        {ORDER_WORDS[state.repeat] && <p className="panel-hint">{ORDER_WORDS[state.repeat]}</p>}
      </div>
      <Crossfade seconds={state.crossfade} />
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
    </Panel>
  );
}

function Words({ track }) {
  return (
    <>
      <img src={track.thumb} alt="" loading="lazy" draggable={false} />
      <span className="queue-words">
        <span className="queue-title">{track.title}</span>
        <span className="queue-artist">{track.artist}</span>
      </span>
    </>
  );
}

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

function Row({ track, first, last, dragged, shift, handle, onPlay, onMove, onRemove }) {
  const onKeyDown = (event) => {
    const by = event.altKey && STEPS[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(by);
  };
  const { title } = track;
  return (
    <li
      className="queue-row"
      data-item={track.id}
      data-dragged={dragged ? "" : undefined}
      style={{ transform: shift }}
      onKeyDown={onKeyDown}
    >
      <span className="queue-grip" aria-hidden="true" {...handle}>
        <Grip size={16} />
      </span>
      <button
        type="button"
        className="queue-play"
        aria-label={`Play ${title}`}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={onPlay}
      >
        <Words track={track} />
      </button>
      <Round
        label={`Move ${title} up`}
        hint="Move up"
        act={() => onMove(-1, ".queue-up")}
        icon={Up}
        className="queue-up"
        disabled={first}
      />
      <Round
        label={`Move ${title} down`}
        hint="Move down"
        act={() => onMove(1, ".queue-down")}
        icon={Down}
        className="queue-down"
        disabled={last}
      />
      <Round label={`Remove ${title}`} hint="Remove" act={onRemove} icon={X} className="queue-remove" />
    </li>
  );
}

function Crossfade({ seconds }) {
  const text = seconds === 0 ? "off" : `${seconds} s`;
  return (
    <label className="crossfade">
      <span>Crossfade</span>
      <input
        type="range"
        className="range"
        min={0}
        max={LONGEST_CROSSFADE}
        step={1}
        value={seconds}
        aria-valuetext={text}
        style={{ "--fill": `${(100 * seconds) / LONGEST_CROSSFADE}%` }}
        onChange={(event) => setCrossfade(Number(event.target.value))}
      />
      <span className="crossfade-words">{text}</span>
    </label>
  );
}
