// A field's draft: reported as well before anything else on the page is used, when the field goes, and when the server
// is back.
import { useContext, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { EventLoopContext } from "$/utils/context-registry";
import { Draft } from "./drafts.js";

let hydrated = false;

// A field can be typed into before the page's scripts run; `selector` finds what was typed. Once they run, a field that
// is still there may belong to what was on the page before.
const typedEarly = (selector) =>
  hydrated || typeof document === "undefined" ? "" : document.querySelector(selector)?.value;

// The server is there again after it was away, or after the connection broke for a moment.
function useReturn(isHydrated, act) {
  const isAway = useContext(EventLoopContext)[1].length > 0 || !isHydrated;
  const wasAway = useRef(isAway);
  useEffect(() => {
    if (wasAway.current && !isAway) act();
    wasAway.current = isAway;
  }, [isAway, act]);
}

export function useDraft(value, filled, report, selector, isHydrated) {
  const [draft] = useState(() => new Draft(value, filled));
  const [early] = useState(() => typedEarly(selector));
  const text = useSyncExternalStore(draft.subscribe, draft.read, draft.read);
  useEffect(() => draft.reportTo(report), [draft, report]);
  useEffect(() => draft.receive(value, filled), [draft, value, filled]);
  useReturn(isHydrated, draft.remind);
  // Only now, because the first drawing has to equal the page as it was sent.
  useEffect(() => {
    hydrated = true;
    if (early) draft.type(early);
  }, [draft, early]);
  useEffect(() => {
    document.addEventListener("pointerdown", draft.report, true);
    return () => {
      document.removeEventListener("pointerdown", draft.report, true);
      draft.report();
    };
  }, [draft]);
  return { text, type: draft.type, report: draft.report, undo: draft.undo };
}

// With Ctrl or ⌘: Enter reports the text, then it is done; Z brings back what was typed before the server replaced it.
// The browser's own undo knows only of what was typed.
export function actOnKeys(draft, done, event) {
  if (!(event.metaKey || event.ctrlKey)) return;
  if (event.key.toLowerCase() === "z" && !event.shiftKey && !event.altKey && draft.undo()) event.preventDefault();
  if (event.key !== "Enter" || event.repeat) return;
  event.preventDefault();
  draft.report();
  done();
}
