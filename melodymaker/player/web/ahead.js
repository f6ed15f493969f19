// The pages that may be opened while something plays. The router fetches a page's script when the page is opened, and where
// it cannot, it loads the document anew, which would end the music: so they are fetched once something plays.
const LARGE = /\/charts-/; // what the pages with a chart need, which are seldom opened

let done = false;

// The scripts of the pages in React Router's manifest, but for those that need what is large.
export function scriptsAhead(manifest) {
  const routes = Object.values(manifest?.routes ?? {});
  return routes.filter(({ imports = [] }) => !imports.some((name) => LARGE.test(name))).map(({ module }) => module);
}

export function loadPagesAhead() {
  if (done || navigator.connection?.saveData) return;
  done = true;
  const load = () => {
    for (const href of scriptsAhead(globalThis.__reactRouterManifest)) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
    }
  };
  (globalThis.requestIdleCallback ?? setTimeout)(load);
}
