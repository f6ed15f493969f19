// Lyrics set as sections: each tag in small print, backing vocals in parentheses dimmed.
const TAG = /^\s*\[([^\]\n]+)\]\s*$/;
const ASIDE = /(\([^)\n]*\))/;

function sections(text) {
  const found = [];
  for (const line of (text ?? "").split("\n")) {
    const tag = TAG.exec(line)?.[1];
    if (tag) found.push({ tag, lines: [] });
    else if (found.length > 0) found.at(-1).lines.push(line);
    else if (line.trim()) found.push({ tag: "", lines: [line] });
  }
  return found.map(({ tag, lines }) => ({ tag, lines: lines.join("\n").trim().split("\n") }));
}

const Line = ({ text }) =>
  text.split(ASIDE).map((part, i) =>
    i % 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts keep their order
      <span key={i} className="lyrics-aside">
        {part}
      </span>
    ) : (
      part
    ),
  );

export function Lyrics({ text }) {
  return (
    <div className="lyrics">
      {sections(text).map(({ tag, lines }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sections keep their order
        <section key={i}>
          {tag && <span className="lyrics-tag">{tag}</span>}
          {lines.map((line, j) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines keep their order
            <p key={j}>
              <Line text={line} />
            </p>
          ))}
        </section>
      ))}
    </div>
  );
}
