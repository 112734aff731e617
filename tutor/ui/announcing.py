"""What the page tells the browser beyond its looks: its language, where to scroll, what to say."""

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

function bringIntoView(name, tries) {
  const target = document.querySelector(".st-key-" + name);
  if (!target) {
    if (tries > 0) setTimeout(() => bringIntoView(name, tries - 1), 100);
    return;
  }
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
}

export default function ({ data }) {
  document.documentElement.lang = data.language;
  const node = liveRegion();
  if (data.id && node.dataset.said !== data.id) {
    node.dataset.said = data.id;
    node.lang = data.spoken;
    setTimeout(() => { node.textContent = data.text; }, 50);
  }
  if (data.place && node.dataset.seen !== data.talk + data.place) {
    node.dataset.seen = data.talk + data.place;
    setTimeout(() => bringIntoView(data.place, 20), 50);
  }
}
"""


_PRINTER = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = () => window.print();
}
"""
_PRINTER_STYLE = """
button { font: inherit; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 0.6rem);
  padding: 0.5rem 0.9rem; min-height: 2.5rem; cursor: pointer; }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
"""


@cache
def _helper() -> ComponentRenderer:
    return st.components.v2.component("tutor_page_helper", js=_SCRIPT)


def set_language(language: Language) -> None:
    """Tell the browser which language the page is in, and make ready to announce answers."""
    _helper()(key="page-language", data={"language": language, "id": ""})


def bring_into_view(place: str, talk: str, page: Language, *, key: str = "page-scrolls") -> None:
    """Scroll to a container by its key, once for each talk and place."""
    data = {"language": page, "id": "", "place": place, "talk": talk}
    _helper()(key=key, data=data)


def announce(exchange: str, text: str, language: Language, page: Language) -> None:
    """Let a screen reader say an answer, once."""
    data = {"language": page, "id": exchange, "text": text, "spoken": language}
    _helper()(key="page-announces", data=data)


@cache
def _printer() -> ComponentRenderer:
    return st.components.v2.component(
        "tutor_printer", html="<button type='button'></button>", css=_PRINTER_STYLE, js=_PRINTER
    )


def draw_print_button(label: str) -> None:
    """Draw a button that opens the browser's printing."""
    _printer()(key="page-prints", data={"label": label}, width="content")
