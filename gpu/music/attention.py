"""Attention that takes no more memory for a long song than it has to.

Half the layers of the model look only `window` frames to either side. diffusers gives them a mask of all frames by all
frames beside grouped heads, which the fast kernels do not take together: what is left keeps the scores of every frame
for every other in float32, 29 GB for ten minutes. Here a layer with a window looks at the frames in blocks, each with
the frames just before and after it, and grouped heads are repeated, which every kernel takes.
"""

from typing import Any

import torch
from diffusers.models.embeddings import apply_rotary_emb
from torch.nn import functional

Tensor = torch.Tensor
_BLOCK = 512


class Attention:
    """diffusers' processor for ACE-Step's attention, with other means to the same result."""

    # With this the model makes no mask; nothing else here looks at it.
    _attention_backend = "flash"
    _parallel_config = None

    def __call__(
        self,
        attn: Any,
        hidden_states: Tensor,
        encoder_hidden_states: Tensor | None = None,
        attention_mask: Tensor | None = None,
        image_rotary_emb: tuple[Tensor, Tensor] | None = None,
    ) -> Tensor:
        """The layer's output (batch, frames, width)."""
        if attention_mask is not None:
            msg = "this attention takes no mask"
            raise NotImplementedError(msg)
        across = attn.is_cross_attention and encoder_hidden_states is not None
        seen = encoder_hidden_states if across else hidden_states
        query: Tensor = attn.norm_q(attn.to_q(hidden_states).unflatten(-1, (attn.heads, attn.head_dim)))
        key: Tensor = attn.norm_k(attn.to_k(seen).unflatten(-1, (attn.kv_heads, attn.head_dim)))
        value: Tensor = attn.to_v(seen).unflatten(-1, (attn.kv_heads, attn.head_dim))
        if image_rotary_emb is not None and not across:
            query = _turned(query, image_rotary_emb)
            key = _turned(key, image_rotary_emb)
        groups = attn.heads // attn.kv_heads
        key, value = (part.repeat_interleave(groups, dim=2) for part in (key, value))
        query, key, value = (part.transpose(1, 2) for part in (query, key, value))
        if attn.sliding_window is None or across:
            out = functional.scaled_dot_product_attention(query, key, value, scale=attn.scaling)
        else:
            out = local_attention(query, key, value, attn.sliding_window, attn.scaling)
        out = out.transpose(1, 2).flatten(2, 3).to(query.dtype)
        return attn.to_out[1](attn.to_out[0](out))


def _turned(part: Tensor, angles: Any) -> Tensor:
    """With the frames' places in it (RoPE, in Qwen3's layout)."""
    turned: Any = apply_rotary_emb(part, angles, use_real=True, use_real_unbind_dim=-2, sequence_dim=1)
    return turned


def local_attention(
    query: Tensor, key: Tensor, value: Tensor, window: int, scale: float, block: int = _BLOCK
) -> Tensor:
    """Attention of (batch, heads, frames, width) in which each frame sees those at most `window` frames away."""
    frames = query.shape[2]
    if frames <= block:
        near = _near(torch.arange(frames, device=query.device), torch.arange(frames, device=query.device), window)
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=near, scale=scale)
    rest = -frames % block
    count = (frames + rest) // block
    queries = functional.pad(query, (0, 0, 0, rest)).unflatten(2, (count, block)).transpose(1, 2).flatten(0, 1)
    keys, values = (_with_neighbours(part, window, block, rest) for part in (key, value))
    position = torch.arange(block, device=query.device)
    seen = torch.arange(-window, block + window, device=query.device)
    starts = block * torch.arange(count, device=query.device).view(-1, 1, 1)
    there = (seen + starts >= 0) & (seen + starts < frames)
    # Frames after the end see themselves, or a kernel would divide by nothing.
    mask = _near(position, seen, window) & (there | (position[:, None] == seen))
    mask = mask.repeat(query.shape[0], 1, 1).unsqueeze(1)
    out = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask, scale=scale)
    return out.unflatten(0, (-1, count)).transpose(1, 2).flatten(2, 3)[:, :, :frames]


def _near(first: Tensor, second: Tensor, window: int) -> Tensor:
    return (first[:, None] - second).abs() <= window


def _with_neighbours(part: Tensor, window: int, block: int, rest: int) -> Tensor:
    """Blocks of frames, each with the window before and after it: (batch × blocks, heads, frames, width)."""
    padded = functional.pad(part, (0, 0, window, window + rest))
    return padded.unfold(2, block + 2 * window, block).movedim(-1, 3).transpose(1, 2).flatten(0, 1)
