"""The pages' scripts are put into few files."""

import pytest
from reflex.utils.frontend_skeleton import _compile_vite_config
from reflex_base.config import get_config

from melodymaker.web.chunks import with_groups


def test_the_groups_stand_in_the_place_of_the_one_of_reflex() -> None:
    config = with_groups(_compile_vite_config(get_config()))
    names = [line.split('"')[1] for line in config.split("codeSplitting")[1].splitlines() if "name: " in line]
    assert names[:4] == ["packages", "charts", "state", "shared"]
    assert with_groups(config) == config


def test_another_configuration_of_reflex_is_not_changed_in_silence() -> None:
    with pytest.raises(RuntimeError, match=r"vite\.config\.js"):
        with_groups("export default defineConfig({})")
