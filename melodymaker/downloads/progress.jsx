// Fetches a ZIP that is made while it is sent, shows how far it is, and hands it to the browser to save.
import { useEffect, useState } from "react";

const SHOW_AFTER_DONE_MS = 6000;

let number = 0;

async function fetchZip({ address, songs }, tell, signal) {
  const posted = songs?.length
    ? { method: "POST", body: new URLSearchParams(songs.map((id) => ["song", id])), signal }
    : { signal };
  const answer = await fetch(address, posted);
  if (!answer.ok) throw new Error(await answer.text());
  const expected = Number(answer.headers.get("X-Expected-Bytes")) || 0;
  const reader = answer.body.getReader();
  const pieces = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    bytes += value.length;
    // The size is an estimate, so it is never told as done before it is.
    tell({ bytes, percent: expected ? Math.min(99, Math.round((100 * bytes) / expected)) : 0 });
  }
  return new Blob(pieces, { type: "application/zip" });
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

export function ZipProgress({ children }) {
  const [packs, setPacks] = useState([]);
  useEffect(() => {
    const change = (id, news) => setPacks((all) => all.map((each) => (each.id === id ? { ...each, ...news } : each)));
    const drop = (id) => setPacks((all) => all.filter((each) => each.id !== id));
    const begin = async ({ detail }) => {
      const id = ++number;
      const stop = new AbortController();
      const cancel = () => {
        stop.abort();
        drop(id);
      };
      const again = () => {
        drop(id);
        begin({ detail });
      };
      setPacks((all) => [...all, { id, name: detail.file, bytes: 0, percent: 0, cancel }]);
      try {
        save(await fetchZip(detail, (news) => change(id, news), stop.signal), detail.file);
        change(id, { percent: 100 });
        setTimeout(() => drop(id), SHOW_AFTER_DONE_MS);
      } catch {
        if (!stop.signal.aborted) change(id, { failed: true, again });
      }
    };
    addEventListener("melody:zip", begin);
    return () => removeEventListener("melody:zip", begin);
  }, []);
  return (
    <>
      {children}
      {packs.length > 0 && (
        <section className="packs" aria-label="Downloads">
          {packs.map((pack) => (
            <Pack key={pack.id} {...pack} />
          ))}
        </section>
      )}
    </>
  );
}

function Pack({ name, bytes, percent, failed, cancel, again }) {
  const done = percent === 100;
  const words = failed ? "The download broke off." : done ? "Saved." : `Packing · ${percent} % · ${megabytes(bytes)}`;
  return (
    <div className="pack">
      <div className="pack-words">
        <strong className="ellipsis">{name}</strong>
        <span role={failed || done ? "status" : undefined}>{words}</span>
      </div>
      {failed && (
        <button type="button" className="button button-quiet" onClick={again}>
          Try again
        </button>
      )}
      {!done && (
        <button type="button" className="button button-plain" onClick={cancel}>
          {failed ? "Close" : "Cancel"}
        </button>
      )}
      <div
        className="progress"
        role="progressbar"
        aria-label={`Downloading ${name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div className="progress-done" style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
