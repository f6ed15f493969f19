"""The models that the settings name, loaded into main memory."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from diffusers import AceStepPipeline, AutoPipelineForText2Image
from transformers import AutoModelForCausalLM, AutoTokenizer

from gpu import models
from gpu.card import Card
from gpu.catalog import PLANNER, CoverModel, Model, MusicModel
from gpu.contract import Provenance
from gpu.cover import Covers, Drawing, Painter
from gpu.music.composer import Composer
from gpu.music.planner import Planner
from gpu.quantising import quantise
from gpu.settings import Settings, describe
from gpu.writing.language_model import LanguageModel
from gpu.writing.writer import Writer

log = logging.getLogger(__name__)

# ACE-Step overflows in fp16.
_DTYPE = torch.bfloat16
_NOTHING = Model("", "")


class Store(Protocol):
    """Where models come from."""

    def revision(self, model: Model, /) -> str:
        """The commit of a model's files; raises FileNotFoundError when not all of them are there."""
        ...

    def music(self, model: MusicModel, /) -> Any:
        """A pipeline of ACE-Step."""
        ...

    def cover(self, model: CoverModel, /) -> Any:
        """A text-to-image pipeline."""
        ...

    def language_model(self, model: Model, /) -> tuple[Any, Any]:
        """A causal language model and its tokenizer."""
        ...


class Folders:
    """Models that were downloaded."""

    def __init__(self, model_dir: Path) -> None:
        self._model_dir = model_dir

    def revision(self, model: Model) -> str:
        """The commit of a model's files; raises FileNotFoundError when not all of them are there."""
        return models.revision_of(models.folder_of(self._model_dir, model))

    def music(self, model: MusicModel) -> Any:
        """A pipeline of ACE-Step."""
        return AceStepPipeline.from_pretrained(models.folder_of(self._model_dir, model), dtype=_DTYPE)

    def cover(self, model: CoverModel) -> Any:
        """A text-to-image pipeline."""
        return AutoPipelineForText2Image.from_pretrained(models.folder_of(self._model_dir, model), dtype=_DTYPE)

    def language_model(self, model: Model) -> tuple[Any, Any]:
        """A causal language model and its tokenizer."""
        folder = models.folder_of(self._model_dir, model)
        return AutoModelForCausalLM.from_pretrained(folder, dtype=_DTYPE), AutoTokenizer.from_pretrained(folder)


@dataclass(frozen=True)
class Loaded:
    """All that a song is made with."""

    card: Card
    composer: Composer
    planner: Planner | None
    covers: Covers
    writer: Writer
    provenance: Provenance


def load(settings: Settings, store: Store | None = None) -> Loaded:
    """Load the models; raises FileNotFoundError when one was not downloaded, or not all of it."""
    log.info("%s", describe(settings))
    store = store or Folders(settings.model_dir)
    music = models.music_of(settings)
    revision = store.revision(music)
    card = Card(roomy=settings.resident)
    composer = Composer(store.music(music), music, card, int8=settings.int8)
    planner, plans = _planner(settings, store, composer, card)
    covers, paints = _covers(settings, store, card)
    writer, writes = _writer(settings, store, covers, card)
    provenance = Provenance(
        model=music.repo,
        revision=revision,
        steps=music.steps,
        shift=music.shift,
        scheduler="FlowMatchEulerDiscreteScheduler",
        planner=plans.repo,
        planner_revision=plans.revision,
        writer=writes.repo,
        writer_revision=writes.revision,
        cover=paints.repo,
        cover_revision=paints.revision,
    )
    return Loaded(card, composer, planner, covers, writer, provenance)


def _planner(settings: Settings, store: Store, composer: Composer, card: Card) -> tuple[Planner | None, Model]:
    if settings.planner != "none" and not composer.reads_codes:
        log.warning("%s ships no audio tokenizer: no planner, and no covers of songs", settings.music_model)
    model = PLANNER.get(settings.planner) if composer.reads_codes else None
    if model is None:
        return None, _NOTHING
    revision = store.revision(model)
    language_model, tokenizer = store.language_model(model)
    if settings.int8:
        quantise(language_model)
    planner = Planner(language_model, tokenizer, composer.codes, card)
    return planner, Model(f"{model.repo} {model.folder}".strip(), revision)


def _covers(settings: Settings, store: Store, card: Card) -> tuple[Covers, Model]:
    model = models.cover_of(settings)
    if model is None:
        return Drawing(settings.sizes.cover), _NOTHING
    revision = store.revision(model)
    painter = Painter(store.cover(model), min(settings.sizes.cover, model.size), card, int8=settings.int8)
    return painter, Model(model.repo, revision)


def _writer(settings: Settings, store: Store, covers: Covers, card: Card) -> tuple[Writer, Model]:
    own = models.writer_of(settings)
    cover = models.cover_of(settings)
    if own is not None:
        used = Model(own.repo, store.revision(own))
        language_model, tokenizer = store.language_model(own)
        if settings.int8:
            quantise(language_model)
    elif cover is not None and isinstance(covers, Painter):
        used = Model(f"{cover.repo} text_encoder", store.revision(cover))
        language_model, tokenizer = covers.language_model
    else:
        msg = "there is no text encoder to share"
        raise ValueError(msg)
    return Writer(LanguageModel(language_model, tokenizer, settings.sizes.text, card), settings.sizes), used
