"""The covers: two pictures of one prompt, painted beside the music."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from PIL import Image

from gpu.card import Card
from gpu.quantising import quantise

_THUMB = 256
_QUALITY = 84
# Of both kinds known here, few-step models that need no guidance: FLUX.2-klein takes 4 steps, SDXL-Turbo 1 to 4.
_STEPS = 4
# IPTC's word for pictures that a model made, as XMP, where programs look for it.
_MARK = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType='
    '"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/></rdf:RDF></x:xmpmeta>'
)


# The large ones.
_QUANTISED = ("transformer", "unet", "text_encoder", "text_encoder_2")


class Covers(Protocol):
    """What makes the covers."""

    def paint(self, prompt: str, seeds: tuple[int, int], check: Callable[[], None]) -> list[Image.Image]:
        """One square picture for each seed; `check` is called after each step and may raise."""
        ...


class Painter:
    """A text-to-image model."""

    def __init__(self, pipe: Any, size: int, card: Card, *, int8: bool = False) -> None:
        self._size = size
        self._card = card
        self._pipe = pipe
        self._pipe.set_progress_bar_config(disable=True)
        # A pipeline works where its parts are, but here they come when they are called.
        kind = type(self._pipe)
        where = property(lambda _pipe: self._card.device)
        self._pipe.__class__ = type(kind.__name__, (kind,), {"_execution_device": where})
        for name, part in self._pipe.components.items():
            if isinstance(part, torch.nn.Module):
                if int8 and name in _QUANTISED:
                    quantise(part)
                methods = [method for method in ("encode", "decode") if hasattr(part, method)]
                self._card.add(f"cover {name.replace('_', ' ')}", part, *methods)

    @property
    def language_model(self) -> tuple[Any, Any]:
        """The text encoder, where that is a language model which can write, and its tokenizer."""
        return self._pipe.text_encoder, self._pipe.tokenizer

    def paint(self, prompt: str, seeds: tuple[int, int], check: Callable[[], None]) -> list[Image.Image]:
        """One square picture for each seed; `check` is called after each step and may raise."""

        def step(_pipe: object, _index: int, _time: object, _tensors: dict) -> dict:
            check()
            return {}

        device = self._card.device
        # A stream of its own, so that the card can do both when neither fills it.
        stream = torch.cuda.Stream(device) if device.type == "cuda" and self._card.roomy else None
        with torch.cuda.stream(stream):
            generators = [torch.Generator(device).manual_seed(seed) for seed in seeds]
            return self._pipe(
                prompt=prompt,
                num_images_per_prompt=len(seeds),
                generator=generators,
                num_inference_steps=_STEPS,
                guidance_scale=0.0,
                width=self._size,
                height=self._size,
                callback_on_step_end=step,
            ).images


class Drawing:
    """Covers without a model: discs over two colours, as the seed has it."""

    def __init__(self, size: int) -> None:
        self._size = size

    def paint(self, prompt: str, seeds: tuple[int, int], check: Callable[[], None]) -> list[Image.Image]:
        """One square picture for each seed."""
        check()
        return [self._drawn(np.random.default_rng([seed, *prompt.encode()])) for seed in seeds]

    def _drawn(self, chance: np.random.Generator) -> Image.Image:
        size = self._size
        sky, ground, *discs = (chance.integers(20, 236, 3) for _ in range(6))
        share = np.linspace(0, 1, size).reshape(-1, 1, 1)
        picture = np.broadcast_to((1 - share) * sky + share * ground, (size, size, 3)).copy()
        rows, columns = np.mgrid[:size, :size] / size
        for colour in discs:
            centre = chance.random(2)
            inside = np.hypot(rows - centre[0], columns - centre[1]) < chance.uniform(0.08, 0.35)
            picture[inside] = 0.4 * picture[inside] + 0.6 * colour
        return Image.fromarray(picture.astype(np.uint8))


def save_cover(picture: Image.Image, cover: Path, thumb: Path) -> None:
    """Write a picture and its thumbnail (256 px at most) as WebP, marked as made by a model."""
    picture.save(cover, "WEBP", quality=_QUALITY, xmp=_MARK.encode())
    small = picture.copy()
    small.thumbnail((_THUMB, _THUMB), Image.Resampling.LANCZOS)
    small.save(thumb, "WEBP", quality=_QUALITY, xmp=_MARK.encode())
