// The round icon button of the bar and its panels.
export function Round({ label, hint = label, act, className = "", size = 18, icon: Icon, ...rest }) {
  return (
    <button
      type="button"
      className={`icon-button ${className}`}
      aria-label={label}
      title={hint}
      onClick={act}
      {...rest}
    >
      <Icon size={size} aria-hidden="true" />
    </button>
  );
}

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
