// The player bar and the sound itself: mounted once, it outlives every page.
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { Beside, Controls, Leave, Playing } from "./bar";
import { BarsGradient, usePlayed } from "./bars";
import { recallChoices } from "./choices";
import { listenForCommands } from "./commands";
import { attach } from "./engine";
import { Help } from "./help";
import { onGoTo, onKey } from "./keys";
import { onLike as reportLikes } from "./likes";
import { onListen as reportListens } from "./listens";
import { LyricsPanel } from "./lyrics-panel";
import { announce, announcePosition, announceState } from "./media";
import { remember, setOwner } from "./memory";
import { closeFull } from "./panels";
import { QueuePanel } from "./queue-panel";
import { Seek } from "./seek";
import { current, now, useClock, useStore } from "./store";
import { Volume } from "./volume";

const POSITION_EVERY_SECONDS = 5;
const PHONE = "(width < 760px)";

function listen(target, name, handle) {
  target.addEventListener(name, handle);
  return () => target.removeEventListener(name, handle);
}

// Sound, keyboard and the window's events; undone together.
function useSound({ onListen, onLike, owner, known }) {
  const holder = useRef(null);
  const reports = useRef({});
  reports.current = { onListen, onLike };
  const navigate = useNavigate();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs once, for as long as the player is there
  useEffect(() => {
    recallChoices();
    reportListens((id) => reports.current.onListen?.(id));
    reportLikes((id, on) => reports.current.onLike?.(id, on));
    onGoTo(navigate);
    const undo = [attach(holder.current), remember(), listenForCommands(), listen(window, "keydown", onKey)];
    return () => {
      for (const stop of undo) stop();
    };
  }, []);
  useEffect(() => {
    if (known) setOwner(owner);
  }, [owner, known]);
  return holder;
}

function useMediaSession(track) {
  const playing = useStore((state) => state.playing);
  const seconds = useStore((state) => state.seconds);
  const slot = useClock((position) => Math.floor(position / POSITION_EVERY_SECONDS));
  useEffect(() => announce(track), [track]);
  useEffect(() => announceState(playing, Boolean(track)), [playing, track]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it tells the browser the position after each of these changes
  useEffect(() => announcePosition(), [playing, seconds, slot, track]);
}

// While the player fills a phone's screen, nothing behind it can be reached but what is said: toasts, the banner.
function useFull(bar) {
  const full = useStore((state) => state.full);
  useEffect(() => {
    if (!full) return;
    const player = bar.current;
    const behind = [...player.parentElement.children].filter(
      (each) =>
        each !== player && !each.inert && !each.matches(".panel, dialog, style, script, [aria-live], [role=status]"),
    );
    for (const each of behind) each.inert = true;
    const phone = matchMedia(PHONE);
    const undo = listen(phone, "change", () => phone.matches || closeFull());
    player.querySelector(".leave").focus();
    return () => {
      undo();
      for (const each of behind) each.inert = false;
      player.querySelector(".playing-open")?.focus();
    };
  }, [bar, full]);
  return full;
}

// Rows of the song in hand are tinted by properties, so that no list is drawn again.
function PlayingRows({ id }) {
  if (!id) return null;
  return <style>{`[data-song="${CSS.escape(id)}"]{--song-surface:var(--hover);--song-title:var(--accent)}`}</style>;
}

const stateOf = ({ failed, waiting, playing }) =>
  failed ? "failed" : waiting ? "waiting" : playing ? "playing" : "paused";

export function Player({ children, ...props }) {
  const holder = useSound(props);
  const track = useStore(current);
  const seconds = useStore((state) => state.seconds);
  const state = useStore(stateOf);
  const panel = useStore((each) => each.panel);
  useMediaSession(track);
  const bar = usePlayed(true, seconds || track?.seconds || 0, now);
  const full = useFull(bar);
  return (
    <>
      {children}
      <BarsGradient />
      <PlayingRows id={track?.id} />
      <section
        ref={bar}
        className="player"
        aria-label="Player"
        data-state={track ? state : "idle"}
        data-full={full ? "" : undefined}
      >
        <div ref={holder} hidden />
        {full && <Leave />}
        <Playing track={track} />
        <Controls track={track} />
        <Seek track={track} />
        <div className="player-end">
          <Beside track={track} />
          <Volume />
        </div>
      </section>
      {panel === "queue" && <QueuePanel />}
      {panel === "lyrics" && <LyricsPanel track={track} />}
      <Help />
    </>
  );
}
