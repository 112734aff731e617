"""The door of `tutor serve`: forms that set the cookie which tells who a browser belongs to."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tutor.classroom.classroom import Classroom
from tutor.classroom.doors import SHORTEST_PASSWORD, Entry
from tutor.core.people import TEACHING
from tutor.core.terms import LANGUAGES
from tutor.errors import NicknameError, RefusedError, TutorError, WaitError
from tutor.ui import door_pages
from tutor.ui.cookies import FORM_COOKIE, SEAT_COOKIE
from tutor.ui.door_pages import FORM_FIELD, Seen
from tutor.ui.strings import Words, language_of, words

_MOST_BYTES = 8192
_MOST_FIELDS = 12
_PAGES = ("/", "/talk", "/progress", "/class", "/admin")
_HOMES = ("/talk", "/class")
"""The first page of who does not teach, and of who does."""
_VOUCHED = "_streamlit_user"
"""The cookie in which Streamlit keeps, signed, whom another service vouches for."""
_OPENINGS = frozenset({"try", "me", "ticket", "oidc"})
"""What an address holds that needs no door: the page sees to it."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'self'; base-uri 'none'",
}
_log = logging.getLogger(__name__)
Given = TypeVar("Given")
Form = dict[str, str]


class TooLongError(TutorError):
    """A form holds more than a form of ours can."""


@dataclass(frozen=True, slots=True)
class _Caller:
    """Who sends a form, as far as a browser tells."""

    address: str
    seat: str
    seen: Seen
    secure: bool


class Door:
    """The routes of the door over a classroom."""

    def __init__(
        self,
        classroom: Callable[[], Classroom],
        companies: Callable[[], tuple[str, ...]] = tuple,
        *,
        oidc: bool = False,
    ) -> None:
        """Stand before a classroom, which is opened when somebody comes.

        Args:
            classroom: gives it.
            companies: names whose servers get a student's words where no class forbids it.
            oidc: accounts may sign in by another service.
        """
        self._classroom, self._companies, self._oidc = classroom, companies, oidc

    def routes(self) -> list[Route]:
        """Give the routes."""
        both = ["GET", "POST"]
        return [
            Route("/join", self._join, methods=both),
            Route("/signin", self._sign_in, methods=both),
            Route("/signout", self._sign_out, methods=both),
            Route("/welcome", self._welcome, methods=both),
        ]

    async def needs_door(self, request: Request) -> bool:
        """Tell whether a visitor has to choose a way in before the page."""
        if not _OPENINGS.isdisjoint(request.query_params) or self._is_vouched(request):
            return False
        return await run_in_threadpool(self._is_stranger, request.cookies.get(SEAT_COOKIE, ""))

    async def leads_home(self, request: Request) -> bool:
        """Tell whether an address names the caller's first page, which stands at the root."""
        if request.url.path not in _HOMES or self._is_vouched(request):
            return False
        seat = request.cookies.get(SEAT_COOKIE, "")
        teaches = await run_in_threadpool(self._teaches, seat)
        return request.url.path == _HOMES[teaches]

    def _teaches(self, seat: str) -> bool:
        try:
            actor = self._classroom().doors.who_is(seat) if seat else None
        except TutorError:
            return False
        return actor is not None and actor.role in TEACHING

    def _is_vouched(self, request: Request) -> bool:
        """Let the page look at what another service says; only it can read that."""
        return self._oidc and _VOUCHED in request.cookies

    def _is_stranger(self, seat: str) -> bool:
        try:
            room = self._classroom()
            return room.doors.who_is(seat) is None and room.is_used()
        except TutorError:
            _log.exception("The door cannot be asked; the page will say what is wrong.")
            return False

    async def _join(self, request: Request) -> Response:
        return await self._serve(request, door_pages.join_page, self._let_student_in)

    async def _sign_in(self, request: Request) -> Response:
        draw = partial(door_pages.sign_in_page, oidc=self._oidc)
        return await self._serve(request, draw, self._let_account_in)

    async def _welcome(self, request: Request) -> Response:
        return await self._serve(request, self._welcome_form, self._let_chooser_in)

    async def _sign_out(self, request: Request) -> Response:
        return await self._serve(request, lambda seen, _: door_pages.sign_out_page(seen), self._out)

    async def _serve(
        self,
        request: Request,
        draw: Callable[[Seen, Form], str],
        act: Callable[[_Caller, Form], Response],
    ) -> Response:
        """Draw a form, or do what it asks for; whatever goes wrong is told above the form."""
        try:
            form = await _read_form(request) if request.method == "POST" else _query(request)
        except TooLongError:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        caller = _caller(request, form, self._companies())
        if request.method != "POST":
            return await run_in_threadpool(_drawn, draw, caller, form, "", HTTPStatus.OK)
        if not _comes_from_here(request, form):
            told = caller.seen.language("door.again")
            return await run_in_threadpool(_drawn, draw, caller, form, told, HTTPStatus.FORBIDDEN)
        return await run_in_threadpool(_done, draw, act, caller, form)

    def _let_student_in(self, caller: _Caller, form: Form) -> Response:
        doors, code, name = self._classroom().doors, form.get("code", ""), form.get("nickname", "")
        if form.get("door") == "back":
            key = form.get("key", "")
            entry = doors.come_back(code, name, key, caller.address, caller.seat)
            return _seated(RedirectResponse("/", HTTPStatus.SEE_OTHER), entry, caller)
        entry = doors.join(code, name, caller.address, caller.seat)
        member, room = self._classroom().seat_of(entry.actor, entry.actor.id)
        page = door_pages.seated_page(caller.seen, entry.key, member.nickname, room)
        return _seated(HTMLResponse(page, headers=_HEADERS), entry, caller)

    def _let_account_in(self, caller: _Caller, form: Form) -> Response:
        name, password = form.get("name", ""), form.get("password", "")
        entry = self._classroom().doors.sign_in(name, password, caller.address, caller.seat)
        return _seated(RedirectResponse("/", HTTPStatus.SEE_OTHER), entry, caller)

    def _welcome_form(self, seen: Seen, form: Form) -> str:
        link = form.get("link", "")
        try:
            account = self._classroom().doors.invited(link)
        except TutorError as error:
            return door_pages.trouble_page(
                replace(seen, told=seen.told or _tell(error, seen.language)[0])
            )
        return door_pages.welcome_page(seen, link, account.name if account else None)

    def _let_chooser_in(self, caller: _Caller, form: Form) -> Response:
        password = form.get("password", "")
        if len(password) < SHORTEST_PASSWORD:
            raise NicknameError("password", "password")
        doors, link = self._classroom().doors, form.get("link", "")
        entry = doors.choose_password(link, form.get("name", ""), password, caller.seat)
        return _seated(RedirectResponse("/", HTTPStatus.SEE_OTHER), entry, caller)

    def _out(self, caller: _Caller, _form: Form) -> Response:
        self._classroom().doors.sign_out(caller.seat)
        answer = RedirectResponse(f"/join?lang={caller.seen.language.language}", 303)
        answer.delete_cookie(SEAT_COOKIE, httponly=True, samesite="lax", secure=caller.secure)
        return answer


class Doorkeeper:
    """Shows strangers the door before the page, where there are classes."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        """Stand before an application."""
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass, or show the door."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in _PAGES:
            request = Request(scope)
            if await self._door.needs_door(request):
                language = request.query_params.get("lang", "")
                to = f"/join?lang={language}" if language in LANGUAGES else "/join"
                await RedirectResponse(to, HTTPStatus.SEE_OTHER)(scope, receive, send)
                return
            if await self._door.leads_home(request):
                to = f"/?{request.url.query}".removesuffix("?")
                await RedirectResponse(to, HTTPStatus.SEE_OTHER)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _done(
    draw: Callable[[Seen, Form], str],
    act: Callable[[_Caller, Form], Response],
    caller: _Caller,
    form: Form,
) -> Response:
    try:
        return act(caller, form)
    except TutorError as error:
        told, status = _tell(error, caller.seen.language)
        answer = _drawn(draw, caller, form, told, status)
        if isinstance(error, WaitError):
            answer.headers["Retry-After"] = str(round(error.wait_s) + 1)
        return answer


def _drawn(
    draw: Callable[[Seen, Form], str], caller: _Caller, form: Form, told: str, status: int
) -> Response:
    shown = {name: value for name, value in form.items() if name not in ("key", "password")}
    page = draw(replace(caller.seen, told=told), shown)
    answer = HTMLResponse(page, status, headers=_HEADERS)
    answer.set_cookie(
        FORM_COOKIE, caller.seen.proof, httponly=True, samesite="lax", secure=caller.secure
    )
    return answer


def _seated(answer: Given, entry: Entry, caller: _Caller) -> Given:
    assert isinstance(answer, Response)  # noqa: S101 - for the type checker
    answer.set_cookie(
        SEAT_COOKIE,
        entry.token,
        max_age=int(entry.lasts.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=caller.secure,
    )
    return answer


def _tell(error: TutorError, say: Words) -> tuple[str, HTTPStatus]:
    """Say what went wrong in the visitor's language, with the status of the answer."""
    if isinstance(error, WaitError):
        minutes = max(1, round(error.wait_s / 60))
        return say("door.wait", count=minutes), HTTPStatus.TOO_MANY_REQUESTS
    if isinstance(error, NicknameError):
        return say(f"door.fault.{error.fault}"), HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(error, RefusedError):
        return say("door.refused"), HTTPStatus.UNAUTHORIZED
    _log.error("The door is in trouble.", exc_info=error)
    return say("trouble.start"), HTTPStatus.SERVICE_UNAVAILABLE


def _caller(request: Request, form: Form, companies: tuple[str, ...]) -> _Caller:
    asked = form.get("lang", "")
    spoken = request.headers.get("accept-language", "").partition(",")[0]
    language = words("es" if asked == "es" else "en" if asked == "en" else language_of(spoken))
    proof = request.cookies.get(FORM_COOKIE, "")
    proof = proof if len(proof) == 32 and proof.isalnum() else secrets.token_hex(16)
    address = request.client.host if request.client else ""
    seat = request.cookies.get(SEAT_COOKIE, "")
    seen = Seen(language, proof, companies=companies)
    return _Caller(address, seat, seen, request.url.scheme == "https")


def _comes_from_here(request: Request, form: Form) -> bool:
    """Tell whether a form was drawn for this browser: another site cannot read its proof."""
    proof, sent = request.cookies.get(FORM_COOKIE, ""), form.get(FORM_FIELD, "")
    same = secrets.compare_digest(proof.encode(), sent.encode("utf-8", "replace"))
    return bool(proof) and same and request.headers.get("sec-fetch-site") != "cross-site"


def _query(request: Request) -> Form:
    return dict(request.query_params)


async def _read_form(request: Request) -> Form:
    """Read a form of at most `_MOST_BYTES`; TooLongError where it has more."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise TooLongError("the form: too long. Send what the form asks for.")
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise TooLongError("the form: too many fields. Send what the form asks for.") from None
    return dict(pairs)
