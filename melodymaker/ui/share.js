// Shares an address of the site, this page's at first: by the system's own sheet where there is one, else by copying it.
import { useEffect, useState } from "react";

const SHOWN_MS = 2500;
const NOTHING = { copied: false, uncopied: "" };

// `copied` is true for a moment after the address was copied; `uncopied` is the address for a moment if it could not be.
export function useShare(title, address) {
  const [outcome, setOutcome] = useState(NOTHING);
  useEffect(() => {
    if (outcome === NOTHING) return;
    const timer = setTimeout(() => setOutcome(NOTHING), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const share = async () => {
    const url = new URL(address || location.pathname, location.href).href;
    try {
      if (navigator.share) await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        setOutcome({ copied: true, uncopied: "" });
      }
    } catch (error) {
      if (error.name !== "AbortError") setOutcome({ copied: false, uncopied: url });
    }
  };
  return { ...outcome, share };
}
