// The sheet that lists the keys: the same table that the keyboard works by.
import Close from "lucide-react/dist/esm/icons/x.mjs";
import { useEffect, useRef } from "react";

import { KEYS } from "./keys";
import { closeHelp } from "./panels";
import { Round } from "./round";
import { useStore } from "./store";

export function Help() {
  const open = useStore((state) => state.help);
  return open ? <Sheet /> : null;
}

function Sheet() {
  const sheet = useRef(null);
  useEffect(() => {
    const from = document.activeElement;
    sheet.current.showModal();
    return () => from?.focus?.({ preventScroll: true });
  }, []);
  const outside = (event) => event.target === sheet.current && closeHelp();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes an open dialog by itself
    <dialog ref={sheet} className="keys" aria-labelledby="keys-heading" onClose={closeHelp} onClick={outside}>
      <header className="panel-head">
        <h2 id="keys-heading" className="display">
          Keyboard
        </h2>
        <Round label="Close" act={closeHelp} icon={Close} />
      </header>
      <dl className="keys-list">
        {KEYS.map(([shown, text]) => (
          <div key={shown}>
            <dt>
              {shown.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
