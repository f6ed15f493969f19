"""What Subsonic's API answers: an envelope, as XML, JSON or JSONP, with status 200 also where something is wrong."""

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

from starlette.responses import Response

VERSION = "1.16.1"
SERVER = "MelodyMaker"
SERVER_VERSION = "1"
_NAMESPACE = "http://subsonic.org/restapi"
_ROOT = "subsonic-response"
_TEXT = "value"
_CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,99}")
# What XML 1.0 cannot hold.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEADERS = {"Cache-Control": "no-store"}

OTHER = 0
MISSING = 10
WRONG_LOGIN = 40
MECHANISM = 42
CONFLICT = 43
WRONG_KEY = 44
FORBIDDEN = 50
NOT_FOUND = 70


class Failed(Exception):
    """A request that is answered with an error: its code, and its words."""

    def __init__(self, code: int, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


def done(content: dict[str, Any], form: str, callback: str = "") -> Response:
    """The answer that holds this."""
    return _answer({"status": "ok", **_common(), **content}, form, callback)


def failed(error: Failed, form: str, callback: str = "") -> Response:
    """The answer that says what is wrong."""
    content = {"status": "failed", **_common(), "error": {"code": error.code, "message": error.message}}
    return _answer(content, form, callback)


def _common() -> dict[str, Any]:
    return {"version": VERSION, "type": SERVER, "serverVersion": SERVER_VERSION, "openSubsonic": True}


def _answer(content: dict[str, Any], form: str, callback: str) -> Response:
    content = _without_nothing(content)
    if form in {"json", "jsonp"}:
        text = json.dumps({_ROOT: content}, ensure_ascii=False)
        if form == "jsonp" and _CALLBACK.fullmatch(callback):
            return Response(f"{callback}({text});", media_type="application/javascript", headers=_HEADERS)
        return Response(text.encode("utf-8", "replace"), media_type="application/json", headers=_HEADERS)
    root = ET.Element(_ROOT, xmlns=_NAMESPACE)
    _fill(root, content)
    return Response(ET.tostring(root, "utf-8", xml_declaration=True), media_type="application/xml", headers=_HEADERS)


def _without_nothing(value: Any) -> Any:
    """The value without what is None, at every depth."""
    if isinstance(value, dict):
        return {name: _without_nothing(one) for name, one in value.items() if one is not None}
    return [_without_nothing(one) for one in value] if isinstance(value, list) else value


def _fill(element: ET.Element, content: dict[str, Any]) -> None:
    """Scalars become attributes, what is in a list an element each, and `value` the text."""
    for name, value in content.items():
        if isinstance(value, dict):
            _fill(ET.SubElement(element, name), value)
        elif isinstance(value, list):
            for one in value:
                child = ET.SubElement(element, name)
                if isinstance(one, dict):
                    _fill(child, one)
                else:
                    child.text = _as_text(one)
        elif name == _TEXT:
            element.text = _as_text(value)
        else:
            element.set(name, _as_text(value))


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NOT_XML.sub("", str(value))
