"""How large the models are: tiny ones for trying things out, and those of the real ones for measuring speed.

Time depends on shapes, not on the values of weights. The real shapes are those of the published configurations. Where
ACE-Step XL's inner width was not known when this was written, Qwen3-4B's is taken, whose other widths it shares; with
it all components together come to the 11.5 GB that the published ones have, as the 2B ones do to 6.3 GB (bf16).
"""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Shape:
    """Arguments of the components' constructors."""

    text: dict[str, Any]
    latent: int
    vae: dict[str, Any]
    layers: dict[str, Any]
    transformer: dict[str, Any]
    condition: dict[str, Any]
    quantizer: dict[str, Any]
    pooler: dict[str, Any]
    writer: dict[str, Any]
    planner: dict[str, dict[str, Any]]
    klein: dict[str, Any]
    klein_vae: dict[str, Any]
    klein_text: dict[str, Any]


def _qwen(width: int, inner: int, layers: int, heads: int, vocabulary: int, head: int = 128) -> dict[str, Any]:
    return {
        "vocab_size": vocabulary,
        "hidden_size": width,
        "intermediate_size": inner,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "num_key_value_heads": max(1, heads // 4),
        "head_dim": head,
        "max_position_embeddings": 32768,
    }


_HEADS = {"num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8, "sliding_window": 16}
TINY_2B = Shape(
    text=_qwen(16, 32, 1, 2, 320, 8),
    latent=4,
    # Fewer and narrower layers, the same time axis: 1920 samples are one latent.
    vae={"downsampling_ratios": [4, 8, 10, 6], "channel_multiples": [1, 1, 1, 1], "decoder_channels": 2},
    layers={"hidden_size": 16, "intermediate_size": 32, **_HEADS},
    transformer={"num_hidden_layers": 2},
    condition={"num_lyric_encoder_hidden_layers": 1, "num_timbre_encoder_hidden_layers": 1},
    quantizer={"fsq_dim": 16, "fsq_input_levels": [4, 4, 4]},
    pooler={"num_attention_pooler_hidden_layers": 1},
    writer=_qwen(16, 32, 1, 2, 320, 8),
    planner={
        "0.6b": _qwen(16, 32, 1, 2, 330, 8),
        "1.7b": _qwen(16, 32, 1, 2, 330, 8),
        "4b": _qwen(16, 32, 1, 2, 330, 8),
    },
    klein={
        "in_channels": 16,
        "num_layers": 1,
        "num_single_layers": 1,
        "attention_head_dim": 8,
        "num_attention_heads": 2,
        "joint_attention_dim": 48,
        "timestep_guidance_channels": 16,
        "axes_dims_rope": (2, 2, 2, 2),
    },
    klein_vae={
        "block_out_channels": (4, 4, 4, 4),
        "layers_per_block": 1,
        "latent_channels": 4,
        "norm_num_groups": 2,
    },
    # Klein reads its text encoder's hidden layers 9, 18 and 27.
    klein_text=_qwen(16, 32, 28, 2, 320, 8),
)

# XL's transformer is wider than its encoder, which the service tells it by.
TINY_XL = replace(TINY_2B, transformer={"num_hidden_layers": 2, "hidden_size": 24, "encoder_hidden_size": 16})
TINY = {"xl-sft": TINY_XL, "xl-turbo": TINY_XL, "2b": TINY_2B}

_QWEN3_4B = {**_qwen(2560, 9728, 36, 32, 151936), "tie_word_embeddings": True}
_CODED = 217_204
_SHARED: dict[str, Any] = {
    # Qwen3-Embedding-0.6B.
    "text": {**_qwen(1024, 3072, 28, 16, 151669), "num_key_value_heads": 8},
    "latent": 64,
    "vae": {"downsampling_ratios": [2, 4, 4, 6, 10], "channel_multiples": [1, 2, 4, 8, 16], "decoder_channels": 128},
    "condition": {},
    "quantizer": {},
    "pooler": {},
    "layers": {},
    "writer": _QWEN3_4B,
    # Qwen3 of three sizes, with 64,000 codes more.
    "planner": {
        "0.6b": {**_qwen(1024, 3072, 28, 16, _CODED), "num_key_value_heads": 8, "tie_word_embeddings": True},
        "1.7b": {**_qwen(2048, 6144, 28, 16, _CODED), "num_key_value_heads": 8, "tie_word_embeddings": True},
        "4b": {**_qwen(2560, 9728, 36, 32, _CODED), "tie_word_embeddings": True},
    },
    "klein": {
        "in_channels": 128,
        "num_layers": 5,
        "num_single_layers": 20,
        "attention_head_dim": 128,
        "num_attention_heads": 24,
        "joint_attention_dim": 7680,
    },
    "klein_vae": {},
    "klein_text": _QWEN3_4B,
}
TWO_B = Shape(transformer={}, **_SHARED)
XL = Shape(
    transformer={
        "hidden_size": 2560,
        "intermediate_size": 9728,
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "encoder_hidden_size": 2048,
    },
    **_SHARED,
)
REAL = {"xl-sft": XL, "xl-turbo": XL, "2b": TWO_B}
