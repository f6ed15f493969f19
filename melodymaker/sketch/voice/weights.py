"""The numbers inside the voice's ONNX file, read without onnxruntime: a protobuf of named tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

Array = np.ndarray

# Field numbers of ONNX's messages (onnx.proto): the model's graph, the graph's tensors, and what a tensor is made of.
_GRAPH = 7
_INITIALIZER = 5
_DIMENSIONS, _TYPE, _FLOATS, _INTEGERS, _NAME, _RAW = 1, 2, 4, 5, 8, 9
_TYPES = {1: np.float32, 2: np.uint8, 3: np.int8, 6: np.int32, 7: np.int64}


class Weights:
    """The tensors of a model by name."""

    def __init__(self, model: bytes) -> None:
        graph = next(value for field, value in _fields(memoryview(model)) if field == _GRAPH)
        self._tensors = dict(_tensor(value) for field, value in _fields(graph) if field == _INITIALIZER)

    def get(self, name: str) -> Array:
        """Return a tensor as it is stored."""
        return self._tensors[name]

    def matrix(self, name: str) -> Array:
        """Return an 8-bit matrix as float32, [in, out]."""
        matrix = self._tensors[name + "_quantized"].astype(np.float32)
        matrix -= np.float32(self._tensors[name + "_zero_point"].reshape(-1)[0])
        matrix *= self._tensors[name + "_scale"].reshape(-1)[0]
        return matrix

    def kernel(self, name: str) -> Array:
        """Return a convolution's weights [out, in, width] as a matrix [width · in, out]."""
        weights = self._tensors[name]
        return np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(-1, weights.shape[0]))


def _tensor(data: memoryview) -> tuple[str, Array]:
    shape: list[int] = []
    kind = 1
    raw = b""
    name = ""
    for field, value in _fields(data):
        if field == _DIMENSIONS:
            shape += [value] if isinstance(value, int) else _packed(value)
        elif field == _TYPE:
            kind = value
        elif field == _NAME:
            name = bytes(value).decode()
        elif field in (_RAW, _FLOATS):
            raw = value
        elif field == _INTEGERS:
            numbers = [value] if isinstance(value, int) else _packed(value)
            raw = np.array(numbers, np.uint64).astype(np.int64).astype(_TYPES[kind]).tobytes()
    return name, np.frombuffer(raw, _TYPES[kind]).reshape(shape)


def _fields(data: memoryview) -> Iterator[tuple[int, Any]]:
    """Yield each field's number and its value: a whole number, or the bytes of text, numbers or a message."""
    position = 0
    while position < len(data):
        key, position = _varint(data, position)
        kind = key & 7
        if kind == 0:
            value, position = _varint(data, position)
            yield key >> 3, value
            continue
        if kind == 2:
            size, position = _varint(data, position)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
        else:
            message = f"not a protobuf: wire type {kind}"
            raise ValueError(message)
        yield key >> 3, data[position : position + size]
        position += size


def _varint(data: memoryview, position: int) -> tuple[int, int]:
    value = 0
    shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, position
        shift += 7


def _packed(data: memoryview) -> list[int]:
    numbers = []
    position = 0
    while position < len(data):
        number, position = _varint(data, position)
        numbers.append(number)
    return numbers
