"""The timbre token of ACE-Step XL, which diffusers 0.42 loads and never uses.

XL's timbre encoder was trained with a learned token before the sound, and its place is what is read at the end. In the
smaller model the first frame of the sound takes that place, as in diffusers.
"""

import inspect
from typing import Any

import torch


class _WithToken(torch.nn.Module):
    """The embedding of a sound with the learned token before it."""

    def __init__(self, embed: torch.nn.Module, token: torch.nn.Parameter) -> None:
        super().__init__()
        self._embed = embed
        self._token = token

    def forward(self, sound: torch.Tensor) -> torch.Tensor:
        """(sounds, frames, width of the latents) → (sounds, 1 + frames, width)."""
        embedded = self._embed(sound)
        return torch.cat([self._token.expand(len(embedded), 1, -1).to(embedded.dtype), embedded], dim=1)


def use_token(condition_encoder: Any, transformer: Any) -> bool:
    """Have XL's timbre encoder use its token; says whether it is XL, whose encoder and transformer differ in width."""
    encoder = condition_encoder.timbre_encoder
    if condition_encoder.config.hidden_size == transformer.config.hidden_size:
        return False
    if "special_token" not in inspect.getsource(type(encoder).forward):
        encoder.embed_tokens = _WithToken(encoder.embed_tokens, encoder.special_token)
    return True
