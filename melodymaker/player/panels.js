// What opens and closes around the bar; the focus goes back to where it came from.
import { get, set } from "./store";

let from = null;

const leave = () => {
  if (from?.isConnected && from !== document.body) from.focus({ preventScroll: true });
  from = null;
};

export function togglePanel(name) {
  if (get().panel === name) return closePanel();
  if (!get().panel) from = document.activeElement;
  set({ panel: name });
}

export function closePanel() {
  set({ panel: "" });
  leave();
}

export const openFull = () => set({ full: true });
export const closeFull = () => set({ full: false, panel: "" });
export const openHelp = () => set({ help: true });
export const closeHelp = () => set({ help: false });
