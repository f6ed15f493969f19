"""The engine on the command line: for people, and for a worker that speaks JSON lines."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from melodymaker.sketch.engine import make_pair, make_parts, write_words
from melodymaker.sketch.request import SketchPair, SketchRequest, SketchSource
from melodymaker.sketch.voices import AUTO, VOICES
from melodymaker.sketch.workers import TakeFailed, is_out_of_room

if TYPE_CHECKING:
    from collections.abc import Sequence

BAD_REQUEST = 2
FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a pair; return 0, or 2 for a bad request and 1 for a failure."""
    options = _parser().parse_intermixed_args(arguments)
    # Leaving by an exception ends the children too, on systems that do not do it by themselves.
    signal.signal(signal.SIGTERM, _exit_on_signal)
    try:
        request = _request_from_json(sys.stdin.read()) if options.json else _request_from(options)
        if options.words_only:
            return _say_words(*write_words(request), options)
        if options.parts is not None:
            _line({"result": asdict(make_parts(request, options.parts, options.folder, options.sound_font))})
            return 0
        pair = make_pair(request, options.folder, _say_json if options.json else _say_text, options.sound_font)
        for take in (0, 1) if options.stems else ():
            make_parts(request, take, options.stems / f"take-{take + 1}", options.sound_font)
    except ValueError as error:
        return _fail(options, str(error), BAD_REQUEST)
    except TakeFailed as error:
        return _fail(options, str(error), FAILED, no_room=error.no_room)
    except OSError as error:
        return _fail(options, str(error), FAILED, no_room=is_out_of_room(error, options.folder))
    if options.json:
        _line({"result": asdict(pair)})
    else:
        _show(pair, options.folder)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m melodymaker.sketch", description="Compose two songs from a sentence."
    )
    parser.add_argument("folder", type=Path, help="where the files go")
    parser.add_argument("description", nargs="?", default="", help="what to hear")
    parser.add_argument("--style", default="", help="comma separated tags")
    parser.add_argument("--lyrics-file", type=Path, help="written lyrics, kept as they are")
    parser.add_argument("--instrumental", action="store_true")
    parser.add_argument("--duration", type=float, help="seconds, 20 to 180")
    parser.add_argument("--bpm", type=int, help="30 to 300")
    parser.add_argument("--key", help='like "D minor"')
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sound-font", type=Path, help="another General MIDI .sf2 file")
    parser.add_argument("--voice", choices=VOICES, default=AUTO, help="who sings both takes; auto: one singer each")
    parser.add_argument(
        "--stems",
        type=Path,
        metavar="DIR",
        help="also write each take's vocals, drums, bass, chords, melody and effects there, with MIDI and LRC",
    )
    parser.add_argument("--words-only", action="store_true", help="write title and lyrics, and no music")
    # For a worker: a folder with the parts of one take (0 or 1), and no song.
    parser.add_argument("--parts", type=int, choices=(0, 1), help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="read a request on stdin, write JSON lines")
    return parser


def _request_from(options: argparse.Namespace) -> SketchRequest:
    lyrics = options.lyrics_file.read_text("utf-8") if options.lyrics_file else None
    return SketchRequest(
        description=options.description,
        style=options.style,
        lyrics=lyrics,
        instrumental=options.instrumental,
        duration=options.duration,
        bpm=options.bpm,
        key=options.key,
        seed=options.seed,
        voice=options.voice,
    )


def _request_from_json(text: str) -> SketchRequest:
    """Return the request in a JSON object; raise ValueError naming what does not belong."""
    try:
        values = json.loads(text)
    except ValueError as error:
        message = f"the request is not JSON: {error}"
        raise ValueError(message) from None
    return _request_from_values(values)


def _request_from_values(values: object) -> SketchRequest:
    if not isinstance(values, dict):
        message = "the request must be a JSON object"
        raise ValueError(message)
    unknown = set(values) - {field.name for field in fields(SketchRequest)}
    if unknown:
        message = f"the request has unknown fields: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    if isinstance(values.get("guidance"), list):
        values["guidance"] = tuple(values["guidance"])
    if isinstance(source := values.get("source"), dict):
        values["source"] = _source_from(source)
    return SketchRequest(**values)


def _source_from(values: dict) -> SketchSource:
    if set(values) != {"request", "take", "score_hash"}:
        message = "the source needs a request, a take and a score_hash"
        raise ValueError(message)
    return SketchSource(_request_from_values(values["request"]), values["take"], values["score_hash"])


def _line(value: dict) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _say_json(stage: str, progress: float) -> None:
    _line({"stage": stage, "progress": round(progress, 4)})


def _say_text(stage: str, progress: float) -> None:
    sys.stderr.write(f"\r{stage:<10} {progress:4.0%} ")
    sys.stderr.flush()


def _show(pair: SketchPair, folder: Path) -> None:
    lines = ["", pair.title, ""]
    if pair.lyrics:
        lines += [pair.lyrics, ""]
    for letter, take in zip("AB", pair.takes, strict=True):
        lines += [
            f"Take {letter}: {take.style}",
            f"  {take.bpm} BPM, {take.key}, {take.duration:.1f} s, {', '.join(take.categories)}",
            f"  {folder / take.master}  {folder / take.stream}  {folder / take.cover}",
        ]
    sys.stdout.write("\n".join(lines) + "\n")


def _say_words(title: str, lyrics: str, options: argparse.Namespace) -> int:
    text = f"{title}\n\n{lyrics}\n"
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "words.txt").write_text(text, "utf-8")
    sys.stdout.write(text)
    return 0


def _fail(options: argparse.Namespace, message: str, code: int, *, no_room: bool = False) -> int:
    if no_room:
        message = f"there is no room left on the disk of {options.folder} ({message})"
    if options.json:
        _line({"error": message, "no_room": no_room})
    else:
        sys.stderr.write(f"{message}\n")
    return code


def _exit_on_signal(_signal: int, _frame: object) -> NoReturn:
    sys.exit(128 + signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
