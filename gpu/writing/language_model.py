"""A language model whose every answer fits a JSON schema."""

import json
import threading
from collections.abc import Callable
from typing import Any

import torch
import xgrammar
from transformers import LogitsProcessor, StoppingCriteria, StoppingCriteriaList
from xgrammar.contrib.hf import LogitsProcessor as Grammar

from gpu.card import Card
from gpu.errors import model_failed

Tick = Callable[[float], None]
_NEVER = float("-inf")


class LanguageModel:
    """Answers one instruction at a time."""

    def __init__(self, model: Any, tokenizer: Any, longest_text: int, card: Card) -> None:
        """`longest_text` is how many bytes a text in an answer may have, more or less: the last token is finished."""
        self._model = model.eval()
        self._tokenizer = tokenizer
        self._longest_text = longest_text
        self._card = card
        card.add("writer", model)
        # Models have more rows than their tokenizer has words, and the mask is as wide as the rows.
        info = xgrammar.TokenizerInfo.from_huggingface(tokenizer, vocab_size=model.config.vocab_size)
        self._grammars = xgrammar.GrammarCompiler(info)
        # The sampling draws from torch's global generator.
        self._lock = threading.Lock()

    def prepare(self, schema: dict[str, Any]) -> xgrammar.CompiledGrammar:
        """Compile a schema's grammar, which is then known. A bound on texts in it would take many seconds."""
        return self._grammars.compile_json_schema(json.dumps(schema), any_whitespace=False)

    def answer(
        self, system: str, instruction: str, schema: dict[str, Any], budget: int, seed: int, tick: Tick
    ) -> dict[str, Any]:
        """The answer, of at most `budget` tokens; raises ServiceError when that is too few."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": instruction}]
        text = self._tokenizer.apply_chat_template(
            messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        tokens = self._tokenizer(text, return_tensors="pt").to(self._card.device)
        length = tokens["input_ids"].shape[1]
        bounded = _Bounded(Grammar(self.prepare(schema)), self._tokenizer, length, self._longest_text)
        fast = {"cache_implementation": "static"} if self._card.device.type == "cuda" else {}
        with self._lock, torch.inference_mode():
            self._card.bring(self._model)
            torch.manual_seed(seed)
            output = self._model.generate(
                **tokens,
                max_new_tokens=budget,
                do_sample=True,
                temperature=0.8,
                top_p=0.95,
                logits_processor=[bounded],
                stopping_criteria=StoppingCriteriaList([_ReportAndStop(tick, length, budget)]),
                pad_token_id=self._tokenizer.pad_token_id,
                **fast,
            )
        try:
            # Not strict: line breaks may stand in a text as they are.
            return json.loads(self._tokenizer.decode(output[0][length:], skip_special_tokens=True), strict=False)
        except json.JSONDecodeError as error:
            message = "The writer did not finish its answer."
            raise model_failed(message) from error


class _Bounded(LogitsProcessor):
    """A grammar whose texts end soon after so many bytes.

    It counts them itself: a bound inside the grammar takes many seconds to compile, at the vocabulary of a real model.
    """

    def __init__(self, grammar: Any, tokenizer: Any, prompt_length: int, longest: int) -> None:
        self._grammar = grammar
        self._tokenizer = tokenizer
        self._quote = tokenizer.convert_tokens_to_ids('"')
        self._read = prompt_length
        self._longest = longest
        self._length: int | None = None
        self._escaped = False

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        for token in input_ids[0, self._read :].tolist():
            self._follow(token)
        self._read = input_ids.shape[1]
        scores = self._grammar(input_ids, scores)
        full = self._length is not None and self._length >= self._longest and not self._escaped
        # In the middle of a letter of several bytes the grammar takes no quote yet.
        if full and scores[0, self._quote] > _NEVER:
            quote = scores[0, self._quote].item()
            scores = torch.full_like(scores, _NEVER)
            scores[0, self._quote] = quote
        return scores

    def _follow(self, token: int) -> None:
        """Read a token's bytes, of which each is one letter in the tokenizer's own spelling."""
        for letter in self._tokenizer.convert_ids_to_tokens(token) or "":
            if self._length is None:
                self._length = 0 if letter == '"' else None
            elif self._escaped:
                self._escaped = False
                self._length += 1
            elif letter == '"':
                self._length = None
            else:
                self._escaped = letter == "\\"
                self._length += 1


class _ReportAndStop(StoppingCriteria):
    """Reports progress after each token; `tick` raises when the job was cancelled."""

    def __init__(self, tick: Tick, prompt_length: int, budget: int) -> None:
        self._tick = tick
        self._prompt_length = prompt_length
        self._budget = budget

    def __call__(self, input_ids: torch.Tensor, *_: Any, **__: Any) -> Any:
        self._tick((input_ids.shape[1] - self._prompt_length) / self._budget)
        return torch.zeros(input_ids.shape[0], dtype=torch.bool, device=input_ids.device)
