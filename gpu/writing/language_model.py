"""A language model whose every answer fits a JSON schema."""

import json
from collections.abc import Callable
from typing import Any

import torch
import xgrammar

from gpu.card import Card
from gpu.decoding import Decoder, draw
from gpu.errors import model_failed

Tick = Callable[[float], None]
_TEMPERATURE = 0.8
_TOP_P = 0.95


class LanguageModel:
    """Answers one instruction at a time."""

    def __init__(self, model: Any, tokenizer: Any, longest_text: int, card: Card) -> None:
        """`longest_text` is how many bytes a text in an answer may have, more or less: the last token is finished."""
        self._tokenizer = tokenizer
        self._longest_text = longest_text
        self._card = card
        self._decoder = Decoder("writer", model, card)
        # Models have more rows than their tokenizer has words, and the mask is as wide as the rows.
        info = xgrammar.TokenizerInfo.from_huggingface(tokenizer, vocab_size=self._decoder.vocabulary)
        self._grammars = xgrammar.GrammarCompiler(info)

    def compile(self) -> None:
        """Prepare what makes it fast on a card."""
        self._decoder.compile(texts=1)

    def prepare(self, schema: dict[str, Any]) -> xgrammar.CompiledGrammar:
        """Compile a schema's grammar, which is then known. A bound on texts in it would take many seconds."""
        return self._grammars.compile_json_schema(json.dumps(schema), any_whitespace=False)

    def answer(
        self, system: str, instruction: str, schema: dict[str, Any], budget: int, seed: int, tick: Tick
    ) -> dict[str, Any]:
        """The answer, of at most `budget` tokens; raises ServiceError when that is too few."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": instruction}]
        prompt = self._tokenizer.apply_chat_template(
            messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        grammar = _Grammar(self.prepare(schema), self._tokenizer, self._decoder.vocabulary, self._longest_text)
        chance = [torch.Generator(self._card.device).manual_seed(seed)]

        def choose(logits: torch.Tensor) -> torch.Tensor | None:
            grammar.mask(logits)
            token = draw(logits, _TEMPERATURE, _TOP_P, chance)
            grammar.accept(int(token))
            tick(len(grammar.tokens) / budget)
            return None if grammar.finished else token

        self._decoder.run([self._tokenizer(prompt).input_ids], budget, choose)
        try:
            # Not strict: line breaks may stand in a text as they are.
            return json.loads(self._tokenizer.decode(grammar.tokens, skip_special_tokens=True), strict=False)
        except json.JSONDecodeError as error:
            message = "The writer did not finish its answer."
            raise model_failed(message) from error


class _Grammar:
    """What may come next, with texts that end soon after so many bytes.

    It counts them itself: a bound inside the grammar takes many seconds to compile, at the vocabulary of a real model.
    """

    def __init__(self, grammar: xgrammar.CompiledGrammar, tokenizer: Any, vocabulary: int, longest: int) -> None:
        self.tokens: list[int] = []
        self._matcher = xgrammar.GrammarMatcher(grammar)
        self._allowed = xgrammar.allocate_token_bitmask(1, vocabulary)
        self._tokenizer = tokenizer
        self._quote = tokenizer.convert_tokens_to_ids('"')
        self._longest = longest
        self._length: int | None = None
        self._escaped = False

    @property
    def finished(self) -> bool:
        """Whether the answer is whole."""
        return self._matcher.is_terminated()

    def mask(self, logits: torch.Tensor) -> None:
        """Rule out, in place, the tokens (1, vocabulary) that may not come next."""
        self._matcher.fill_next_token_bitmask(self._allowed)
        # Of its kernels the one that needs no compiler on the machine.
        xgrammar.apply_token_bitmask_inplace(logits, self._allowed.to(logits.device), backend="torch_native")
        full = self._length is not None and self._length >= self._longest and not self._escaped
        # In the middle of a letter of several bytes the grammar takes no quote yet.
        if full and logits[0, self._quote].isfinite():
            quote = logits[0, self._quote].clone()
            logits.fill_(float("-inf"))
            logits[0, self._quote] = quote

    def accept(self, token: int) -> None:
        """Go on with a token: each of its bytes is one letter in the tokenizer's own spelling."""
        self._matcher.accept_token(token)
        self.tokens.append(token)
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
