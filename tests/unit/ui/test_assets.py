"""What the pages load is there, and nothing is unused."""

import re
from pathlib import Path

from melodymaker.ui.theme import STYLESHEETS, head_components

ROOT = Path(__file__).parents[3]
PLAYER = ROOT / "melodymaker" / "player"


def test_every_stylesheet_is_loaded_once() -> None:
    files = {f"styles/{path.name}" for path in (ROOT / "assets" / "styles").glob("*.css")}
    assert sorted(STYLESHEETS) == sorted(files)


def test_every_custom_property_in_use_is_set_somewhere() -> None:
    sheets = "".join(path.read_text() for path in (ROOT / "assets" / "styles").glob("*.css"))
    outside = {"radix-dropdown-menu-content-available-height"}
    set_in_scripts = {"played", "fill"}
    used = set(re.findall(r"var\(--([\w-]+)", sheets))
    defined = set(re.findall(r"--([\w-]+):", sheets))
    optional = set(re.findall(r"var\(--([\w-]+),", sheets))
    assert used - defined - optional - outside - set_in_scripts == set()


# Names that are put together from a beginning and a variant: `button-solid`.
VARIANTS = r"(button|badge|play|waveform)-"


def test_every_class_of_the_stylesheets_is_used() -> None:
    sheets = "".join(path.read_text() for path in (ROOT / "assets" / "styles").glob("*.css"))
    selectors = re.findall(r"[^{};]+(?=\{)", re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL))
    classes = set(re.findall(r"\.([a-z][\w-]*)", " ".join(selectors)))
    sources = [path for path in (ROOT / "melodymaker").rglob("*") if path.suffix in {".py", ".js", ".jsx"}]
    used = set(re.findall(r"[a-z][\w-]*", " ".join(path.read_text() for path in sources)))
    assert {name for name in classes - used if re.sub(f"^{VARIANTS}", "", name) not in used} == set()


def test_the_head_names_files_that_exist() -> None:
    head = "".join(str(component) for component in head_components())
    addresses = re.findall(r'href:"/([^"]+)"', head)
    assert len(addresses) == 5
    assert [address for address in addresses if not (ROOT / "assets" / address).is_file()] == []


def test_the_player_shares_every_module_it_is_made_of() -> None:
    parts = (PLAYER / "components.py").read_text()
    modules = [path.name for path in PLAYER.iterdir() if path.suffix in {".js", ".jsx"}]
    assert [name for name in modules if f'"{name}"' not in parts] == []
