"""What the page tells the browser beyond its looks: its language, and that an answer is there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from tutor.core.terms import Language

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_SCRIPT = """
const HIDDEN = "position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;" +
  "clip-path:inset(50%);white-space:nowrap";

function liveRegion() {
  let node = document.getElementById("tutor-says");
  if (!node) {
    node = document.createElement("div");
    node.id = "tutor-says";
    node.setAttribute("role", "status");
    node.setAttribute("aria-live", "polite");
    node.style.cssText = HIDDEN;
    document.body.appendChild(node);
  }
  return node;
}

export default function ({ data }) {
  document.documentElement.lang = data.language;
  const node = liveRegion();
  if (data.id && node.dataset.said !== data.id) {
    node.dataset.said = data.id;
    node.lang = data.spoken;
    setTimeout(() => { node.textContent = data.text; }, 50);
  }
}
"""


@cache
def _helper() -> ComponentRenderer:
    return st.components.v2.component("tutor_page_helper", js=_SCRIPT)


def set_language(language: Language) -> None:
    """Tell the browser which language the page is in, and make ready to announce answers."""
    _helper()(key="page-language", data={"language": language, "id": ""})


def announce(exchange: str, text: str, language: Language, page: Language) -> None:
    """Let a screen reader say an answer, once."""
    data = {"language": page, "id": exchange, "text": text, "spoken": language}
    _helper()(key="page-announces", data=data)
