"""Language models token by token: a cache of fixed size, a step that a card compiles, and how a token is drawn."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import torch
from transformers import StaticCache

from gpu.card import Card

log = logging.getLogger(__name__)

Tensor = torch.Tensor
# From the next tokens' logits (sequences, rows) to the tokens (sequences,), or None when all is said.
Choose = Callable[[Tensor], Tensor | None]

# Caches come in steps of so many tokens, so that a compiled step sees few sizes of them.
_CACHE_STEP = 2048


class Decoder:
    """Runs a causal language model on prompts of any lengths, side by side."""

    def __init__(self, name: str, model: Any, card: Card, rows: slice | None = None) -> None:
        """`rows` are those of the vocabulary that are asked for, if not all."""
        self._name = name
        self._model = model.eval().requires_grad_(requires_grad=False)
        self._card = card
        self._rows = rows or slice(None)
        self._caches: dict[tuple[int, int], StaticCache] = {}
        self._step: Any = None
        # What is compiled for a card belongs to the thread that first ran it.
        self._thread: ThreadPoolExecutor | None = None
        # Otherwise each token would wait for all that another song has told the card to do.
        self._stream: torch.cuda.Stream | None = None
        card.add(name, model)

    @property
    def vocabulary(self) -> int:
        """How many rows the model's logits have."""
        return self._model.config.vocab_size

    def compile(self, texts: int) -> None:
        """Compile the step for so many texts on a card where the model stays.

        It takes up to a minute. Without a compiler the step goes on as it is, with a warning.
        """
        if not self._card.compiles:
            return
        if self._card.device.type == "cuda":
            self._stream = torch.cuda.Stream(self._card.device, priority=-1)
        self._step = torch.compile(self._model.model.forward, mode="reduce-overhead", dynamic=False)
        self._thread = ThreadPoolExecutor(1)
        try:
            self.run([[0, 1]] * texts, 8, lambda logits: logits.argmax(-1))
        except torch.OutOfMemoryError:
            raise
        except Exception:
            log.warning("%s is not compiled, and slower: see the log's last error", self._name, exc_info=True)
            self._step = None
            self._thread = None
            self._caches.clear()

    def run(self, prompts: list[list[int]], limit: int, choose: Choose) -> None:
        """Go on with the prompts for at most so many tokens, each chosen by `choose`, which may raise."""
        if self._thread:
            self._thread.submit(self._run, prompts, limit, choose).result()
        else:
            self._run(prompts, limit, choose)

    def _run(self, prompts: list[list[int]], limit: int, choose: Choose) -> None:
        with torch.inference_mode(), torch.cuda.stream(self._stream):
            self._speak(prompts, limit, choose)

    def _speak(self, prompts: list[list[int]], limit: int, choose: Choose) -> None:
        self._card.bring(self._model)
        device = self._card.device
        longest = max(map(len, prompts))
        size = -(-(longest + limit) // _CACHE_STEP) * _CACHE_STEP
        padding = torch.tensor([longest - len(prompt) for prompt in prompts], device=device)
        tokens = torch.tensor([[0] * (longest - len(prompt)) + prompt for prompt in prompts], device=device)
        seen = (torch.arange(size, device=device) >= padding[:, None]).long()
        places = (torch.arange(longest, device=device) - padding[:, None]).clamp(min=0)
        cache = self._cache(len(prompts), size)
        hidden = self._model.model(
            input_ids=tokens, attention_mask=seen, position_ids=places, past_key_values=cache, use_cache=True
        ).last_hidden_state[:, -1]
        places = places[:, -1:]
        step = self._step or self._model.model.forward
        for count in range(1, limit + 1):
            chosen = choose(self._logits(hidden))
            if chosen is None or count == limit:
                return
            places = places + 1
            if self._step:
                torch.compiler.cudagraph_mark_step_begin()
            hidden = step(
                input_ids=chosen[:, None].to(device),
                attention_mask=seen,
                position_ids=places,
                past_key_values=cache,
                use_cache=True,
            ).last_hidden_state[:, -1]

    def _logits(self, hidden: Tensor) -> Tensor:
        head = self._model.get_output_embeddings()
        if self._rows == slice(None):
            return head(hidden).float()
        return torch.nn.functional.linear(hidden, head.weight[self._rows]).float()

    def _cache(self, sequences: int, size: int) -> StaticCache:
        """An empty cache; a compiled step wants it in the same place each time."""
        if self._step is None:
            return StaticCache(self._model.config, size)
        key = (sequences, size)
        if key not in self._caches:
            self._caches = {key: StaticCache(self._model.config, size)}
        self._caches[key].reset()
        return self._caches[key]


def draw(logits: Tensor, temperature: float, top_p: float, generators: list[torch.Generator]) -> Tensor:
    """A token of each row (sequences,): of the likeliest that together reach `top_p`, flattened by the temperature."""
    ordered, tokens = logits.float().sort(descending=True)
    before = ordered.softmax(-1).cumsum(-1) - ordered.softmax(-1)
    kept = ordered.masked_fill(before > top_p, float("-inf"))
    chances = (kept / temperature).softmax(-1)
    places = [torch.multinomial(row, 1, generator=own) for row, own in zip(chances, generators, strict=True)]
    return tokens.gather(1, torch.stack(places))[:, 0]
