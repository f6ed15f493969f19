"""Weights in eight bits, for cards that are too small for sixteen, by torchao."""

import warnings
from typing import Any

import torch


def quantise(*parts: Any) -> None:
    """Keep the weights of these parts' linear layers in int8, in place; what is computed stays in the parts' type."""
    with warnings.catch_warnings():
        # It tells of kernels for other machines that do not load.
        warnings.simplefilter("ignore")
        from torchao.quantization import Int8WeightOnlyConfig, quantize_  # only small cards need it

    for part in parts:
        quantize_(part, Int8WeightOnlyConfig(), filter_fn=_is_inner)


def _is_inner(module: torch.nn.Module, name: str) -> bool:
    """The layers in between: what a language model reads and says stays exact, and tiny layers are no loss."""
    return isinstance(module, torch.nn.Linear) and "lm_head" not in name and min(module.weight.shape) >= 16
