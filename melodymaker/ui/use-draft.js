// A field's draft: reported as well before anything else on the page is used, and when the field goes.
import { useEffect, useState, useSyncExternalStore } from "react";
import { Draft } from "./drafts.js";

export function useDraft(value, filled, report) {
  const [draft] = useState(() => new Draft(value, filled));
  const text = useSyncExternalStore(draft.subscribe, draft.read, draft.read);
  useEffect(() => draft.reportTo(report), [draft, report]);
  useEffect(() => draft.receive(value, filled), [draft, value, filled]);
  useEffect(() => {
    document.addEventListener("pointerdown", draft.report, true);
    return () => {
      document.removeEventListener("pointerdown", draft.report, true);
      draft.report();
    };
  }, [draft]);
  return { text, type: draft.type, report: draft.report };
}

// Ctrl or ⌘ and Enter: the text is reported, then it is done.
export function finishOnKeys(draft, done, event) {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  draft.report();
  done();
}
