// The filled glyphs of playing, in the round-cornered hand of the other icons.
const solid = { fill: "currentColor", stroke: "currentColor", strokeWidth: 2, strokeLinejoin: "round" };

function Glyph({ path, size = 18 }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" {...solid}>
      <path d={path} />
    </svg>
  );
}

export function PlayGlyph({ size }) {
  return <Glyph path="M7 4.6v14.8L19.4 12z" size={size} />;
}

export function PauseGlyph({ size }) {
  return <Glyph path="M7 5h2.6v14H7zM14.4 5H17v14h-2.6z" size={size} />;
}
