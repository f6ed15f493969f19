"""A language model that writes titles and lyrics, on any server that speaks OpenAI's protocol."""

import asyncio
import logging
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, Field

log = logging.getLogger(__name__)

SECONDS = 45.0
_SECONDS_TO_SAY_HELLO = 5.0
_MOST_BYTES = 200_000
_MOST_SECTIONS = 12
_MOST_LINES = 16
_MOST_LETTERS = 120
_TASK = """You write the words of songs. Write in the language of the request, English unless it asks for another one.
Sections are named Verse 1, Verse 2, Pre-Chorus, Chorus, Bridge or Outro. Give the chorus each time it is sung.
A line has six to ten syllables; a verse and a chorus have four lines each; lines rhyme. Write about what the request is
about, in concrete pictures. The style is a few words on genre, mood and instruments, with commas. Answer in JSON."""


class _Section(BaseModel):
    name: str = Field(min_length=1, max_length=40)
    lines: list[str] = Field(min_length=1, max_length=_MOST_LINES)


class _Words(BaseModel):
    title: str = Field(min_length=1, max_length=80)
    style: str = Field("", max_length=300)
    sections: list[_Section] = Field(min_length=1, max_length=_MOST_SECTIONS)


class _Line(BaseModel):
    line: str = Field(min_length=1, max_length=_MOST_LETTERS)


Answer = TypeVar("Answer", bound=BaseModel)


class OutsideWriter:
    """Asks a server (Ollama, llama.cpp, vLLM or one that is paid for) and checks what it answers.

    `url` leads to the protocol's root, which most servers have at /v1. Each method gives None where the server fails,
    is too slow or writes nothing that can be used, and the log says why: then the engine's own writer writes.
    """

    def __init__(self, url: str, model: str, key: str = "", *, seconds: float = SECONDS) -> None:
        self.model = model
        self._url = f"{url}/chat/completions"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._seconds = seconds

    def write_song(self, about: str, seconds: float | None = None) -> tuple[str, str, str] | None:
        """The title, the style and the lyrics, with a tag before each section."""
        length = f"\nThe song lasts {seconds:.0f} seconds: {_lines_in(seconds)} lines or so." if seconds else ""
        answer = self._ask(f"{_TASK}{length}", about, _Words)
        if answer is None:
            return None
        sections = [(one.name, [_bare(line) for line in one.lines if _bare(line)]) for one in answer.sections]
        lyrics = "\n\n".join("\n".join([f"[{_tag(name)}]", *lines]) for name, lines in sections if lines)
        return (_bare(answer.title), _bare(answer.style), lyrics) if lyrics else None

    def write_line(self, about: str, lyrics: str, position: int) -> str | None:
        """Another line for the one at `position` (from 0) of the lyrics."""
        old = lyrics.split("\n")[position]
        task = f"{_TASK}\nRewrite one line of these lyrics, to fit and rhyme where the old one did:\n\n{lyrics}"
        answer = self._ask(task, f"{about}\nThe line to rewrite: {old}", _Line)
        new = _bare(answer.line) if answer else ""
        return new if new and new != old.strip() else None

    def fault(self) -> str:
        """What is wrong with the server, "" when it answers and knows the model."""
        try:
            with httpx.Client(timeout=_SECONDS_TO_SAY_HELLO, trust_env=False) as client:
                response = client.get(self._url.removesuffix("/chat/completions") + "/models", headers=self._headers)
                response.raise_for_status()
                names = {str(one.get("id")) for one in response.json()["data"]}
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
            return f"does not answer as expected ({type(error).__name__})"
        known = self.model in names or f"{self.model}:latest" in names
        return "" if known else f"has no model {self.model}"

    def _ask(self, task: str, text: str, kind: type[Answer]) -> Answer | None:
        body = {
            "model": self.model,
            "messages": [{"role": "system", "content": task}, {"role": "user", "content": text}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "song", "strict": True, "schema": _schema(kind)},
            },
        }
        try:
            return kind.model_validate_json(asyncio.run(self._answer(body)))
        except (httpx.HTTPError, TimeoutError, ValueError, LookupError, TypeError) as error:
            log.warning("the writer at WRITER_URL wrote nothing that can be used: %s", type(error).__name__)
        return None

    async def _answer(self, body: dict[str, Any]) -> str:
        # One bound for all of it: each part alone may be slow.
        async with asyncio.timeout(self._seconds), self._client(self._seconds) as client:
            response = await client.post(self._url, json=body, headers=self._headers)
            response.raise_for_status()
            if len(response.content) > _MOST_BYTES:
                msg = "the answer is too long"
                raise ValueError(msg)
            return response.json()["choices"][0]["message"]["content"]

    def _client(self, seconds: float) -> httpx.AsyncClient:
        return httpx.AsyncClient(timeout=seconds, trust_env=False, follow_redirects=False)


def _schema(kind: type[BaseModel]) -> dict[str, Any]:
    """The schema in the strict form that the protocol asks for: every field required, and no other allowed."""
    schema = kind.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        part["additionalProperties"] = False
        part["required"] = list(part["properties"])
    return schema


def _lines_in(seconds: float) -> int:
    """How many lines are sung in a song of this length: each takes about four seconds, and a quarter has no words."""
    return max(4, round(seconds * 0.75 / 4))


def _bare(text: str) -> str:
    """One line without the brackets that mark sections."""
    return " ".join(text.replace("[", "(").replace("]", ")").split())[:_MOST_LETTERS]


def _tag(name: str) -> str:
    return _bare(name.strip("[]")).title()
