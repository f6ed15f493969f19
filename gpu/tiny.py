"""Models with random weights, in the formats of the real ones: they make noise, but quickly.

`build(settings)` writes those that the settings name into their model folder, where the real `from_pretrained`
reads them. The time axis is that of the real VAE (48 kHz stereo, 25 latents a second), so lengths, progress and files
are those of a real song. With one of the real shapes the models are as large, and as slow, as the real ones.
"""

from collections.abc import Callable, Iterable
from math import prod
from typing import Any

import torch
from diffusers import (
    AceStepPipeline,
    AceStepTransformer1DModel,
    AutoencoderKL,
    AutoencoderKLFlux2,
    AutoencoderOobleck,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    Flux2KleinPipeline,
    Flux2Transformer2DModel,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from diffusers.pipelines.ace_step.modeling_ace_step import (
    AceStepAudioTokenDetokenizer,
    AceStepAudioTokenizer,
    AceStepConditionEncoder,
)
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    Qwen2TokenizerFast,
    Qwen3Config,
    Qwen3ForCausalLM,
    Qwen3Model,
)

from gpu.catalog import PLANNER, CoverModel, Model, MusicModel
from gpu.models import cover_of, folder_of, music_of, planner_of, record_revision, writer_of
from gpu.settings import Settings
from gpu.shapes import TINY, TINY_XL, Shape

REVISION = "random"
_CHAT = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


class Random:
    """Models with random weights, as a store of those that need no folder. Built where torch's default device is."""

    def __init__(self, settings: Settings, shapes: dict[str, Shape] = TINY) -> None:
        self._settings = settings
        self._shape = shapes[settings.music_model]

    def revision(self, _model: Model) -> str:
        """No commit."""
        return REVISION

    def music(self, model: MusicModel) -> AceStepPipeline:
        """An ACE-Step pipeline."""
        return music_pipe(self._shape, turbo=model.turbo)

    def cover(self, _model: CoverModel) -> Any:
        """The text-to-image pipeline that the settings name."""
        return klein_pipe(self._shape) if self._settings.cover_model == "flux2-klein" else sdxl_pipe()

    def language_model(self, model: Model) -> tuple[Qwen3ForCausalLM, Qwen2TokenizerFast]:
        """A writer, or a planner if the model is one."""
        names = [name for name, known in PLANNER.items() if known == model]
        return planner(self._shape, names[0]) if names else writer(self._shape)


def build(settings: Settings) -> None:
    """Write tiny ones of the models that the settings name, unless they are there."""
    store = Random(settings)
    music, cover = music_of(settings), cover_of(settings)
    _write(settings, music, lambda: [store.music(music)])
    _write(settings, writer_of(settings), lambda: store.language_model(Model("")))
    _write(settings, cover, lambda: [store.cover(cover)] if cover else [])
    # Once the music model is there, it is known whether it reads codes.
    planned = planner_of(settings)
    _write(settings, planned, lambda: store.language_model(planned) if planned else [])


def _write(settings: Settings, model: Model | None, parts: Callable[[], Iterable[Any]]) -> None:
    folder = folder_of(settings.model_dir, model) if model else None
    if folder and not folder.is_dir():
        for part in parts():
            part.save_pretrained(folder)
        record_revision(folder, REVISION)


def tokenizer() -> Qwen2TokenizerFast:
    """A tokenizer of single bytes."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    raw = Tokenizer(models.BPE(vocab={letter: index for index, letter in enumerate(letters)}, merges=[]))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    return qwen_tokenizer(raw)


def qwen_tokenizer(raw: Tokenizer) -> Qwen2TokenizerFast:
    """A tokenizer with Qwen's special tokens and a chat template."""
    return Qwen2TokenizerFast(
        tokenizer_object=raw,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        unk_token="<|endoftext|>",
        additional_special_tokens=["<|im_start|>"],
        chat_template=_CHAT,
    )


def music_pipe(shape: Shape = TINY_XL, *, turbo: bool, tokenizer_included: bool = True) -> AceStepPipeline:
    """An ACE-Step pipeline, with all eight components or without those for sound as codes."""
    torch.manual_seed(1)
    latent = shape.latent
    text = Qwen3Config(**shape.text)
    sound = {"audio_acoustic_hidden_dim": latent}
    pipe = AceStepPipeline(
        vae=AutoencoderOobleck(
            encoder_hidden_size=2 * latent, decoder_input_channels=latent, sampling_rate=48000, **shape.vae
        ),
        text_encoder=Qwen3Model(text),
        tokenizer=tokenizer(),
        transformer=AceStepTransformer1DModel(
            in_channels=3 * latent, is_turbo=turbo, **sound, **{**shape.layers, **shape.transformer}
        ),
        condition_encoder=AceStepConditionEncoder(
            text_hidden_dim=text.hidden_size, timbre_hidden_dim=latent, **shape.layers, **shape.condition
        ),
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=1, shift=1.0),
        audio_tokenizer=AceStepAudioTokenizer(**sound, **shape.quantizer, **shape.pooler, **shape.layers),
        audio_token_detokenizer=AceStepAudioTokenDetokenizer(**sound, **shape.pooler, **shape.layers),
    )
    if not tokenizer_included:
        pipe.register_modules(audio_tokenizer=None, audio_token_detokenizer=None)
    # Silence is no zeros in the real model either.
    pipe.condition_encoder.silence_latent.normal_()
    return pipe


def writer(shape: Shape = TINY_XL) -> tuple[Qwen3ForCausalLM, Qwen2TokenizerFast]:
    """A Qwen3 language model."""
    torch.manual_seed(2)
    return Qwen3ForCausalLM(Qwen3Config(**shape.writer)), tokenizer()


def planner(shape: Shape, name: str) -> tuple[Qwen3ForCausalLM, Qwen2TokenizerFast]:
    """A planner: a Qwen3 language model with a word for each of the music model's codes."""
    torch.manual_seed(5)
    levels = shape.quantizer.get("fsq_input_levels", [8, 8, 8, 5, 5, 5])
    words = tokenizer()
    words.add_tokens([f"<|audio_code_{code}|>" for code in range(prod(levels))], special_tokens=True)
    config = {**shape.planner[name], "vocab_size": max(len(words), shape.planner[name]["vocab_size"])}
    return Qwen3ForCausalLM(Qwen3Config(**config)), words


def klein_pipe(shape: Shape = TINY_XL) -> Flux2KleinPipeline:
    """A FLUX.2-klein pipeline."""
    torch.manual_seed(3)
    return Flux2KleinPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=AutoencoderKLFlux2(**shape.klein_vae),
        text_encoder=Qwen3ForCausalLM(Qwen3Config(**shape.klein_text)),
        tokenizer=tokenizer(),
        transformer=Flux2Transformer2DModel(guidance_embeds=False, **shape.klein),
        is_distilled=True,
    )


def sdxl_pipe() -> StableDiffusionXLPipeline:
    """An SDXL pipeline."""
    torch.manual_seed(4)
    vocabulary = {
        "<|startoftext|>": 0,
        "<|endoftext|>": 1,
        **{f"{letter}</w>": 2 + i for i, letter in enumerate("abcdef")},
    }
    clip = CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=77)
    config = CLIPTextConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        projection_dim=16,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=1,
    )
    return StableDiffusionXLPipeline(
        vae=AutoencoderKL(
            block_out_channels=(4, 4),
            latent_channels=4,
            norm_num_groups=2,
            sample_size=64,
            down_block_types=("DownEncoderBlock2D",) * 2,
            up_block_types=("UpDecoderBlock2D",) * 2,
        ),
        text_encoder=CLIPTextModel(config),
        text_encoder_2=CLIPTextModelWithProjection(config),
        tokenizer=clip,
        tokenizer_2=clip,
        unet=UNet2DConditionModel(
            block_out_channels=(8, 16),
            layers_per_block=1,
            sample_size=32,
            norm_num_groups=4,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
            attention_head_dim=(2, 4),
            use_linear_projection=True,
            addition_embed_type="text_time",
            addition_time_embed_dim=8,
            transformer_layers_per_block=1,
            cross_attention_dim=32,
            projection_class_embeddings_input_dim=6 * 8 + 16,
        ),
        scheduler=EulerDiscreteScheduler(timestep_spacing="trailing"),
    )
