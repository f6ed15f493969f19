"""How the embedded player looks: as the site does, in the few rules that it needs."""

STYLE = """
@font-face { font-family: Bricolage; font-weight: 200 800; font-display: swap;
  src: url("/fonts/bricolage-grotesque.woff2") format("woff2"); }
@font-face { font-family: Inter; font-weight: 100 900; font-display: swap;
  src: url("/fonts/inter.woff2") format("woff2"); }
:root { color-scheme: dark light; --back: #141317; --raised: #1c1a20; --hover: #232027; --line: rgb(255 244 230 / 8%);
  --text: #f5f1ea; --muted: #a8a199; --rest: #5b5651; --from: #ff8f3f; --to: #ff4f86; --ink: #1d0a05; }
@media (prefers-color-scheme: light) { :root { --back: #fffdfa; --raised: #f2ece4; --hover: #efe8df;
  --line: rgb(40 25 10 / 10%); --text: #1c1713; --muted: #5f564e; --rest: #b9aea2; --from: #f2762b; --to: #e23a74; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 9px; border: 1px solid var(--line); border-radius: 14px; overflow-x: hidden;
  background: var(--back); color: var(--text); font: 14px/1.4 Inter, system-ui, sans-serif; }
a { color: inherit; text-decoration: none; border-radius: 4px; }
a:hover { text-decoration: underline; }
:is(a, button, input):focus-visible { outline: 2px solid var(--from); outline-offset: 2px; }
h1, p { margin: 0; font: inherit; }
.cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.title { display: flex; gap: 8px; align-items: center; min-width: 0;
  font: 650 16px/1.4 Bricolage, system-ui, sans-serif; letter-spacing: -0.01em; }
.badge { flex: none; padding: 0 7px; border: 1px solid var(--line); border-radius: 6px; color: var(--muted);
  font: 600 11px/19px Inter, system-ui, sans-serif; }
.about, time { color: var(--muted); font-size: 13px; }
.mark { flex: none; margin-inline-start: auto; padding-inline-start: 8px; color: var(--muted);
  font: 600 12px/1.4 Bricolage, sans-serif; }
.mark svg { width: 15px; margin-inline-end: 4px; vertical-align: -2px; }
button { display: grid; flex: none; place-items: center; width: 40px; height: 40px; padding: 0; border: 0;
  border-radius: 50%; background: linear-gradient(90deg, var(--from), var(--to)); color: var(--ink); cursor: pointer; }
button svg { width: 20px; fill: currentcolor; stroke: currentcolor; stroke-width: 2; stroke-linejoin: round; }
[data-state="playing"] .play, .pause { display: none; }
[data-state="playing"] .pause { display: block; }
.one { display: grid; grid-template: "cover words" auto "cover sound" auto / 96px minmax(0, 1fr); gap: 6px 14px; }
.one > img { grid-area: cover; width: 96px; height: 96px; border-radius: 10px; background: var(--raised);
  object-fit: cover; }
.words { grid-area: words; min-width: 0; }
.sound { display: flex; grid-area: sound; gap: 12px; align-items: center; min-width: 0; }
.wave { position: relative; flex: 1; min-width: 0; height: 36px; }
.wave svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.wave path { fill: none; stroke: var(--rest); stroke-width: 2.6; stroke-linecap: round;
  vector-effect: non-scaling-stroke; }
.wave .done { clip-path: inset(0 calc(100% - var(--played, 0%)) 0 0); }
.wave .done path { stroke: var(--to); }
.wave input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.wave:has(input:focus-visible) { outline: 2px solid var(--from); outline-offset: 2px; border-radius: 6px; }
time { flex: none; min-width: 4.6em; text-align: end; font-variant-numeric: tabular-nums; }
audio { flex: 1; min-width: 0; height: 36px; }
[data-ready] audio, [data-player]:not([data-ready]) :is(button, .wave) { display: none; }
ol { margin: 8px 0 0; padding: 0; list-style: none; }
li { display: flex; gap: 12px; align-items: center; padding: 6px; border-radius: 10px; }
li:hover { background: var(--hover); }
li > div { flex: 1; min-width: 0; }
li button { width: 34px; height: 34px; }
li button svg { width: 17px; }
header { display: flex; gap: 8px; align-items: flex-start; padding: 4px 6px 0; }
header > div { min-width: 0; }
@media (width < 380px) { .one { grid-template-columns: 64px minmax(0, 1fr); } .one > img { width: 64px; height: 64px; }
  .mark span { display: none; } }
"""
