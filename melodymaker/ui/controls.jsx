// Controls that answer at once: each shows the new value before the server has heard of it.

import Eye from "lucide-react/dist/esm/icons/eye.mjs";
import EyeOff from "lucide-react/dist/esm/icons/eye-off.mjs";
import Magnifier from "lucide-react/dist/esm/icons/search.mjs";
import { useCallback, useEffect, useRef, useState } from "react";

const TYPING_PAUSE_MS = 200;

// The server's value, until the user changes it here; then again whatever the server says next.
function useEager(value) {
  const [shown, setShown] = useState(value);
  useEffect(() => setShown(value), [value]);
  return [shown, setShown];
}

export function Switch({ label, checked, disabled, onChange }) {
  const [on, setOn] = useEager(Boolean(checked));
  const flip = () => {
    setOn(!on);
    onChange?.(!on);
  };
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      className="switch option-row"
      disabled={disabled}
      onClick={flip}
    >
      <span>{label}</span>
      <span className="switch-track" />
    </button>
  );
}

const TAB_STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Tabs({ name, label, items, value, line, onChange }) {
  const [shown, setShown] = useEager(value);
  const list = useRef(null);
  const pick = (key) => {
    if (key === shown) return;
    setShown(key);
    onChange?.(key);
  };
  const step = (event) => {
    const at = items.findIndex(([key]) => key === shown);
    const ends = { Home: 0, End: items.length - 1 };
    const to = ends[event.key] ?? (TAB_STEPS[event.key] && (at + TAB_STEPS[event.key] + items.length) % items.length);
    if (to === undefined) return;
    event.preventDefault();
    pick(items[to][0]);
    list.current.children[to].focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className={line ? "tabs tabs-line" : "tabs"} onKeyDown={step}>
      {items.map(([key, text]) => (
        <button
          key={key}
          type="button"
          role="tab"
          id={`${name}-tab-${key}`}
          aria-selected={key === shown}
          tabIndex={key === shown ? 0 : -1}
          className="tab"
          onClick={() => pick(key)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

export function Segments({ name, label, items, value, onChange }) {
  const [shown, setShown] = useEager(value);
  const pick = (key) => {
    setShown(key);
    onChange?.(key);
  };
  return (
    <div role="radiogroup" aria-label={label} className="segments">
      {items.map(([key, text]) => (
        <label key={key} className="segment">
          <input type="radio" name={name} value={key} checked={key === shown} onChange={() => pick(key)} />
          <span>{text}</span>
        </label>
      ))}
    </div>
  );
}

const FORMATS = {
  time: (value) => `${Math.floor(value / 60)}:${String(Math.round(value % 60)).padStart(2, "0")}`,
  plain: String,
};

// While it moves only the words change; the value is told when it is let go.
export function Slider({ id, label, value, min, max, step, format, unit, lowest, onChange }) {
  const [shown, setShown] = useEager(value);
  const reported = useRef(value);
  const valueText =
    lowest && shown <= min ? lowest : `${(FORMATS[format] ?? FORMATS.plain)(shown)}${unit ? ` ${unit}` : ""}`;
  const report = () => {
    if (reported.current === shown) return;
    reported.current = shown;
    onChange?.(shown);
  };
  return (
    <div className="field slider">
      <div className="field-head">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        <output className="field-value" htmlFor={id}>
          {valueText}
        </output>
      </div>
      <input
        id={id}
        type="range"
        className="range"
        min={min}
        max={max}
        step={step}
        value={shown}
        aria-valuetext={valueText}
        style={{ "--fill": `${Math.max(0, (100 * (shown - min)) / (max - min))}%` }}
        onChange={(event) => setShown(Number(event.target.value))}
        onPointerUp={report}
        onKeyUp={report}
        onBlur={report}
      />
    </div>
  );
}

export function PasswordInput(props) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  const label = shown ? "Hide password" : "Show password";
  return (
    <div className="input-with-button">
      <input {...props} type={shown ? "text" : "password"} className="input" />
      <button type="button" className="icon-button" aria-label={label} title={label} onClick={() => setShown(!shown)}>
        <Icon size={18} aria-hidden="true" />
      </button>
    </div>
  );
}

// Text lives here while it is typed and is told after a pause, or at once when anything else is used,
// so that a slow line never eats letters. A text that the server sets itself replaces it.
// `filled` counts the times that the server set its texts on purpose, also to nothing; where it is left out,
// whatever the server says is meant.
function useText(value, onChange, filled = null) {
  const [text, setText] = useState(value);
  const reported = useRef(value);
  const timer = useRef(null);
  const latest = useRef({});
  latest.current = { text, onChange };
  const report = useCallback(() => {
    clearTimeout(timer.current);
    const { text: typed, onChange: change } = latest.current;
    if (typed === reported.current) return;
    reported.current = typed;
    change?.(typed);
  }, []);
  const seen = useRef(filled);
  useEffect(() => {
    const meant = filled === null || filled > seen.current;
    const filledAnew = filled !== null && meant;
    seen.current = filled;
    if (value === reported.current && !filledAnew) return;
    reported.current = value;
    if (meant) clearTimeout(timer.current);
    // A server that was restarted knows nothing any more; what is typed here is told to it again.
    if (value === "" && latest.current.text && !meant) report();
    else setText(value);
  }, [value, filled, report]);
  useEffect(() => {
    document.addEventListener("pointerdown", report, true);
    return () => {
      document.removeEventListener("pointerdown", report, true);
      report();
    };
  }, [report]);
  const type = (typed) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(report, TYPING_PAUSE_MS);
  };
  return [text, type, report];
}

export function SearchField({ label, value, onChange }) {
  const [text, type, report] = useText(value ?? "", onChange);
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers know the element <search> only since 2023
    <div className="input-with-icon" role="search">
      <Magnifier size={16} aria-hidden="true" />
      <input
        type="search"
        className="input"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={report}
      />
    </div>
  );
}

export function TextArea({
  id,
  label,
  name,
  value,
  filled,
  limit,
  maxLength,
  rows,
  placeholder,
  hint,
  error,
  onChange,
  onDone,
}) {
  const [text, type, report] = useText(value ?? "", onChange, filled ?? 0);
  const over = limit > 0 && text.length > limit;
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const keyDown = (event) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || !onDone) return;
    event.preventDefault();
    report();
    onDone();
  };
  return (
    <div className="field">
      <div className="field-head">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        {limit > 0 && (
          <span className="field-count" data-over={over}>
            {text.length.toLocaleString("en")} / {limit.toLocaleString("en")}
          </span>
        )}
      </div>
      <textarea
        id={id}
        name={name}
        rows={rows}
        className="text-area"
        placeholder={placeholder}
        maxLength={maxLength}
        value={text}
        aria-invalid={over || Boolean(error)}
        aria-describedby={about || undefined}
        onChange={(event) => type(event.target.value)}
        onBlur={report}
        onKeyDown={keyDown}
      />
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      <p id={`${id}-error`} className="field-error" role="alert" hidden={!error}>
        {error}
      </p>
    </div>
  );
}
