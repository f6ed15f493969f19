"""The planner: five codes a second, drawn as ACE-Step draws them, and what becomes of them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from gpu import tiny
from gpu.card import Card
from gpu.contract import JOB_REQUEST
from gpu.decoding import Decoder, draw
from gpu.models import folder_of, planner_of
from gpu.music.planner import Planner
from gpu.pipeline import Studio
from gpu.progress import Progress
from gpu.settings import Settings
from gpu.shapes import TINY_2B
from tests.gpu.conftest import tiny_settings
from tests.gpu.test_interruptions import SONG
from tests.gpu.test_pair import SCORE, no_tick

CODES = 64


@pytest.fixture(scope="session")
def planned(model_dir: Path) -> Settings:
    return tiny_settings(model_dir, planner="0.6b")


@pytest.fixture(scope="session")
def folder(planned: Settings) -> Path:
    model = planner_of(planned)
    assert model is not None
    return folder_of(planned.model_dir, model)


def planner(folder: Path, dtype: torch.dtype = torch.bfloat16) -> Planner:
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype)
    return Planner(model, AutoTokenizer.from_pretrained(folder), CODES, Card())


@pytest.mark.parametrize("seconds", [10, 12.4, 61])
def test_there_are_exactly_five_codes_a_second(folder: Path, seconds: float) -> None:
    ticks: list[float] = []
    first, second = planner(folder).plan(replace(SCORE, duration=seconds), (3, 4), ticks.append)
    assert len(first) == len(second) == round(5 * seconds)
    assert first != second
    assert all(0 <= code < CODES for code in first + second)
    assert ticks[-1] == 1
    assert ticks == sorted(ticks)


def test_the_same_seed_plans_the_same_whatever_the_other_take_is(folder: Path) -> None:
    own = planner(folder, torch.float32)
    first, second = own.plan(SCORE, (3, 4), no_tick)
    assert own.plan(SCORE, (5, 4), no_tick)[1] == second
    assert own.plan(SCORE, (3,), no_tick) == (first,)


def test_codes_are_drawn_as_upstream_draws_them(folder: Path) -> None:
    """Guidance 2, of the codes alone those that reach 0.9, temperature 0.85; the whole text anew for each code."""
    own = planner(folder, torch.float32)
    score = replace(SCORE, duration=10)
    model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    first_code = tokenizer.convert_tokens_to_ids("<|audio_code_0|>")
    start = (
        "<|im_start|>system\n# Instruction\nGenerate audio semantic tokens based on the given conditions:\n\n<|im_end|>\n"
        "<|im_start|>user\n# Caption\nslow waltz\n\n# Lyric\n[Verse]\nla la\n<|im_end|>\n<|im_start|>assistant\n"
    )
    facts = "bpm: 90\ncaption: slow waltz\nduration: 10\nkeyscale: Eb minor\nlanguage: en\ntimesignature: 3"
    texts = [tokenizer(f"{start}<think>\n{thought}\n</think>\n\n").input_ids for thought in (facts, "")]
    chance = torch.Generator().manual_seed(9)
    codes: list[int] = []
    with torch.inference_mode():
        for _ in range(50):
            written = [first_code + code for code in codes]
            rows = [model(torch.tensor([text + written])).logits[0, -1] for text in texts]
            guided, free = (row[first_code : first_code + CODES] for row in rows)
            logits = free + 2.0 * (guided - free)
            order = logits.argsort(descending=True)
            chances = logits[order].softmax(-1)
            # Those after the one with which 0.9 is reached are out; the first never is.
            out = chances.cumsum(-1) - chances > 0.9
            kept = logits[order].masked_fill(out, float("-inf"))
            codes.append(int(order[torch.multinomial((kept / 0.85).softmax(-1), 1, generator=chance)]))
    assert own.plan(score, (9,), no_tick) == (tuple(codes),)


def test_draw_keeps_to_the_likeliest() -> None:
    logits = torch.tensor([[0.6, 0.3, 0.09, 0.01]]).log()
    chance = torch.Generator().manual_seed(0)
    drawn = {int(draw(logits, 1.0, 0.85, [chance])) for _ in range(200)}
    assert drawn == {0, 1}


def test_another_models_planner_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="no planner for a music model of 999 codes"):
        Planner(AutoModelForCausalLM.from_pretrained(folder), AutoTokenizer.from_pretrained(folder), 999, Card())


def test_prompts_of_different_lengths_do_not_disturb_each_other(folder: Path) -> None:
    model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    seen: dict[int, list[torch.Tensor]] = {}
    for count in (1, 2):

        def choose(logits: torch.Tensor, kept: list[torch.Tensor] = seen.setdefault(count, [])) -> torch.Tensor:  # noqa: B008
            kept.append(logits[0])
            return logits.argmax(-1)

        prompts: list[list[int]] = [[5, 6, 7], [8] * 30]
        Decoder("test", model, Card()).run(prompts[:count], 5, choose)
    for alone, together in zip(seen[1], seen[2], strict=True):
        torch.testing.assert_close(alone, together, atol=1e-5, rtol=0)


def test_a_song_is_made_from_its_plan(planned: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(planned)
    studio.to("cpu")
    scores = []
    own = studio._composer.compose
    monkeypatch.setattr(studio._composer, "compose", lambda score, *given: scores.append(score) or own(score, *given))
    reports = []
    progress = Progress(lambda stage, done: reports.append((stage, done)), lambda: False)
    uploads = [dict.fromkeys(("master", "stream", "cover", "thumb"), "https://store.example/x")] * 2
    recording = studio.record(JOB_REQUEST.validate_python({**SONG, "uploads": uploads}), progress)
    first, second = scores[0].codes
    assert len(first) == len(second) == 50
    # Both takes of a guided model have one seed, but not one plan.
    assert first != second
    assert recording.provenance.planner == "ACE-Step/acestep-5Hz-lm-0.6B"
    assert [done for _, done in reports] == sorted(done for _, done in reports)


def test_a_model_without_its_audio_tokenizer_has_no_planner_and_makes_no_covers(tmp_path: Path) -> None:
    from gpu.api import capabilities_of
    from gpu.models import music_of, record_revision

    settings = Settings(model_dir=tmp_path, device="cpu", planner="0.6b", music_model="xl-turbo")
    folder = folder_of(tmp_path, music_of(settings))
    tiny.music_pipe(TINY_2B, turbo=True, tokenizer_included=False).save_pretrained(folder)
    record_revision(folder, "random")
    assert planner_of(settings) is None
    assert capabilities_of(settings).remix == ["repaint", "extend"]


# torch's compiler imports what torch gives up.
@pytest.mark.filterwarnings("ignore:.*torch.jit.*:DeprecationWarning")
def test_a_compiled_step_is_one_graph_and_says_the_same(folder: Path) -> None:
    model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    decoder = Decoder("test", model, Card())

    def said() -> list[int]:
        tokens: list[torch.Tensor] = []

        def choose(logits: torch.Tensor) -> torch.Tensor:
            tokens.append(logits.argmax(-1))
            return tokens[-1]

        decoder.run([[5, 6, 7]], 6, choose)
        return torch.stack(tokens).flatten().tolist()

    expected = said()
    decoder._step = torch.compile(model.model.forward, backend="eager", dynamic=False, fullgraph=True)
    decoder._thread = ThreadPoolExecutor(1)
    with torch.compiler.set_stance("default"), torch._dynamo.config.patch(error_on_recompile=True):
        assert said() == expected
        assert said() == expected
    decoder._thread.shutdown()


def test_without_a_compiler_the_step_runs_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "no gcc"
        raise RuntimeError(message)

    monkeypatch.setattr(Card, "compiles", True)
    monkeypatch.setattr(torch, "compile", lambda *_, **__: broken)
    own = planner(folder)
    own.compile()
    assert "planner is not compiled" in caplog.text
    assert len(own.plan(SCORE, (3,), no_tick)[0]) == 50
