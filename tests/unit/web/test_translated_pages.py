"""Pages are built once and put into every language afterwards."""

import json
import subprocess
from pathlib import Path

import pytest

from melodymaker.i18n import Language, marks, t
from melodymaker.i18n.catalogues import lookup
from melodymaker.i18n.languages import ENGLISH, PSEUDO
from melodymaker.i18n.messages import compact
from melodymaker.web.translated_pages import TranslatedPages, translate
from tests.conftest import ROOT

GERMAN = Language("de")
ENTERED = "Enter your email."
COUNTED = "{count, plural, one {# song} other {# songs}}"


@pytest.fixture(autouse=True)
def _building(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFLEX_ENV_MODE", "prod")
    monkeypatch.setenv("__REFLEX_COMPILE_CONTEXT", "run")
    monkeypatch.delenv("__REFLEX_SKIP_COMPILE", raising=False)


def _build(folder: Path) -> None:
    """A page and its scripts as they come out of the build."""
    values = json.dumps({"count": 1}).encode().hex()
    page = (
        f'<html lang="{marks.page_language()}" dir="{marks.page_direction()}"><p title="{t("Keep your account?")}">'
        f"{marks.format_mark(COUNTED)[:-2]}_{values}__</p>"
        f'<script>import("/assets/a.js"); say("{t(ENTERED)}")</script></html>'
    )
    (folder / "create").mkdir()
    for name in ("create/index.html", "__spa-fallback.html", "404.html"):
        (folder / name).write_text(page)
    (folder / "assets").mkdir()
    (folder / "assets/a.js").write_text(
        "const a = ['" + t("Somebody else's account has this email by now.") + "', `" + t(ENTERED) + "`];\n"
        f'const m = "{marks.format_mark(COUNTED)}";\nconst p = ["assets/b.js", "/assets/b.js"];\n'
        'const said = "__t:Link copied__";\nconsole.log(JSON.stringify([a, JSON.parse(m), p, said]));\n'
    )
    (folder / "assets/b.js").write_text("export default 1;\n")


def _printed(script: Path) -> list:
    done = subprocess.run([ROOT / ".venv/bin/node", script], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_a_page_is_there_in_each_language_with_scripts_of_its_own(tmp_path: Path) -> None:
    _build(tmp_path)
    translate(tmp_path, (ENGLISH, GERMAN, PSEUDO))
    english, german = (
        (tmp_path / "create/index.html").read_text(),
        (tmp_path / "pages-de/create/index.html").read_text(),
    )
    assert '<html lang="en" dir="ltr"><p title="Keep your account?">1 song</p>' in english
    assert '<html lang="de" dir="ltr"><p title="Dein Konto behalten?">1 Song</p>' in german
    assert '<html lang="ar-XB" dir="rtl">' in (tmp_path / "pages-ar-XB/404.html").read_text()
    assert 'import("/assets-de/a.js"); say("Gib deine E-Mail ein.")' in german
    assert 'import("/assets/a.js"); say("Enter your email.")' in english


def test_a_site_that_is_being_developed_is_in_english_without_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REFLEX_ENV_MODE", "preview")
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<html>all pages</html>")
    (tmp_path / "offline.html").write_text("<h1>__t:You are offline__</h1>")
    TranslatedPages().post_build(static_dir=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"assets", "index.html", "offline.html", "404.html"}
    assert (tmp_path / "offline.html").read_text() == "<h1>You are offline</h1>"
    assert (tmp_path / "404.html").read_text() == "<html>all pages</html>"


def test_a_script_says_in_any_quotes_what_the_catalogue_says(tmp_path: Path) -> None:
    _build(tmp_path)
    translate(tmp_path, (ENGLISH, GERMAN))
    said, parts, addresses, copied = _printed(tmp_path / "assets/a.js")
    assert said == ["Somebody else's account has this email by now.", ENTERED]
    assert parts == json.loads(compact(COUNTED))
    assert (addresses, copied) == (["assets/b.js", "/assets/b.js"], "Link copied")
    said, parts, addresses, copied = _printed(tmp_path / "assets-de/a.js")
    assert said == [lookup(text, "de") for text in ("Somebody else's account has this email by now.", ENTERED)]
    assert parts == json.loads(compact(lookup(COUNTED, "de")))
    assert (addresses, copied) == (["assets-de/b.js", "/assets-de/b.js"], "Link kopiert")
    assert (tmp_path / "assets-de/b.js").read_text() == (tmp_path / "assets/b.js").read_text()


def test_nothing_is_marked_where_people_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert t("Create") != "Create"
    assert marks.english(t("Create")) == "Create"
    monkeypatch.setenv("__REFLEX_SKIP_COMPILE", "true")
    assert (t("Create"), marks.english("Create")) == ("Create", "Create")
