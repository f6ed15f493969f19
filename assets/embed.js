// The embedded player: its buttons and sliders play what is written beside them, one song at a time.
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function connect(player) {
  const audio = player.querySelector("audio");
  const button = player.querySelector("button");
  const seek = player.querySelector("input");
  const time = player.querySelector("time");
  const total = Number(player.dataset.seconds);
  const name = button.getAttribute("aria-label").replace(/^Play /, "");
  audio.controls = false;

  const show = () => {
    const { currentTime, paused } = audio;
    player.dataset.state = paused ? "paused" : "playing";
    button.setAttribute("aria-label", `${paused ? "Play" : "Pause"} ${name}`);
    player.style.setProperty("--played", `${(100 * currentTime) / total}%`);
    time.textContent = currentTime > 0 ? `${clock(currentTime)} / ${clock(total)}` : clock(total);
    if (!seek) return;
    seek.value = currentTime;
    seek.setAttribute("aria-valuetext", `${clock(currentTime)} of ${clock(total)}`);
  };
  const fail = () => {
    show();
    time.textContent = "Cannot be played now";
  };
  button.addEventListener("click", () => (audio.paused ? audio.play().catch(fail) : audio.pause()));
  seek?.addEventListener("input", () => {
    audio.currentTime = Number(seek.value);
    show();
  });
  for (const event of ["play", "pause", "timeupdate", "ended"]) audio.addEventListener(event, show);
  audio.addEventListener("error", fail);
  audio.addEventListener("play", () => {
    for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
  });
  player.dataset.ready = "";
}

for (const player of document.querySelectorAll("[data-player]")) connect(player);
