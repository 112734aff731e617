"""The door over HTTP: forms in two languages, the cookie they set, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.classroom.school import PASSWORD, School
from tests.ui.hostile import HOSTILE
from tutor.core.classes import Policy
from tutor.core.people import OPERATOR
from tutor.errors import StorageError
from tutor.storage import open_log
from tutor.ui.cookies import FORM_COOKIE, SEAT_COOKIE
from tutor.ui.door import Door, Doorkeeper
from tutor.ui.strings import words

EN, ES = words("en"), words("es")
WRONG = "no match"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    log = open_log(f"sqlite:///{tmp_path}/school.db")
    yield School(log)
    log.close()


@pytest.fixture
def browser(school: School) -> TestClient:
    return visitor(school)


def visitor(school: School, address: str = "192.0.2.7") -> TestClient:
    """Give a browser at the door of a school, in front of a page that says what it was asked."""
    door = Door(lambda: school.classroom)

    async def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse(f"the page {request.url.path}")

    app = Starlette(
        routes=[
            *door.routes(),
            *(Route(path, page) for path in ("/", "/talk", "/class", "/healthz")),
        ],
        middleware=[Middleware(Doorkeeper, door=door)],
    )
    return TestClient(app, client=(address, 50_000), follow_redirects=False)


def send(browser: TestClient, path: str, /, **typed: str):
    """Open a form and send it filled in, as a browser does."""
    shown = browser.get(path, params={"link": typed["link"]} if "link" in typed else None)
    (proof, *_) = re.findall(r'name="form" value="(\w+)"', shown.text)
    return browser.post(path.partition("?")[0], data={"form": proof} | typed)


def told(answer) -> str:
    (said,) = re.findall(r'role="alert">([^<]*)<', answer.text)
    return unescape(said)


def test_a_student_joins_sees_the_key_and_what_is_settled_and_reaches_the_page(
    school: School, browser: TestClient
) -> None:
    room, code = school.room("5B", school.person("Vega"))
    school.classroom.set_policy(OPERATOR, room.id, Policy(transcripts="summaries"))
    answer = send(browser, "/join", door="new", code=code.code, nickname="Ana")
    assert answer.status_code == 200
    assert re.search(r'class="key">\w{5}-\w{5}<', answer.text)
    for line in (EN("policy.read.summaries"), EN("policy.model.off"), "300 days"):
        assert line in unescape(answer.text)
    assert browser.get("/").text == "the page /"
    actor = school.classroom.doors.who_is(browser.cookies[SEAT_COOKIE])
    assert actor is not None
    assert school.classroom.seat_of(actor, actor.id)[0].nickname == "Ana"


def test_the_address_of_ones_first_page_leads_to_the_root_and_keeps_what_it_holds(
    school: School, browser: TestClient
) -> None:
    _, code = school.room("5B", school.person("Vega"))
    send(browser, "/join", door="new", code=code.code, nickname="Ana")
    assert browser.get("/talk?lang=es").headers["location"] == "/?lang=es"
    assert browser.get("/class").text == "the page /class", "the page says that there is none"
    teacher = visitor(school)
    send(teacher, "/signin", name="Vega", password=PASSWORD)
    assert teacher.get("/class").headers["location"] == "/"
    assert teacher.get("/talk").text == "the page /talk"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    school: School, browser: TestClient
) -> None:
    _, code = school.room("5B", school.person("Vega"))
    answer = send(browser, "/join", door="new", code=code.code, nickname="Ana")
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith(SEAT_COOKIE)]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    safe = TestClient(browser.app, base_url="https://school.example", follow_redirects=False)
    answer = send(safe, "/join", door="new", code=code.code, nickname="Ben")
    assert all("Secure" in cookie for cookie in answer.headers.get_list("set-cookie"))


def test_a_student_comes_back_with_the_key_on_another_machine(school: School) -> None:
    _, code = school.room("5B", school.person("Vega"))
    entry = school.join(code, "Ana")
    other = visitor(school, "198.51.100.3")
    answer = send(other, "/join", door="back", code=code.code, nickname="Ana", key=entry.key)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert school.classroom.doors.who_is(other.cookies[SEAT_COOKIE]) == entry.actor


def test_a_teacher_signs_in_and_out_and_the_old_cookie_opens_nothing(
    school: School, browser: TestClient
) -> None:
    vega = school.person("Vega")
    school.room("5B", vega)
    answer = send(browser, "/signin", name="vega", password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    token = browser.cookies[SEAT_COOKIE]
    assert browser.get("/talk").text == "the page /talk"
    answer = send(browser, "/signout")
    assert answer.status_code == 303
    assert SEAT_COOKIE not in browser.cookies
    assert school.classroom.doors.who_is(token) is None
    browser.cookies.set(SEAT_COOKIE, token)
    assert browser.get("/").status_code == 303


def test_signing_in_gives_another_token_than_the_browser_brought(
    school: School, browser: TestClient
) -> None:
    school.person("Vega")
    browser.cookies.set(SEAT_COOKIE, "a" * 32)
    answer = send(browser, "/signin", name="Vega", password=PASSWORD)
    assert answer.status_code == 303
    assert "a" * 32 not in answer.headers["set-cookie"]


def test_the_first_link_makes_an_administrator_and_looking_at_it_does_not_use_it_up(
    school: School, browser: TestClient
) -> None:
    link = school.classroom.doors.offer_first_link() or ""
    for _ in range(3):
        assert EN("door.first") in browser.get("/welcome", params={"link": link}).text
    short = send(browser, "/welcome", link=link, name="Rosa", password=WRONG)
    assert (short.status_code, told(short)) == (422, EN("door.fault.password"))
    answer = send(browser, "/welcome", link=link, name="Rosa", password=PASSWORD)
    assert answer.status_code == 303
    actor = school.classroom.doors.who_is(browser.cookies[SEAT_COOKIE])
    assert [p.name for p in school.classroom.accounts(actor)] == ["Rosa"]
    again = browser.get("/welcome", params={"link": link})
    assert told(again) == EN("door.refused")
    assert "<form" not in again.text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", ["/join", "/signin", "/signout"])
def test_every_form_is_labelled_and_in_the_language_asked_for(
    browser: TestClient, path: str, language: str
) -> None:
    for answer in (
        browser.get(path, params={"lang": language}),
        browser.get(path, headers={"accept-language": f"{language}-MX,en;q=0.5"}),
    ):
        page = answer.text
        assert f'<html lang="{language}">' in page
        fields = re.findall(r'<input id="([^"]+)"', page)
        assert re.findall(r'<label for="([^"]+)">[^<]+</label>', page) == fields
        notes = re.findall(r'aria-describedby="([^"]+)"', page)
        assert all(f'<small id="{note}">' in page for note in notes)
        assert "<script" not in page


def test_what_goes_wrong_is_told_in_the_visitors_language(
    school: School, browser: TestClient
) -> None:
    _, code = school.room("5B", school.person("Vega"))
    school.join(code, "Ana")
    wrong = send(browser, "/join?lang=es", lang="es", door="new", code="x", nickname="Eva")
    assert (wrong.status_code, told(wrong)) == (401, ES("door.refused"))
    taken = send(browser, "/join", door="new", code=code.code, nickname="ANA")
    assert (taken.status_code, told(taken)) == (422, EN("door.fault.taken"))
    assert f'value="{code.code}"' in taken.text


def test_the_same_page_answers_a_wrong_code_name_and_key(
    school: School, browser: TestClient
) -> None:
    _, code = school.room("5B", school.person("Vega"))
    entry = school.join(code, "Ana")
    right = {"code": code.code, "nickname": "Ana", "key": entry.key}
    pages = set()
    for part in right:
        typed = right | {part: "WRONG2345"}
        answer = send(browser, "/join", door="back", **typed)
        assert answer.status_code == 401
        blank = re.sub(r'value="[^"]*"', "", answer.text)
        pages.add(blank)
    assert len(pages) == 1


def test_who_guesses_too_often_is_told_when_to_come_again(
    school: School, browser: TestClient
) -> None:
    school.person("Vega")
    for _ in range(5):
        send(browser, "/signin", name="Vega", password=WRONG)
    answer = send(browser, "/signin", name="Vega", password=PASSWORD)
    assert (answer.status_code, told(answer)) == (429, EN("door.wait", count=1))
    assert int(answer.headers["retry-after"]) >= 60


@pytest.mark.parametrize("path", ["/join", "/signin", "/signout", "/welcome"])
def test_a_form_that_was_drawn_for_another_browser_does_nothing(
    school: School, browser: TestClient, path: str
) -> None:
    _, code = school.room("5B", school.person("Vega"))
    typed = {"door": "new", "code": code.code, "nickname": "Mallory", "name": "Vega",
             "password": PASSWORD, "link": "x"}  # fmt: skip
    for proof in (
        {},
        {"form": ""},
        {"form": "f" * 32},
        {"form": "\udcff".encode("utf-8", "surrogateescape")},
    ):
        answer = browser.post(path, data=typed | proof)
        assert answer.status_code == 403
        assert SEAT_COOKIE not in answer.headers.get("set-cookie", "")
    proof = re.findall(r'name="form" value="(\w+)"', browser.get("/join").text)[0]
    abroad = {"sec-fetch-site": "cross-site"}
    assert browser.post(path, data=typed | {"form": proof}, headers=abroad).status_code == 403
    assert FORM_COOKIE in browser.cookies


@pytest.mark.parametrize("hostile", [*HOSTILE, "\0", "\u202egnp.exe", "'\"><b>", "x" * 3000])
def test_whatever_is_typed_is_shown_as_text(school: School, browser: TestClient, hostile) -> None:
    school.room("5B", school.person("Vega"))
    answer = send(browser, "/join", door="new", code=hostile, nickname=hostile)
    assert answer.status_code in (401, 422)
    tags = set(re.findall(r"<\s*(\w+)", answer.text))
    assert tags <= {
        "html", "head", "meta", "title", "style", "body", "nav", "main", "p", "h1", "h2", "form",
        "input", "label", "small", "button", "a",
    } | {"DOCTYPE"}  # fmt: skip
    assert "onerror=" not in re.sub(r'value="[^"]*"', "", answer.text)


def test_a_class_and_a_nickname_with_marks_are_shown_as_text(
    school: School, browser: TestClient
) -> None:
    _, code = school.room("<b>5B</b> & co", school.person("Vega"))
    answer = send(browser, "/join", door="new", code=code.code, nickname="<i>Ana</i>")
    assert answer.status_code == 200
    assert "&lt;i&gt;Ana&lt;/i&gt;" in answer.text
    assert "&lt;b&gt;5B&lt;/b&gt; &amp; co" in answer.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a=" + b"b" * 20_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=1" % n for n in range(100)), "application/x-www-form-urlencoded"),
    ],
)
def test_a_form_that_is_too_long_is_not_read(browser: TestClient, body: bytes, kind: str) -> None:
    answer = browser.post("/join", content=body, headers={"content-type": kind})
    assert answer.status_code == 413


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"{}", b"form", b"%00=%ff", b"code[]=1&code=2"])
def test_a_malformed_form_is_refused_and_nothing_breaks(browser: TestClient, body: bytes) -> None:
    for path in ("/join", "/signin", "/signout", "/welcome"):
        assert browser.post(path, content=body).status_code == 403


def test_before_the_first_class_nobody_has_to_pass_the_door(
    school: School, browser: TestClient
) -> None:
    assert browser.get("/").text == "the page /"
    school.room("5B", school.person("Vega"))
    answer = browser.get("/", params={"lang": "es"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/join?lang=es")
    assert browser.get("/", params={"lang": "//evil"}).headers["location"] == "/join"
    assert browser.get("/talk").status_code == 303
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/", params={"try": "1"}).status_code == 200
    assert browser.get("/", params={"me": "x" * 24}).status_code == 200


def test_a_database_in_trouble_is_told_without_a_word_of_it(
    school: School, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.person("Vega")

    def fail(*_: object, **__: object) -> None:
        raise StorageError("/secret/tutor.sqlite3: the disk is full")

    monkeypatch.setattr(type(school.stores.guesses), "take", fail)
    answer = send(browser, "/signin", name="Vega", password=PASSWORD)
    assert (answer.status_code, told(answer)) == (503, EN("trouble.start"))
    assert "secret" not in answer.text
