// A value of the server that a control may change: it shows what the user chose at once, and then what the server says.
import { useEffect, useState } from "react";
import { unanswered } from "./pending.js";

// So long after the last choice the server's value counts again, whatever it is.
const PATIENCE_MS = 5000;

// `report` is told what is chosen; without it the value stays in this browser. `offline` says that the server cannot
// hear it yet. `move` only shows a value, which `settle` then chooses.
export function useHeld(value, report, offline) {
  const [chosen, setChosen] = useState([]);
  const [moved, setMoved] = useState([]);
  const settled = [value, ...chosen].at(-1);
  const shown = [settled, ...moved].at(-1);
  const waits = Boolean(report) && !offline && chosen.length > 0;
  useEffect(() => setChosen((before) => unanswered(before, value)), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each choice has its own time
  useEffect(() => {
    if (!waits) return;
    const release = () => setChosen([]);
    const timer = setTimeout(release, PATIENCE_MS);
    window.addEventListener("melody:refused", release);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("melody:refused", release);
    };
  }, [waits, chosen]);
  const choose = (value) => {
    setMoved([]);
    if (value === settled) return;
    setChosen((before) => (report ? [...before, value] : [value]));
    report?.(value);
  };
  return { shown, choose, move: (value) => setMoved([value]), settle: () => choose(shown) };
}
