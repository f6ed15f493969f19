// How old a moment is. Minutes and hours are whole ones; `days` counts midnights of this browser's time zone.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const midnightBefore = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export function ageOf(iso, now) {
  const then = new Date(iso);
  if (!now || Number.isNaN(then.getTime())) return {};
  const passed = now - then.getTime();
  const today = new Date(now);
  const year = then.getFullYear() === today.getFullYear() ? undefined : "numeric";
  return {
    minutes: Math.floor(passed / MINUTE),
    hours: Math.floor(passed / HOUR),
    days: Math.round((midnightBefore(today) - midnightBefore(then)) / DAY),
    date: then.toLocaleDateString(undefined, { day: "numeric", month: "short", year }),
    full: then.toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" }),
  };
}
