// The section of the page that is looked at, as it is scrolled.
import { useSyncExternalStore } from "react";
import { sectionAt } from "./section-at.js";

const EVENTS = ["scroll", "resize", "hashchange"];
const HEARD = { capture: true, passive: true }; // whatever scrolls

function subscribe(listener) {
  for (const name of EVENTS) addEventListener(name, listener, HEARD);
  return () => {
    for (const name of EVENTS) removeEventListener(name, listener, HEARD);
  };
}

function current(ids) {
  const found = ids.map((id) => document.getElementById(id)).filter(Boolean);
  const sections = found.map((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { id: element.id, top, bottom };
  });
  return sectionAt(sections, { height: innerHeight, named: location.hash.slice(1) });
}

export const useSection = (ids) =>
  useSyncExternalStore(
    subscribe,
    () => current(ids),
    () => "",
  );
