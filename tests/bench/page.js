// What the measures need inside the page, so that no message between programs is timed.
window.bench = (() => {
  const region = () => document.querySelector('[aria-label="Your songs"]');
  const ALL = { subtree: true, childList: true, attributes: true, characterData: true };

  // Resolves once the frame with the changes made so far has been drawn.
  const drawn = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = resolve;
        channel.port2.postMessage(0);
      }),
    );

  const clicked = () =>
    new Promise((resolve) =>
      addEventListener("click", (event) => resolve(event.timeStamp), { capture: true, once: true }),
    );

  const songs = () => [...region().querySelectorAll("[data-song]")].map((card) => card.dataset.song);

  // `cards` becomes the milliseconds from the next click to the frame with two new cards.
  function expectCards() {
    const before = new Set(songs());
    const start = clicked();
    bench.cards = new Promise((resolve) => {
      const watch = new MutationObserver(async () => {
        if (songs().filter((id) => !before.has(id)).length < 2) return;
        watch.disconnect();
        await drawn();
        resolve(performance.now() - (await start));
      });
      watch.observe(region(), ALL);
    });
  }

  // `seen` collects what the newest pair shows: when (ms since 1970), its status, its percent.
  function expectProgress() {
    bench.seen = [];
    let last = "";
    new MutationObserver(async () => {
      const card = region().querySelector("[data-song]");
      if (!card) return;
      const percent = card.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow");
      const state = [card.dataset.status, Number(percent ?? -1)];
      if (last === String(state)) return;
      last = String(state);
      await drawn();
      bench.seen.push([Date.now(), ...state]);
    }).observe(region(), ALL);
  }

  // `sound` becomes the milliseconds from the next click until the element says `playing` and its time moves.
  function expectSound() {
    const start = clicked();
    // Of any element: the next song of a list waits in an element of its own.
    const playing = start.then(
      () => new Promise((resolve) => addEventListener("playing", resolve, { capture: true, once: true })),
    );
    bench.sound = playing.then(
      ({ target: audio }) =>
        new Promise((resolve) => {
          const look = async () => {
            if (audio.currentTime > 0 && !audio.paused) resolve(performance.now() - (await start));
            else setTimeout(look);
          };
          look();
        }),
    );
  }

  // `checked` becomes the milliseconds from the next click until a box that it checks is drawn.
  function expectChecked() {
    const start = clicked();
    const count = () => document.querySelectorAll(".box:checked").length;
    const before = count();
    bench.checked = start.then(async (since) => {
      while (count() === before) await new Promise((resolve) => setTimeout(resolve));
      await drawn();
      return performance.now() - since;
    });
  }

  // Scrolls through the page's list, so many px a frame; answers how long each frame took, and the most rows there were.
  async function walk(step) {
    const list = document.getElementById("content");
    const frames = [];
    let most = 0;
    let last = await new Promise(requestAnimationFrame);
    while (list.scrollTop + list.clientHeight < list.scrollHeight - 1) {
      list.scrollTop += step;
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - last);
      last = now;
      if (frames.length % 10 === 0) most = Math.max(most, document.querySelectorAll("article").length);
    }
    return { frames, most };
  }

  return { expectCards, expectChecked, expectProgress, expectSound, walk };
})();
