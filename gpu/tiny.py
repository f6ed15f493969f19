"""Tiny models with random weights, in the folders and formats of the real ones: they make noise, but quickly.

`build(settings)` writes those that the settings name into their model folder, where the real `from_pretrained`
reads them. The time axis is that of the real VAE (48 kHz stereo, 25 latents a second), so lengths, progress and files
are those of a real song.
"""

from pathlib import Path

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

from gpu.models import chosen, folder_of, record_revision
from gpu.settings import Settings

REVISION = "random"
_WIDTH, _LATENT, _TEXT = 16, 4, 16
_LAYERS = {"num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8, "sliding_window": 16}
_CHAT = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def build(settings: Settings) -> None:
    """Write the three models that the settings name, unless they are there."""
    music, writer, cover = chosen(settings)
    for model, write in (
        (music, lambda folder: build_music(folder, turbo=music.turbo)),
        (writer, build_writer),
        (cover, build_klein if settings.cover_model == "flux2-klein" else build_sdxl),
    ):
        folder = folder_of(settings.model_dir, model)
        if not folder.is_dir():
            write(folder)
            record_revision(folder, REVISION)


def tokenizer() -> Qwen2TokenizerFast:
    """A tokenizer of single bytes with Qwen's special tokens and a chat template."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    raw = Tokenizer(models.BPE(vocab={letter: index for index, letter in enumerate(letters)}, merges=[]))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    return Qwen2TokenizerFast(
        tokenizer_object=raw,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        unk_token="<|endoftext|>",
        additional_special_tokens=["<|im_start|>"],
        chat_template=_CHAT,
    )


def _text_config(layers: int) -> Qwen3Config:
    return Qwen3Config(
        vocab_size=320,
        hidden_size=_TEXT,
        intermediate_size=32,
        num_hidden_layers=layers,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=8,
        max_position_embeddings=16384,
    )


def build_music(folder: Path, *, turbo: bool) -> None:
    """Write an ACE-Step pipeline with all eight components."""
    torch.manual_seed(1)
    layers = {"hidden_size": _WIDTH, "intermediate_size": 32, **_LAYERS}
    pooler = {"audio_acoustic_hidden_dim": _LATENT, "num_attention_pooler_hidden_layers": 1}
    pipe = AceStepPipeline(
        vae=AutoencoderOobleck(
            encoder_hidden_size=2 * _LATENT,
            downsampling_ratios=[4, 8, 10, 6],
            channel_multiples=[1, 1, 1, 1],
            decoder_channels=2,
            decoder_input_channels=_LATENT,
            sampling_rate=48000,
        ),
        text_encoder=Qwen3Model(_text_config(1)),
        tokenizer=tokenizer(),
        transformer=AceStepTransformer1DModel(
            in_channels=3 * _LATENT,
            audio_acoustic_hidden_dim=_LATENT,
            num_hidden_layers=2,
            encoder_hidden_size=_WIDTH,
            is_turbo=turbo,
            **layers,
        ),
        condition_encoder=AceStepConditionEncoder(
            text_hidden_dim=_TEXT,
            timbre_hidden_dim=_LATENT,
            num_lyric_encoder_hidden_layers=1,
            num_timbre_encoder_hidden_layers=1,
            **layers,
        ),
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=1, shift=1.0),
        audio_tokenizer=AceStepAudioTokenizer(
            fsq_dim=_WIDTH, fsq_input_levels=[4, 4, 4], fsq_input_num_quantizers=1, **pooler, **layers
        ),
        audio_token_detokenizer=AceStepAudioTokenDetokenizer(**pooler, **layers),
    )
    pipe.save_pretrained(folder)


def build_writer(folder: Path) -> None:
    """Write a Qwen3 language model."""
    torch.manual_seed(2)
    Qwen3ForCausalLM(_text_config(1)).save_pretrained(folder)
    tokenizer().save_pretrained(folder)


def build_klein(folder: Path) -> None:
    """Write a FLUX.2-klein pipeline."""
    torch.manual_seed(3)
    # Klein reads its text encoder's hidden layers 9, 18 and 27.
    pipe = Flux2KleinPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=AutoencoderKLFlux2(
            block_out_channels=(4, 4, 4, 4), layers_per_block=1, latent_channels=4, norm_num_groups=2
        ),
        text_encoder=Qwen3ForCausalLM(_text_config(28)),
        tokenizer=tokenizer(),
        transformer=Flux2Transformer2DModel(
            in_channels=16,
            num_layers=1,
            num_single_layers=1,
            attention_head_dim=8,
            num_attention_heads=2,
            joint_attention_dim=3 * _TEXT,
            timestep_guidance_channels=16,
            axes_dims_rope=(2, 2, 2, 2),
            guidance_embeds=False,
        ),
        is_distilled=True,
    )
    pipe.save_pretrained(folder)


def build_sdxl(folder: Path) -> None:
    """Write an SDXL pipeline."""
    torch.manual_seed(4)
    words = {"<|startoftext|>": 0, "<|endoftext|>": 1, **{f"{letter}</w>": 2 + i for i, letter in enumerate("abcdef")}}
    clip = CLIPTokenizer(vocab=words, merges=[], model_max_length=77)
    config = CLIPTextConfig(
        vocab_size=len(words), hidden_size=16, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2,
        projection_dim=16, bos_token_id=0, eos_token_id=1, pad_token_id=1,
    )  # fmt: skip
    StableDiffusionXLPipeline(
        vae=AutoencoderKL(
            block_out_channels=(4, 4), latent_channels=4, norm_num_groups=2, sample_size=64,
            down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
        ),
        text_encoder=CLIPTextModel(config),
        text_encoder_2=CLIPTextModelWithProjection(config),
        tokenizer=clip,
        tokenizer_2=clip,
        unet=UNet2DConditionModel(
            block_out_channels=(8, 16), layers_per_block=1, sample_size=32, norm_num_groups=4,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
            attention_head_dim=(2, 4), use_linear_projection=True, addition_embed_type="text_time",
            addition_time_embed_dim=8, transformer_layers_per_block=1, cross_attention_dim=32,
            projection_class_embeddings_input_dim=6 * 8 + 16,
        ),
        scheduler=EulerDiscreteScheduler(timestep_spacing="trailing"),
    ).save_pretrained(folder)  # fmt: skip
