"""What the pages load is there, and nothing is unused."""

import ast
import re
from pathlib import Path

from melodymaker import routes
from melodymaker.ui.theme import STYLESHEETS, head_components

ROOT = Path(__file__).parents[3]
PLAYER = ROOT / "melodymaker" / "player" / "web"


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


def test_every_custom_property_that_is_set_is_used() -> None:
    sheets = "".join(path.read_text() for path in (ROOT / "assets" / "styles").glob("*.css"))
    sources = [path for folder in ("melodymaker", "assets") for path in (ROOT / folder).rglob("*")]
    used = "".join(path.read_text() for path in sources if path.suffix in {".py", ".js", ".css"})
    # Sonner's, which draws the toasts.
    outside = {"normal-text", "normal-bg", "normal-border", "border-radius", "mobile-offset-bottom", "offset-bottom"}
    defined = set(re.findall(r"--([\w-]+):", sheets))
    assert defined - set(re.findall(r"var\(--([\w-]+)", used)) == outside


def test_no_component_has_reflexs_style() -> None:
    """It makes a new class, and a new rule in the page, for each new value; `inline_style` does not."""
    for path in (ROOT / "melodymaker").rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        drawn = [call for call in calls if ast.unparse(call.func).startswith("rx.")]
        named = {keyword.arg for call in drawn for keyword in call.keywords}
        assert "style" not in named, path


def test_no_icon_is_chosen_by_a_var() -> None:
    """A name that only the browser knows has the page load the names of all icons, 55 KB of them, and the one by itself."""
    for path in (ROOT / "melodymaker").rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        names = [call.args[0] for call in calls if ast.unparse(call.func) == "rx.icon"]
        assert [ast.unparse(name) for name in names if isinstance(name, ast.Call | ast.Subscript)] == [], path


# Names that are put together from a beginning and a variant: `button-solid`.
VARIANTS = r"(button|badge|play|waveform|lucide)-"


def test_every_class_of_the_stylesheets_is_used() -> None:
    sheets = "".join(path.read_text() for path in (ROOT / "assets" / "styles").glob("*.css"))
    selectors = re.findall(r"[^{};]+(?=\{)", re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL))
    classes = set(re.findall(r"\.([a-z][\w-]*)", " ".join(selectors)))
    sources = [path for path in (ROOT / "melodymaker").rglob("*") if path.suffix in {".py", ".js"}]
    used = set(re.findall(r"[a-z][\w-]*", " ".join(path.read_text() for path in sources)))
    assert {name for name in classes - used if re.sub(f"^{VARIANTS}", "", name) not in used} == set()


def test_the_head_names_files_that_exist() -> None:
    head = "".join(str(component) for component in head_components())
    addresses = [address for address in re.findall(r'href:"/([^"]+)"', head) if f"/{address}" != routes.FEED]
    assert len(addresses) == 6
    assert [address for address in addresses if not (ROOT / "assets" / address).is_file()] == []


def _scripts() -> list[Path]:
    return list((ROOT / "melodymaker").rglob("*.js"))


def test_everything_drawn_is_drawn_in_python() -> None:
    drawn = [path for path in (ROOT / "melodymaker").rglob("*") if path.suffix in {".jsx", ".tsx"}]
    assert drawn == []


def test_scripts_take_hooks_of_react_and_nothing_that_draws() -> None:
    imports = re.findall(r'import \{([^}]*)\} from "react"', "".join(path.read_text() for path in _scripts()))
    names = {name.strip() for names in imports for name in names.split(",")}
    assert names == {
        *("useCallback", "useContext", "useDeferredValue", "useEffect", "useLayoutEffect", "useRef", "useState"),
        "useSyncExternalStore",
    }
    assert [path.name for path in _scripts() if 'createElement("svg' in path.read_text()] == []


def test_every_event_storage_key_and_attribute_of_the_player_is_listed_once() -> None:
    others = [path for path in PLAYER.glob("*.js") if path.name != "names.js"]
    listed = re.findall(r'"(melody:[\w-]+|data-[\w-]+)"', (PLAYER / "names.js").read_text())
    assert len(listed) == len(set(listed)) > 0
    assert [(path.name, name) for path in others for name in listed if f'"{name}"' in path.read_text()] == []
