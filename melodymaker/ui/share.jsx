// Shares this page's address: by the system's own sheet where there is one, else by copying it.
import Check from "lucide-react/dist/esm/icons/check.mjs";
import Share from "lucide-react/dist/esm/icons/share-2.mjs";
import { useEffect, useState } from "react";

const SHOWN_MS = 2500;

export function ShareButton({ title, address }) {
  const [copied, setCopied] = useState("");
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(""), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const share = async () => {
    const url = new URL(address || location.pathname, location.href).href;
    try {
      if (navigator.share) await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        setCopied("Link copied");
      }
    } catch (error) {
      if (error.name !== "AbortError") setCopied(`Copy this: ${url}`);
    }
  };
  const Icon = copied === "Link copied" ? Check : Share;
  return (
    <span className="share">
      <button type="button" className="icon-button icon-button-raised" aria-label="Share" title="Share" onClick={share}>
        <Icon size={20} aria-hidden="true" />
      </button>
      <span role="status" className="share-words">
        {copied}
      </span>
    </span>
  );
}
