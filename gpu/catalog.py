"""The models that the service can be set to, by the names that the settings use.

To pin a model, put the commit that its download printed (or the one on its page on the hub) into `revision`.
"main" takes whatever is newest on the day of the download, once: the weights change only by another download.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    """A repository of the Hugging Face hub, or one folder of it."""

    repo: str
    revision: str = "main"
    folder: str = ""


@dataclass(frozen=True)
class MusicModel(Model):
    """A variant of ACE-Step 1.5. Turbo is distilled: it ignores guidance, and needs the time steps shifted."""

    label: str = ""
    turbo: bool = False
    steps: int = 50
    shift: float = 1.0
    wait: str = ""


@dataclass(frozen=True)
class CoverModel(Model):
    """A few-step image model and the largest square that it paints well, in pixels."""

    size: int = 1024


MUSIC = {
    "xl-sft": MusicModel("ACE-Step/acestep-v15-xl-sft-diffusers", label="ACE-Step 1.5 XL", wait="about a minute"),
    "xl-turbo": MusicModel(
        "ACE-Step/acestep-v15-xl-turbo-diffusers",
        label="ACE-Step 1.5 XL Turbo",
        turbo=True,
        steps=8,
        shift=3.0,
        wait="half a minute",
    ),
    # The makers publish the 2B model in their own format only; this is the diffusers form of its turbo variant.
    "2b": MusicModel(
        "Runware/acestep-v15-turbo-diffusers",
        label="ACE-Step 1.5 2B Turbo",
        turbo=True,
        steps=8,
        shift=3.0,
        wait="half a minute",
    ),
}
# ACE-Step's own language models that write codes before the diffusion, by their number of parameters.
PLANNER = {
    "0.6b": Model("ACE-Step/acestep-5Hz-lm-0.6B"),
    "1.7b": Model("ACE-Step/Ace-Step1.5", folder="acestep-5Hz-lm-1.7B"),
    "4b": Model("ACE-Step/acestep-5Hz-lm-4B"),
}
WRITER = {"qwen3-4b": Model("Qwen/Qwen3-4B-Instruct-2507")}
COVER = {
    "flux2-klein": CoverModel("black-forest-labs/FLUX.2-klein-4B"),
    # Stability AI's non-commercial licence: only for those whom it allows.
    "sdxl-turbo": CoverModel("stabilityai/sdxl-turbo", size=512),
}
# Those of ACE-Step's languages that the writer writes well (ISO 639).
_LANGUAGES = """
    en de es fr it pt nl pl ru uk cs sv da no fi ro hu
    el tr ar he hi bn ja ko zh yue vi th id ms tl
"""
LANGUAGES = tuple(_LANGUAGES.split())
