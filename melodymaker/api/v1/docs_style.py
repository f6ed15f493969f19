"""How the API's page looks: the site's colours, without its files."""

STYLE = """
:root { color-scheme: dark light; --back: #141317; --raised: #1d1b21; --line: #312e36; --text: #f5f1ea;
  --muted: #a8a199; --accent: #ff9d5c; }
@media (prefers-color-scheme: light) {
  :root { --back: #fffdfa; --raised: #f6f1ea; --line: #e4dcd2; --text: #1c1713; --muted: #5f564e; --accent: #a8431a; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 24px; }
body { display: grid; grid-template-columns: 250px minmax(0, 1fr); margin: 0; background: var(--back);
  color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
nav { position: sticky; top: 0; display: flex; flex-direction: column; gap: 2px; height: 100vh; padding: 28px 20px;
  overflow-y: auto; border-right: 1px solid var(--line); font-size: 14px; }
nav a { padding: 4px 8px; border-radius: 8px; color: var(--muted); text-decoration: none; }
nav a:hover { background: var(--raised); color: var(--text); }
nav .home { margin-bottom: 12px; color: var(--text); font-weight: 700; font-size: 17px; }
nav .sub { padding-left: 20px; }
main { max-width: 800px; padding: 28px 40px 120px; }
h1 { margin: 0; font-size: 40px; line-height: 1.1; }
h2 { margin: 56px 0 8px; font-size: 24px; }
h3 { margin: 0; font-size: 18px; }
a { color: var(--accent); }
.lead { color: var(--muted); font-size: 18px; }
.small { color: var(--muted); font-size: 14px; }
code, pre { font: 14px/1.5 ui-monospace, monospace; }
pre { padding: 16px; overflow-x: auto; border: 1px solid var(--line); border-radius: 12px; background: var(--raised); }
section { margin-top: 20px; padding: 20px; border: 1px solid var(--line); border-radius: 16px; }
section p { margin: 8px 0; }
.address b { display: inline-block; min-width: 62px; font: 600 13px ui-monospace, monospace; }
.post, .patch { color: var(--accent); }
details { margin-top: 8px; }
summary { cursor: pointer; font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th { text-align: left; color: var(--muted); font-weight: 500; }
td, th { padding: 8px 12px 8px 0; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
thead th { border: 0; }
.problems td { overflow-wrap: normal; }
.problems td:nth-child(2) { width: 24%; }
details td:first-child { width: 26%; }
details td:nth-child(2) { width: 30%; color: var(--muted); }
@media (width < 800px) {
  body { display: block; }
  nav { position: static; height: auto; border: 0; border-bottom: 1px solid var(--line); }
  nav .sub { display: none; }
  main { padding: 24px 16px 80px; }
}
"""
