"""The models that the settings name, loaded into main memory."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from gpu import models
from gpu.card import Card
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


@dataclass(frozen=True)
class Loaded:
    """All that a song is made with."""

    card: Card
    composer: Composer
    planner: Planner | None
    covers: Covers
    writer: Writer
    provenance: Provenance


def load(settings: Settings) -> Loaded:
    """Load the models; raises FileNotFoundError when one was not downloaded, or not all of it."""
    log.info("%s", describe(settings))
    music = models.music_of(settings)
    folder, commit = _place(settings, music)
    card = Card(roomy=settings.resident)
    composer = Composer(folder, music, _DTYPE, card, int8=settings.int8)
    planner, planner_name, planner_commit = _planner(settings, composer, card)
    covers, cover_name, cover_commit = _covers(settings, card)
    writer, writer_name, writer_commit = _writer(settings, covers, card)
    provenance = Provenance(
        model=music.repo,
        revision=commit,
        steps=music.steps,
        shift=music.shift,
        scheduler="FlowMatchEulerDiscreteScheduler",
        planner=planner_name,
        planner_revision=planner_commit,
        writer=writer_name,
        writer_revision=writer_commit,
        cover=cover_name,
        cover_revision=cover_commit,
    )
    return Loaded(card, composer, planner, covers, writer, provenance)


def _planner(settings: Settings, composer: Composer, card: Card) -> tuple[Planner | None, str, str]:
    if settings.planner != "none" and not composer.reads_codes:
        log.warning("%s ships no audio tokenizer: no planner, and no covers of songs", settings.music_model)
    model = models.planner_of(settings)
    if model is None:
        return None, "", ""
    folder, commit = _place(settings, model)
    language_model = _causal(folder)
    if settings.int8:
        quantise(language_model)
    return Planner(folder, language_model, composer.codes, card), f"{model.repo} {model.folder}".strip(), commit


def _covers(settings: Settings, card: Card) -> tuple[Covers, str, str]:
    model = models.cover_of(settings)
    if model is None:
        return Drawing(settings.sizes.cover), "", ""
    folder, commit = _place(settings, model)
    painter = Painter(folder, min(settings.sizes.cover, model.size), _DTYPE, card, int8=settings.int8)
    return painter, model.repo, commit


def _writer(settings: Settings, covers: Covers, card: Card) -> tuple[Writer, str, str]:
    model = models.writer_of(settings)
    cover = models.cover_of(settings)
    if model is not None:
        folder, commit = _place(settings, model)
        name = model.repo
        language_model, tokenizer = _causal(folder), AutoTokenizer.from_pretrained(folder)
        if settings.int8:
            quantise(language_model)
    elif cover is not None and isinstance(covers, Painter):
        _, commit = _place(settings, cover)
        name = f"{cover.repo} text_encoder"
        language_model, tokenizer = covers.language_model
    else:
        msg = "there is no text encoder to share"
        raise ValueError(msg)
    return Writer(LanguageModel(language_model, tokenizer, settings.sizes.text, card), settings.sizes), name, commit


def _place(settings: Settings, model: models.Model) -> tuple[Path, str]:
    folder = models.folder_of(settings.model_dir, model)
    return folder, models.revision_of(folder)


def _causal(folder: Path) -> Any:
    return AutoModelForCausalLM.from_pretrained(folder, dtype=_DTYPE)
