// A song's levels as round-ended bars, in two layers: the part played is clipped from the bright one.
import { useEffect, useMemo, useRef, useState } from "react";

import { onTick } from "./store";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TOP_LEVEL = 63;
const FLOOR = 0.1; // silence still shows a dot

const GRADIENT_ID = "melody-gradient";

// The loudest level of each of `count` equal stretches, 0 to 1.
function levels(peaks, count) {
  const step = peaks.length / count;
  return Array.from({ length: count }, (_, i) => {
    const stretch = peaks.slice(Math.floor(i * step), Math.max(Math.floor((i + 1) * step), Math.floor(i * step) + 1));
    return Math.max(0, ...[...stretch].map((c) => ALPHABET.indexOf(c))) / TOP_LEVEL;
  });
}

function outline(peaks, width, height, pitch, thick) {
  const count = Math.max(1, Math.min(Math.floor(width / pitch), peaks.length || 1));
  const step = (width - thick) / Math.max(1, count - 1);
  return levels(peaks, count)
    .map((level, i) => {
      const half = Math.max(0.01, ((height - thick) * Math.max(FLOOR, level)) / 2);
      const x = (thick / 2 + i * step).toFixed(1);
      return `M${x} ${(height / 2 - half).toFixed(1)}V${(height / 2 + half).toFixed(1)}`;
    })
    .join("");
}

export function Bars({ peaks, width, height, pitch, thick, lit }) {
  const d = useMemo(() => outline(peaks, width, height, pitch, thick), [peaks, width, height, pitch, thick]);
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const line = { d, strokeWidth: thick, strokeLinecap: "round", fill: "none" };
  return (
    <div className="bars">
      <svg className="bars-rest" {...size} aria-hidden="true">
        <path {...line} />
      </svg>
      {lit && (
        <svg className="bars-played" {...size} aria-hidden="true">
          <path {...line} />
        </svg>
      )}
    </div>
  );
}

// Sets --played (a percentage) on an element, without drawing anything again.
export function usePlayed(active, seconds, now) {
  const ref = useRef(null);
  useEffect(() => {
    if (!active || !(seconds > 0)) return;
    const show = (position) =>
      ref.current?.style.setProperty("--played", `${Math.min(100, (100 * position) / seconds).toFixed(2)}%`);
    show(now());
    return onTick(show);
  }, [active, seconds, now]);
  return ref;
}

export function useWidth(ref, first) {
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
    watch.observe(ref.current);
    return () => watch.disconnect();
  }, [ref]);
  return width;
}

// The gradient that every played bar is painted with; on the page once.
export function BarsGradient() {
  return (
    <svg className="bars-gradient" width="0" height="0" aria-hidden="true">
      <linearGradient id={GRADIENT_ID} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" className="from" />
        <stop offset="1" className="to" />
      </linearGradient>
    </svg>
  );
}
