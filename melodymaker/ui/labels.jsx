// Words and marks worked out in the browser: how long ago, and a face made of a name.
import { useSyncExternalStore } from "react";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// One clock for all of them; it moves twice a minute, and only while something shows it.
const listeners = new Set();
let time = 0;
let timer = null;

function subscribe(listener) {
  time = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    time = Date.now();
    for (const each of listeners) each();
  }, MINUTE / 2);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = null;
  };
}

const dayOf = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

function ago(then, now) {
  const passed = now - then.getTime();
  if (passed < MINUTE) return "now";
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`;
  const days = Math.round((dayOf(new Date(now)) - dayOf(then)) / DAY);
  if (days === 0) return `${Math.floor(passed / HOUR)} h ago`;
  if (days === 1) return "yesterday";
  if (days < 7) return `${days} days ago`;
  const year = then.getFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
  return then.toLocaleDateString(undefined, { day: "numeric", month: "short", year });
}

export function TimeAgo({ iso, className }) {
  const now = useSyncExternalStore(
    subscribe,
    () => time,
    () => 0,
  );
  const then = new Date(iso);
  if (!now || Number.isNaN(then.getTime())) return <time className={className} />;
  const full = then.toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" });
  return (
    <time className={className} dateTime={iso} title={full}>
      {ago(then, now)}
    </time>
  );
}

function hueOf(name) {
  let hue = 0;
  for (const letter of name) hue = (hue * 31 + letter.codePointAt(0)) % 360;
  return hue;
}

export function Avatar({ name }) {
  const hue = hueOf(name ?? "");
  const background = `linear-gradient(135deg, hsl(${hue} 64% 52%), hsl(${(hue + 48) % 360} 68% 40%))`;
  return (
    <span className="avatar" aria-hidden="true" style={{ background }}>
      {[...(name ?? "").trim()][0]?.toUpperCase() ?? "?"}
    </span>
  );
}
