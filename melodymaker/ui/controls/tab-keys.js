// The keys of a list of tabs: arrows step through it, Home and End go to its ends; the tab that is reached is chosen.
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function chooseTabOnKeys(event) {
  const tabs = [...event.currentTarget.querySelectorAll("[role=tab]")];
  const from = tabs.findIndex((tab) => tab.tabIndex === 0);
  const ends = { Home: 0, End: tabs.length - 1 };
  const to = ends[event.key] ?? (STEPS[event.key] && (from + STEPS[event.key] + tabs.length) % tabs.length);
  if (to === undefined) return;
  event.preventDefault();
  tabs[to].click();
  tabs[to].focus();
}
