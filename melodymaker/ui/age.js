// How old a moment is. Minutes and hours are whole ones; `days` counts midnights of this browser's time zone.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Made once: each is dear to make, and a long list has one for each row. They are in the page's language, as the browser's
// user writes it where they read it.
const lang = globalThis.document?.documentElement.lang || "en";
const locale = globalThis.navigator?.languages?.find((own) => own.split("-")[0] === lang) ?? lang;
const DATE = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const DATE_OF_A_YEAR = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
const FULL = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });

const midnightBefore = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export function ageOf(iso, now) {
  const then = new Date(iso);
  if (!now || Number.isNaN(then.getTime())) return {};
  const passed = now - then.getTime();
  const today = new Date(now);
  const date = then.getFullYear() === today.getFullYear() ? DATE : DATE_OF_A_YEAR;
  return {
    minutes: Math.floor(passed / MINUTE),
    hours: Math.floor(passed / HOUR),
    days: Math.round((midnightBefore(today) - midnightBefore(then)) / DAY),
    date: date.format(then),
    full: FULL.format(then),
  };
}
