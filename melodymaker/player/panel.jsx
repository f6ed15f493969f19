// What opens beside the bar: a heading, a way out, and the focus on it.
import Close from "lucide-react/dist/esm/icons/x.mjs";
import { useEffect, useRef } from "react";

import { closePanel } from "./panels";
import { Round } from "./round";

export function Panel({ label, actions, children }) {
  const heading = useRef(null);
  useEffect(() => heading.current.focus({ preventScroll: true }), []);
  return (
    <section className="panel" aria-label={label}>
      <header className="panel-head">
        <h2 ref={heading} tabIndex={-1} className="display">
          {label}
        </h2>
        {actions}
        <Round label="Close" act={closePanel} icon={Close} />
      </header>
      {children}
    </section>
  );
}
