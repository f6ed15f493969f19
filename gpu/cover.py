"""The covers: two pictures of one prompt, painted beside the music."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoPipelineForText2Image
from PIL import Image

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


class Painter:
    """A text-to-image model."""

    def __init__(self, folder: Path, size: int, dtype: torch.dtype = torch.float32) -> None:
        self._size = size
        self._pipe: Any = AutoPipelineForText2Image.from_pretrained(folder, dtype=dtype)
        self._pipe.set_progress_bar_config(disable=True)

    def to(self, device: str) -> None:
        """Move the model to a device."""
        self._pipe.to(device)

    def paint(self, prompt: str, seeds: tuple[int, int], check: Callable[[], None]) -> list[Image.Image]:
        """One square picture for each seed; `check` is called after each step and may raise."""

        def step(_pipe: object, _index: int, _time: object, _tensors: dict) -> dict:
            check()
            return {}

        device = self._pipe.device
        # A stream of its own, so that the card can do both when neither fills it.
        stream = torch.cuda.Stream(device) if device.type == "cuda" else None
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


def save_cover(picture: Image.Image, cover: Path, thumb: Path) -> None:
    """Write a picture and its thumbnail (256 px at most) as WebP, marked as made by a model."""
    picture.save(cover, "WEBP", quality=_QUALITY, xmp=_MARK.encode())
    small = picture.copy()
    small.thumbnail((_THUMB, _THUMB), Image.Resampling.LANCZOS)
    small.save(thumb, "WEBP", quality=_QUALITY, xmp=_MARK.encode())
