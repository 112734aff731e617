"""The pages of the door: plain HTML that works without a script, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from tutor.core.classes import Class, show_code
from tutor.core.terms import LANGUAGES
from tutor.ui.stating import model_line, policy_lines
from tutor.ui.strings import Words, words

FORM_FIELD = "form"
_STYLE = """
:root{color-scheme:light dark;--ink:#2a211c;--paper:#fffdf9;--soft:#f5eee4;--mark:#7a3412;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#f4ede4;--paper:#1a1614;--soft:#27211d;--mark:#f6b78a;
--on:#1a1614}}
*{box-sizing:border-box}body{margin:0 auto;max-width:34rem;padding:1rem;font:17px/1.5 system-ui,
sans-serif;color:var(--ink);background:var(--paper)}h1{font-size:1.6rem}h2{font-size:1.15rem}
form{background:var(--soft);border-radius:.6rem;padding:1rem;margin:0 0 1.2rem}
label{display:block;margin:.6rem 0 .2rem;font-weight:600}
input{width:100%;font:inherit;padding:.6rem;border:2px solid var(--mark);border-radius:.4rem;
color:var(--ink);background:var(--paper)}
button,.go{display:inline-block;font:inherit;font-weight:600;margin-top:1rem;padding:.7rem 1.4rem;
border:0;border-radius:.4rem;color:var(--on);background:var(--mark);text-decoration:none;
cursor:pointer}a{color:var(--mark)}:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.told{border-left:.4rem solid var(--mark);padding:.6rem 1rem;background:var(--soft)}
.key{font:700 1.8rem/1.6 ui-monospace,monospace;letter-spacing:.1em}nav a{margin-right:1rem}
small{display:block}
"""


@dataclass(frozen=True, slots=True)
class Field:
    """An entry of a form."""

    name: str
    label: str
    kind: str = "text"
    note: str = ""
    value: str = ""
    complete: str = "off"
    most: int = 80


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: where it goes, which of the doors it is, and its words."""

    to: str
    door: str
    title: str
    go: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What every page of the door knows of who asks."""

    language: Words
    proof: str
    """What a form must send back to show that it comes from here."""
    told: str = ""
    """A sentence on what went wrong, or nothing."""
    companies: tuple[str, ...] = ()
    """Whose servers get a student's words where no class forbids it."""


def join_page(seen: Seen, typed: Mapping[str, str]) -> str:
    """Draw the two forms for students, and the other doors."""
    say = seen.language
    code = Field("code", say("door.code"), note=say("door.code_note"), value=typed.get("code", ""))
    name = Field("nickname", say("door.nickname"), note=say("door.nickname_note"),
                 value=typed.get("nickname", ""))  # fmt: skip
    again = (
        Field("code", say("door.code"), value=code.value),
        Field("nickname", say("door.nickname"), value=name.value),
        Field("key", say("door.key"), note=say("door.key_note")),
    )
    parts = (
        f"<h1>{_text(say('app'))}</h1>",
        f"<p>{_text(say('door.program'))}</p>",
        _form(seen, Sheet("/join", "new", say("door.join"), say("door.start")), (code, name)),
        _form(seen, Sheet("/join", "back", say("door.back"), say("door.go_on")), again),
        f"<h2>{_text(say('door.try'))}</h2><p>{_text(say('door.try_note'))}</p>",
        f"<p>{_text(model_line(say, seen.companies))}</p>",
        f'<p><a href="/?try=1&amp;lang={say.language}">{_text(say("door.try_go"))}</a></p>',
        f'<p><a href="/signin?lang={say.language}">{_text(say("door.staff"))}</a></p>',
    )
    return _page(seen, say("door.join"), "/join", parts)


def sign_in_page(seen: Seen, typed: Mapping[str, str], *, oidc: bool = False) -> str:
    """Draw the form for accounts, and the way to another service where there is one."""
    say = seen.language
    fields = (
        Field("name", say("door.name"), value=typed.get("name", ""), complete="username"),
        Field("password", say("door.password"), "password", complete="current-password", most=1024),
    )
    form = _form(seen, Sheet("/signin", "in", say("door.sign_in"), say("door.sign_in_go")), fields)
    back = f'<p><a href="/join?lang={say.language}">{_text(say("door.join"))}</a></p>'
    title = f"<h1>{_text(say('door.sign_in'))}</h1>"
    other = (
        f'<p><a class="go" href="/?oidc=1&amp;lang={say.language}">{_text(say("oidc.go"))}</a></p>'
    )
    parts = (title, other if oidc else "", form, back)
    return _page(seen, say("door.sign_in"), "/signin", parts)


def welcome_page(seen: Seen, link: str, name: str | None) -> str:
    """Draw the form behind a one-time link; the first administrator chooses a name too."""
    say = seen.language
    password = Field(
        "password", say("door.new_password"), "password", say("door.password_note"),
        complete="new-password", most=1024,
    )  # fmt: skip
    own = (Field("name", say("door.name"), complete="username"),) if name is None else ()
    title = say("door.first") if name is None else say("door.welcome", name=name)
    hidden = f'<input type="hidden" name="link" value="{_text(link)}">'
    sheet = Sheet("/welcome", "choose", title, say("door.sign_in_go"))
    form = _form(seen, sheet, (*own, password), hidden)
    return _page(seen, title, "", (f"<h1>{_text(say('app'))}</h1>", form))


def sign_out_page(seen: Seen) -> str:
    """Draw the button that ends a session."""
    say = seen.language
    form = _form(seen, Sheet("/signout", "out", say("door.out"), say("door.out_go")), ())
    back = f'<p><a href="/">{_text(say("door.out_no"))}</a></p>'
    title = f"<h1>{_text(say('door.out'))}</h1><p>{_text(say('door.out_note'))}</p>"
    return _page(seen, say("door.out"), "/signout", (title, form, back))


def seated_page(seen: Seen, key: str, nickname: str, room: Class) -> str:
    """Show a new student the return key and what the class has settled."""
    say = seen.language
    lines = policy_lines(room.policy, say, seen.companies)
    parts = (
        f"<h1>{_text(say('door.hello'))} <bdi>{_text(nickname)}</bdi></h1>",
        f"<p>{_text(say('door.your_key'))}</p>",
        f'<p class="key">{_text(show_code(key))}</p>',
        f"<h2>{_text(say('door.rules'))} <bdi>{_text(room.name)}</bdi></h2>",
        "<ul>" + "".join(f"<li>{_text(line)}</li>" for line in lines) + "</ul>",
        f'<p><a class="go" href="/?lang={say.language}">{_text(say("door.start"))}</a></p>',
    )
    return _page(seen, say("door.hello"), "", parts)


def trouble_page(seen: Seen) -> str:
    """Say what went wrong where no form can mend it."""
    say = seen.language
    back = f'<p><a href="/join?lang={say.language}">{_text(say("door.join"))}</a></p>'
    return _page(seen, say("app"), "", (f"<h1>{_text(say('app'))}</h1>", back))


def _form(seen: Seen, sheet: Sheet, fields: Iterable[Field], more: str = "") -> str:
    door = sheet.door
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{_text(value)}">'
        for name, value in (
            (FORM_FIELD, seen.proof),
            ("door", door),
            ("lang", seen.language.language),
        )
    )
    entries = "".join(_entry(door, field) for field in fields)
    return (
        f'<form method="post" action="{sheet.to}" aria-labelledby="{door}-title">'
        f'<h2 id="{door}-title">{_text(sheet.title)}</h2>{hidden}{more}{entries}'
        f'<button type="submit">{_text(sheet.go)}</button></form>'
    )


def _entry(door: str, field: Field) -> str:
    place = f"{door}-{field.name}"
    note = f'<small id="{place}-note">{_text(field.note)}</small>' if field.note else ""
    told = f' aria-describedby="{place}-note"' if field.note else ""
    return (
        f'<label for="{place}">{_text(field.label)}</label>{note}'
        f'<input id="{place}" name="{field.name}" type="{field.kind}" required dir="auto" '
        f'maxlength="{field.most}" autocomplete="{field.complete}" autocapitalize="none" '
        f'spellcheck="false" value="{_text(field.value)}"{told}>'
    )


def _page(seen: Seen, title: str, here: str, parts: Iterable[str]) -> str:
    say = seen.language
    others = [language for language in LANGUAGES if language != say.language and here]
    links = "".join(
        f'<a href="{here}?lang={language}" lang="{language}" hreflang="{language}">'
        f"{_text(words(language)('language'))}</a>"
        for language in others
    )
    told = f'<p class="told" role="alert">{_text(seen.told)}</p>' if seen.told else ""
    return (
        f'<!DOCTYPE html><html lang="{say.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_text(title)} · {_text(say('app'))}</title><style>{_STYLE}</style></head>"
        f"<body><nav>{links}</nav><main>{told}{''.join(parts)}</main></body></html>"
    )


def _text(text: str) -> str:
    """Give a text that is nothing but text, in an attribute too."""
    return escape(text.replace("\0", ""), quote=True)
