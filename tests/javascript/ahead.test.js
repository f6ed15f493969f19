// Which pages' scripts are fetched once something plays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptsAhead } from "../../melodymaker/player/web/ahead.js";

test("those of all pages but the ones with a chart", () => {
  const routes = {
    root: { module: "/assets/root-1.js" },
    search: { module: "/assets/_search_-1.js", imports: ["/assets/packages-1.js"] },
    stats: { module: "/assets/_stats_-1.js", imports: ["/assets/packages-1.js", "/assets/charts-1.js"] },
  };
  assert.deepEqual(scriptsAhead({ routes }), ["/assets/root-1.js", "/assets/_search_-1.js"]);
});

test("none where there is no manifest", () => {
  assert.deepEqual(scriptsAhead(undefined), []);
  assert.deepEqual(scriptsAhead({}), []);
});
