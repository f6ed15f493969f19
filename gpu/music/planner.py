"""The 5 Hz planner: ACE-Step's language model, which writes what a song does, five codes a second, before it sounds.

Without its codes the transformer starts from silence and has to find melody and form by itself.
"""

from collections.abc import Callable
from typing import Any

import torch
import yaml

from gpu.card import Card
from gpu.decoding import Decoder, draw
from gpu.music.score import Score

CODES_A_SECOND = 5
# ACE-Step's own settings.
_GUIDANCE = 2.0
_TEMPERATURE = 0.85
_TOP_P = 0.9
_INSTRUCTION = "# Instruction\nGenerate audio semantic tokens based on the given conditions:\n\n"


class Planner:
    """Writes the codes of both takes of a score, side by side."""

    def __init__(self, model: Any, tokenizer: Any, codes: int, card: Card) -> None:
        """`codes` is how many different ones the music model's audio tokenizer has."""
        self._card = card
        self._tokenizer = tokenizer
        first, last = self._tokenizer.convert_tokens_to_ids(["<|audio_code_0|>", f"<|audio_code_{codes - 1}|>"])
        if first is None or last is None or last - first != codes - 1:
            msg = f"this is no planner for a music model of {codes} codes"
            raise ValueError(msg)
        self._first = first
        self._decoder = Decoder("planner", model, card, slice(first, last + 1))

    def compile(self) -> None:
        """Prepare what makes it fast on a card."""
        self._decoder.compile(texts=4)

    def plan(self, score: Score, seeds: tuple[int, ...], tick: Callable[[float], None]) -> tuple[tuple[int, ...], ...]:
        """Codes for each seed, exactly five a second."""
        takes = len(seeds)
        count = round(CODES_A_SECOND * score.duration)
        guided, unguided = (self._tokenizer(self._prompt(score, thought)).input_ids for thought in (_facts(score), ""))
        generators = [torch.Generator(self._card.device).manual_seed(seed) for seed in seeds]
        codes: list[torch.Tensor] = []

        def choose(logits: torch.Tensor) -> torch.Tensor:
            with_facts, without = logits.chunk(2)
            code = draw(without + _GUIDANCE * (with_facts - without), _TEMPERATURE, _TOP_P, generators)
            codes.append(code)
            tick(len(codes) / count)
            return (code + self._first).repeat(2)

        self._decoder.run([guided] * takes + [unguided] * takes, count, choose)
        return tuple(tuple(take) for take in torch.stack(codes, dim=1).tolist())

    def _prompt(self, score: Score, thought: str) -> str:
        """What the codes are written after: the song, and what has been thought about it."""
        messages = [
            {"role": "system", "content": _INSTRUCTION},
            {"role": "user", "content": f"# Caption\n{score.caption}\n\n# Lyric\n{score.lyrics or '[Instrumental]'}\n"},
        ]
        asked = self._tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        # The model was trained with codes after exactly this.
        return f"{asked}<think>\n{thought}\n</think>\n\n"


def _facts(score: Score) -> str:
    """The song's facts in the planner's spelling, YAML with sorted keys."""
    facts: dict[str, Any] = {
        "bpm": score.bpm,
        "caption": score.caption,
        "duration": round(score.duration),
        "keyscale": score.key.replace("♭", "b").replace("♯", "#"),
    }
    if score.lyrics:
        facts["language"] = score.language
    if score.time_signature:
        facts["timesignature"] = score.time_signature
    return yaml.dump(facts, allow_unicode=True, sort_keys=True).strip()
