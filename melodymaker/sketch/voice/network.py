"""The voice's network in numpy: from phonemes to how they are spoken, and from frames of sounds to spectra.

The model in hibari-tts is a chain of text → durations, pitch and energy → frames → spectra. It is cut in two here, so
that a singer can choose durations, pitch and energy in between. See docs/decisions/0023-singing-in-numpy.md.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from melodymaker.sketch.voice.assets import asset
from melodymaker.sketch.voice.weights import Weights

Array = np.ndarray

BINS = 601
"""Frequencies of a spectrum: 20 Hz apart."""
FEATURES = 128
_HEADS = 2
_LAYERS = 4
_DECODER_BLOCKS = 8
_PROSODY_DILATIONS = (1, 2, 4, 8, 1, 2)
# The decoder's five heads are spectra side by side: of these, the voice's envelope and that of its noise are used.
_ENVELOPE = slice(0, BINS)
_NOISE = slice(3 * BINS, 4 * BINS)


@dataclass(frozen=True)
class Reading:
    """Phonemes as the voice would speak them, an edge before and after them.

    `frames` is how many frames of 12.5 ms each token lasts, `features` [tokens, 128] what it sounds like; `pitch`
    (Hz, near 0 where unvoiced) and `energy` are per frame.
    """

    tokens: tuple[str, ...]
    frames: Array
    features: Array
    pitch: Array
    energy: Array


class Network:
    """The model's two halves."""

    def __init__(self, weights: Weights, vocabulary: dict[str, int]) -> None:
        self._vocabulary = vocabulary
        self._text = _Encoder(weights, "m", "", "/Transpose_2_output_0")
        self._prosody_text = _Encoder(weights, "pn", "_4", "/Transpose_25_output_0")
        self._durations = weights.kernel("pn.dur.0.weight"), weights.get("pn.dur.0.bias")
        self._duration = weights.get("pn.dur.2.weight")[0, :, 0], weights.get("pn.dur.2.bias")
        self._prosody_in = weights.kernel("pn.pro_in.weight"), weights.get("pn.pro_in.bias")
        self._prosody = [
            _Block(weights, f"pn.pro.{index}", f"/pro.{index}/pw{{}}", dilation)
            for index, dilation in enumerate(_PROSODY_DILATIONS)
        ]
        self._prosody_out = weights.kernel("pn.pro_out.weight"), weights.get("pn.pro_out.bias")
        self._decoder_in = weights.kernel("m.dec_in.weight"), weights.get("m.dec_in.bias")
        self._decoder = [_Block(weights, f"m.dec.{i}", f"/dec.{i}/pw{{}}") for i in range(_DECODER_BLOCKS)]
        self._decoder_norm = weights.get("m.dec_norm.weight"), weights.get("m.dec_norm.bias")
        used = np.r_[_ENVELOPE, _NOISE]
        self._head = np.ascontiguousarray(weights.matrix("/head/Transpose_output_0")[:, used])
        self._head_bias = weights.get("m.head.bias")[used]

    def read(self, phonemes: str) -> Reading:
        """Return how the phonemes are spoken; characters that the voice does not know are left out."""
        kept = [char for char in phonemes if char in self._vocabulary]
        ids = np.array([0, *(self._vocabulary[char] for char in kept), 0])
        text = self._prosody_text(ids)
        hidden = _gelu(_convolved(text, *self._durations))
        pairs = np.maximum(1, np.round(np.exp(hidden @ self._duration[0] + self._duration[1]) - 1)).astype(int)
        spoken = text[np.repeat(np.arange(len(ids)), pairs)] @ self._prosody_in[0] + self._prosody_in[1]
        for block in self._prosody:
            spoken = block(spoken)
        # Pitch and energy of two frames side by side.
        values = (spoken @ self._prosody_out[0] + self._prosody_out[1]).reshape(len(spoken), 2, 2)
        return Reading(
            ("_", *kept, "_"), 2 * pairs, self._text(ids), 100 * values[:, 0].reshape(-1), 5 * values[:, 1].reshape(-1)
        )

    def decode(self, frames: Array) -> tuple[Array, Array]:
        """Return the logarithms of the voice's envelope and of its noise, each [frames, 601].

        `frames` is [frames, 130]: the features of a token, then ln(1 + Hz) / 5 (0 where unvoiced) and energy / 5.
        """
        spectra = _convolved(frames, *self._decoder_in)
        for block in self._decoder:
            spectra = block(spectra)
        spectra = _normalised(spectra, *self._decoder_norm) @ self._head
        spectra += self._head_bias
        return spectra[:, :BINS], spectra[:, BINS:]


@lru_cache(maxsize=1)
def network() -> Network:
    """Return the voice, loaded once in a process; raises VoiceMissing where the package is missing or damaged."""
    return Network(Weights(asset("hibari.onnx")), json.loads(asset("vocab.json")))


class _Block:
    """A ConvNeXt block: a convolution of each channel, then two layers over all of them, added to what came in."""

    def __init__(self, weights: Weights, name: str, matrices: str, dilation: int = 1) -> None:
        self._kernel = np.ascontiguousarray(weights.get(f"{name}.dw.weight")[:, 0].T)
        self._bias = weights.get(f"{name}.dw.bias")
        self._norm = weights.get(f"{name}.norm.weight"), weights.get(f"{name}.norm.bias")
        self._wide = weights.matrix(f"{matrices.format(1)}/Transpose_output_0"), weights.get(f"{name}.pw1.bias")
        self._narrow = weights.matrix(f"{matrices.format(2)}/Transpose_output_0"), weights.get(f"{name}.pw2.bias")
        self._gamma = weights.get(f"{name}.gamma").reshape(-1)
        self._dilation = dilation

    def __call__(self, values: Array) -> Array:
        """Return the block's output, [frames, channels]."""
        reach = len(self._kernel) // 2 * self._dilation
        padded = np.pad(values, ((reach, reach), (0, 0)))
        found = self._bias + padded[: len(values)] * self._kernel[0]
        for index in range(1, len(self._kernel)):
            start = index * self._dilation
            found += padded[start : start + len(values)] * self._kernel[index]
        found = _normalised(found, *self._norm) @ self._wide[0]
        found += self._wide[1]
        found = _gelu(found) @ self._narrow[0]
        found += self._narrow[1]
        found *= self._gamma
        found += values
        return found


class _Encoder:
    """Two blocks over the tokens, then one attention layer four times over."""

    def __init__(self, weights: Weights, name: str, suffix: str, projection: str) -> None:
        self._embedding = weights.get(f"{name}.text.emb.weight")
        tail = "_1" if suffix else ""
        self._blocks = [
            _Block(weights, f"{name}.text.convs.{index}", f"/convs.{index}/pw{{}}{tail}") for index in range(2)
        ]
        layer = f"{name}.text.attn."
        self._projection = weights.matrix(projection), weights.get(layer + "self_attn.in_proj_bias")
        self._output = (
            weights.matrix(f"/out_proj{suffix}/Transpose_output_0"),
            weights.get(layer + "self_attn.out_proj.bias"),
        )
        self._wide = weights.matrix(f"/linear1{suffix}/Transpose_output_0"), weights.get(layer + "linear1.bias")
        self._narrow = weights.matrix(f"/linear2{suffix}/Transpose_output_0"), weights.get(layer + "linear2.bias")
        self._norms = [
            (weights.get(f"{layer}norm{number}.weight"), weights.get(f"{layer}norm{number}.bias")) for number in (1, 2)
        ]
        self._last_norm = weights.get(f"{name}.text.norm.weight"), weights.get(f"{name}.text.norm.bias")

    def __call__(self, ids: Array) -> Array:
        """Return the features of each token, [tokens, channels]."""
        values = self._embedding[ids]
        for block in self._blocks:
            values = block(values)
        for _ in range(_LAYERS):
            values = values + self._attention(_normalised(values, *self._norms[0]))
            hidden = _gelu(_normalised(values, *self._norms[1]) @ self._wide[0] + self._wide[1])
            values = values + hidden @ self._narrow[0] + self._narrow[1]
        return _normalised(values, *self._last_norm)

    def _attention(self, values: Array) -> Array:
        channels = values.shape[1]
        size = channels // _HEADS
        projected = (values @ self._projection[0] + self._projection[1]).reshape(-1, 3, _HEADS, size)
        queries, keys, contents = projected.transpose(1, 2, 0, 3)
        scores = queries @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(size))
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        return (scores @ contents).transpose(1, 0, 2).reshape(-1, channels) @ self._output[0] + self._output[1]


def _convolved(values: Array, kernel: Array, bias: Array) -> Array:
    """Return values [frames, in] under a kernel [width · in, out]."""
    width = len(kernel) // values.shape[1]
    reach = width // 2
    padded = np.pad(values, ((reach, reach), (0, 0)))
    columns = np.concatenate([padded[start : start + len(values)] for start in range(width)], axis=1)
    return columns @ kernel + bias


def _normalised(values: Array, weight: Array, bias: Array) -> Array:
    values = values - values.mean(1, keepdims=True)
    variance = np.einsum("ij,ij->i", values, values)[:, None] / values.shape[1]
    values *= 1 / np.sqrt(variance + np.float32(1e-5))
    values *= weight
    values += bias
    return values


def _gelu(values: Array) -> Array:
    """Return the activation in its tanh form, in steps that share one array."""
    inner = values * values
    inner *= np.float32(0.044715)
    inner += 1
    inner *= values
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= values
    inner *= np.float32(0.5)
    return inner
