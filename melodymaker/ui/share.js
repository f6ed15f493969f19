// An address of the site for somebody else: copied, handed to the system's own sheet, or as a player for another site.
import { useEffect, useState } from "react";

const SHOWN_MS = 2500;

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

// The code that shows the player at this address on another site.
export const frameOf = (url, title, height) =>
  `<iframe src="${url}" width="560" height="${height}" title="${escaped(title)}" style="border:0" loading="lazy"></iframe>`;

// `url` and `code` are what can be copied, `copied` names what was, for a moment: "link", "code", or "nothing" where the
// browser does not allow it.
export function useShare(title, address, player, height) {
  const [copied, setCopied] = useState("");
  const [origin, setOrigin] = useState("");
  const [path, setPath] = useState(address);
  useEffect(() => {
    setOrigin(location.origin);
    setPath(address || location.pathname);
  }, [address]);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(""), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const url = `${origin}${path}`;
  const code = player ? frameOf(`${origin}${player}`, title, height) : "";
  const copy = async (text, name) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(name);
    } catch {
      setCopied("nothing");
    }
  };
  return {
    url,
    code,
    copied,
    system: origin !== "" && Boolean(navigator.share),
    copyLink: () => copy(url, "link"),
    copyCode: () => copy(code, "code"),
    share: () => navigator.share({ title, url }).catch(() => {}),
  };
}
