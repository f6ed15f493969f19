// The filled glyphs of playing, in the round-cornered hand of the other icons.
const solid = { fill: "currentColor", stroke: "currentColor", strokeWidth: 2, strokeLinejoin: "round" };

const glyph = (draw) =>
  function Glyph({ size = 18 }) {
    return (
      <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" {...solid}>
        {draw}
      </svg>
    );
  };

export const PlayGlyph = glyph(<path d="M7 4.6v14.8L19.4 12z" />);
export const PauseGlyph = glyph(<path d="M7 5h2.6v14H7zM14.4 5H17v14h-2.6z" />);
