// The words of the current song: the line that is sung is bright, and a line leads to where it is sung.
import { useEffect, useRef, useState } from "react";

import { seek } from "./engine";
import { Panel } from "./panel";
import { useClock } from "./store";

const EARLY_SECONDS = 0.2; // the eye wants the line a little before the ear
const HANDS_OFF_MS = 4000; // after somebody scrolled, the list stays where they left it

// One answer is enough for a song: words do not change.
const fetched = new Map();

async function fetchWords(track) {
  if (!fetched.has(track.id)) {
    const answer = await fetch(track.audio.replace(/stream$/, "lyrics"), { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`lyrics: ${answer.status}`);
    fetched.set(track.id, await answer.json());
  }
  return fetched.get(track.id);
}

// The lines as they are shown, [seconds or null, text]: all that is written, each with its time if it has one.
function rowsOf({ lyrics, lines }) {
  const written = lyrics
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  let place = 0;
  const rows = written.map((text) => (lines[place]?.[1] === text ? lines[place++] : [null, text]));
  return place === lines.length ? rows : lines; // an engine that sang other words than it was given
}

const isTag = (line) => line.startsWith("[") && line.endsWith("]");

function useWords(track) {
  const [shown, setShown] = useState({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same track comes as a new object when it is liked
  useEffect(() => {
    if (!track) return;
    let mounted = true;
    fetchWords(track).then(
      (words) => mounted && setShown({ id: track.id, words, rows: rowsOf(words) }),
      () => mounted && setShown({ id: track.id, failed: true }),
    );
    return () => {
      mounted = false;
    };
  }, [track?.id]);
  return shown.id === track?.id ? shown : {};
}

export function LyricsPanel({ track }) {
  const { words, rows, failed } = useWords(track);
  return (
    <Panel label="Lyrics">
      {!track && <p className="panel-body panel-empty">Nothing is playing.</p>}
      {failed && <p className="panel-body panel-empty">The lyrics could not be loaded.</p>}
      {words && rows.length === 0 && <p className="panel-body panel-empty">This song has no words.</p>}
      {words && rows.length > 0 && <Lines key={track.id} rows={rows} sung={words.sung} />}
    </Panel>
  );
}

function Lines({ rows, sung }) {
  const body = useRef(null);
  const touched = useRef(0);
  const active = useClock((position) => rows.findLastIndex(([at]) => at !== null && at <= position + EARLY_SECONDS));
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when another line is the current one
  useEffect(() => {
    const line = body.current.querySelector("[aria-current]");
    if (!line || Date.now() - touched.current < HANDS_OFF_MS) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const [inner, outer] = [line, body.current].map((each) => each.getBoundingClientRect());
    const top = inner.top + inner.height / 2 - outer.top - outer.height / 2;
    body.current.scrollBy({ top, behavior: calm ? "auto" : "smooth" });
  }, [active]);
  const touch = () => {
    touched.current = Date.now();
  };
  const timed = rows.some(([at]) => at !== null);
  return (
    <div ref={body} className={`panel-body lines ${timed ? "lines-timed" : ""}`} onWheel={touch} onTouchMove={touch}>
      {!sung && <p className="panel-hint">The sketch engine does not sing: a wordless voice carries these lines.</p>}
      {rows.map(([at, text], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines keep their order
        <Line key={i} at={at} text={text} current={i === active} />
      ))}
    </div>
  );
}

function Line({ at, text, current }) {
  if (isTag(text)) return <h3>{text.slice(1, -1)}</h3>;
  if (at === null) return <p className="line">{text}</p>;
  return (
    <button type="button" className="line" aria-current={current || undefined} onClick={() => seek(at)}>
      {text}
    </button>
  );
}
