"""The writer: one call of a language model that can answer with nothing but a song's plan."""

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import xgrammar
from transformers import AutoModelForCausalLM, AutoTokenizer, StoppingCriteria, StoppingCriteriaList
from xgrammar.contrib.hf import LogitsProcessor

from gpu.card import Card
from gpu.catalog import LANGUAGES
from gpu.errors import model_failed
from gpu.settings import Sizes

# As players spell them: few accidentals in the signature.
KEYS = [
    f"{note} {mode}"
    for mode, notes in (("major", "C Db D Eb E F F# G Ab A Bb B"), ("minor", "C C# D Eb E F F# G G# A Bb B"))
    for note in notes.split()
]
_TITLE = 60
_STYLE = 240
_COVER = 200
_CATEGORY = 24
_LINE = 120
# Unicode's categories of what no font draws: controls, surrogates, private use, unassigned.
_UNPRINTABLE = ("Cc", "Cs", "Co", "Cn")
_SYSTEM = (
    "You are a songwriter and producer. Answer with one JSON object. `style`: genre, instruments, voice and mood in"
    " a few words separated by commas, without tempo, key or names of artists. `lyrics`: singable lines under the"
    " headings [Verse], [Chorus] and [Bridge], in the language asked for, original throughout. `categories`: one to"
    " three genres. `cover`: a picture for the sleeve, without any lettering."
)


@dataclass(frozen=True)
class Brief:
    """What is properties; None and empty are the writer's to find. `lyrics` are kept unchanged."""

    description: str
    style: str = ""
    lyrics: str = ""
    instrumental: bool = False
    language: str | None = None
    duration: float | None = None
    bpm: int | None = None
    key: str | None = None
    seed: int = 0


@dataclass(frozen=True)
class Plan:
    """All that the music and the cover are made from. Duration in seconds."""

    title: str
    style: str
    language: str
    bpm: int
    key: str
    duration: float
    categories: list[str]
    cover: str
    lyrics: str


class Writer:
    """A language model whose every answer fits a JSON schema."""

    def __init__(
        self, folder: Path, sizes: Sizes, dtype: torch.dtype = torch.float32, card: Card | None = None
    ) -> None:
        self._sizes = sizes
        self._card = card or Card()
        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype).eval()
        # Models have more rows than their tokenizer has words, and the mask is as wide as the rows.
        info = xgrammar.TokenizerInfo.from_huggingface(self._tokenizer, vocab_size=self._model.config.vocab_size)
        self._card.add("writer", self._model)
        self._grammars = xgrammar.GrammarCompiler(info)

    def write(self, brief: Brief, tick: Callable[[float], None]) -> Plan:
        """Plan a song; raises ServiceError when the model's answer is no plan."""
        answer = self._answer(_instructions(brief), self._schema(brief), brief.seed, tick)
        duration = brief.duration or _clamp(answer["duration"], 10, self._sizes.longest)
        return Plan(
            title=_plain(answer["title"]) or "Untitled",
            style=brief.style.strip() or _plain(answer["style"]) or "pop",
            language="" if brief.instrumental else brief.language or answer["language"],
            bpm=brief.bpm or round(_clamp(answer["bpm"], 30, 300)),
            key=brief.key or answer["key"],
            duration=duration,
            categories=list(dict.fromkeys(filter(None, map(_plain, answer["categories"])))),
            cover=_plain(answer["cover"]),
            lyrics="" if brief.instrumental else brief.lyrics or _lines(answer["lyrics"]),
        )

    def rewrite_line(self, brief: Brief, line: int, tick: Callable[[float], None]) -> str:
        """The lyrics with one line (counted from 0) rewritten and all others as they were."""
        lines = brief.lyrics.splitlines(keepends=True)
        old = lines[line]
        ending = old[len(old.rstrip("\r\n")) :]
        instruction = f"{_instructions(brief)}\nWrite this line anew, to fit its place: {old.strip()!r}"
        schema = _object_schema({"line": {"type": "string", "minLength": 1, "maxLength": _LINE}})
        lines[line] = _plain(self._answer(instruction, schema, brief.seed, tick)["line"]) + ending
        return "".join(lines)

    def _schema(self, brief: Brief) -> dict[str, Any]:
        """What the model is still to find, short facts first and the lyrics last, so that they follow the plan."""
        properties: dict[str, Any] = {
            "title": {"type": "string", "minLength": 1, "maxLength": _TITLE},
            "style": {"type": "string", "minLength": 1, "maxLength": _STYLE},
            "language": {"enum": list(LANGUAGES)},
            "bpm": {"type": "integer", "minimum": 50, "maximum": 200},
            "key": {"enum": KEYS},
            "duration": {"type": "integer", "minimum": 10, "maximum": self._sizes.longest},
            "categories": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": "string", "minLength": 1, "maxLength": _CATEGORY},
            },
            "cover": {"type": "string", "minLength": 1, "maxLength": _COVER},
            "lyrics": {"type": "string", "minLength": 1, "maxLength": self._sizes.lyrics},
        }
        if brief.lyrics or brief.instrumental:
            del properties["lyrics"]
        return _object_schema(properties)

    def _answer(
        self, instruction: str, schema: dict[str, Any], seed: int, tick: Callable[[float], None]
    ) -> dict[str, Any]:
        messages = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": instruction}]
        text = self._tokenizer.apply_chat_template(
            messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        tokens = self._tokenizer(text, return_tensors="pt").to(self._card.device)
        grammar = self._grammars.compile_json_schema(json.dumps(schema), any_whitespace=False)
        # A token is rarely less than a letter, and the schema bounds the letters.
        budget = 1200 + self._sizes.lyrics
        prompt_length = tokens["input_ids"].shape[1]
        torch.manual_seed(seed)
        self._card.bring(self._model)
        with torch.inference_mode():
            output = self._model.generate(
                **tokens,
                max_new_tokens=budget,
                do_sample=True,
                temperature=0.8,
                top_p=0.95,
                logits_processor=[LogitsProcessor(grammar)],
                stopping_criteria=StoppingCriteriaList([_ReportAndStop(tick, prompt_length, budget)]),
                pad_token_id=self._tokenizer.pad_token_id,
            )
        try:
            # Not strict: line breaks may stand in the lyrics as they are.
            return json.loads(self._tokenizer.decode(output[0][prompt_length:], skip_special_tokens=True), strict=False)
        except json.JSONDecodeError as error:
            message = "The writer did not finish its answer."
            raise model_failed(message) from error


class _ReportAndStop(StoppingCriteria):
    """Reports progress after each token; `tick` raises when the job was cancelled."""

    def __init__(self, tick: Callable[[float], None], prompt_length: int, budget: int) -> None:
        self._tick = tick
        self._prompt_length = prompt_length
        self._budget = budget

    def __call__(self, input_ids: torch.Tensor, *_: Any, **__: Any) -> Any:
        self._tick((input_ids.shape[1] - self._prompt_length) / self._budget)
        return torch.zeros(input_ids.shape[0], dtype=torch.bool, device=input_ids.device)


def _object_schema(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _instructions(brief: Brief) -> str:
    """The brief as instructions for the model."""
    facts = {
        "Description": brief.description,
        "Style": brief.style,
        "Language": brief.language,
        "Tempo": brief.bpm and f"{brief.bpm} bpm",
        "Key": brief.key,
        "Duration": brief.duration and f"{brief.duration:.0f} seconds",
        "Voice": "none, an instrumental" if brief.instrumental else "",
        "Lyrics": "" if brief.instrumental else brief.lyrics,
    }
    return "\n".join(f"{name}: {value}" for name, value in facts.items() if value)


def _clamp(value: float, low: float, high: float) -> float:
    return min(high, max(low, float(value)))


def _plain(text: str) -> str:
    """The text on one line, of printable letters."""
    return " ".join("".join(" " if unicodedata.category(letter) in _UNPRINTABLE else letter for letter in text).split())


def _lines(text: str) -> str:
    """The text line by line, of printable letters."""
    return "\n".join(_plain(line) for line in text.splitlines()).strip()
