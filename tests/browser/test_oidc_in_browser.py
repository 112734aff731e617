"""Signing in by another service, over a real provider on loopback; needs the extra `oidc`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Server
from tutor.app import Tutor
from tutor.core.people import OPERATOR, Role
from tutor.settings import Settings

pytest.importorskip("authlib", reason="the extra `oidc` is not installed")

from tests.browser.identity_provider import CLIENT, Provider, serve_identities

SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "a secret of this test alone, long enough"
client_id = "{client}"
client_secret = "s"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@dataclass
class Office:
    """A server, and the provider that vouches for people."""

    server: Server
    provider: Provider
    tutor: Tutor


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    data, here = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("elsewhere")
    (here / ".streamlit").mkdir()
    with serve_identities() as provider, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTOR_OIDC", "on")
        patch.setenv("TUTOR_OIDC_DOMAINS", "school.example")
        server = Server(data, here, ready="healthz")
        (here / ".streamlit" / "secrets.toml").write_text(
            SECRETS.format(address=server.address, client=CLIENT, provider=provider.url)
        )
        tutor = Tutor(Settings(data_dir=data, index="lexical"))
        boss = "boss@school.example"
        tutor.classroom.add_account(OPERATOR, boss, Role.ADMINISTRATOR)
        vega = tutor.classroom.add_account(OPERATOR, "Vega", Role.TEACHER).account
        tutor.classroom.add_class(OPERATOR, "5B", "bird-woman", teacher=vega.id)
        yield Office(server, provider, tutor)
        tutor.close()
        server.stop()


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en-US")
    context.set_default_timeout(90_000)
    yield context
    context.close()


def sign_in(office: Office, window: BrowserContext, **claims: object) -> Page:
    office.provider.claims = claims
    page = window.new_page()
    page.goto(f"{office.server.address}/signin")
    page.get_by_role("link", name="Sign in with my school account").click()
    page.get_by_role("button", name="Sign in with my school account").click()
    return page


def test_an_administrator_who_was_added_comes_in_and_goes_out(
    office: Office, window: BrowserContext
) -> None:
    page = sign_in(office, window, email="Boss@school.example", email_verified=True)
    page.get_by_role("link", name="Administration").click()
    page.get_by_role("heading", name="State of the program").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Join your class").first.wait_for()


def test_of_a_named_domain_a_teacher_is_made_and_no_administrator(
    office: Office, window: BrowserContext
) -> None:
    page = sign_in(office, window, email="new@school.example", email_verified=True)
    page.get_by_text("Signed in with an account").wait_for(state="attached")
    assert page.get_by_role("link", name="Administration").count() == 0
    made = office.tutor.classroom.account_named(OPERATOR, "new@school.example")
    assert made.role is Role.TEACHER


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "boss@other.example", "email_verified": True},
        {"email": "boss@school.example", "email_verified": False},
        {"email": "boss@school.example"},
    ],
)
def test_who_is_not_known_or_not_verified_is_told_so(
    office: Office, window: BrowserContext, claims: dict[str, object]
) -> None:
    page = sign_in(office, window, **claims)
    page.get_by_text("has no account here").wait_for()
    assert page.get_by_role("link", name="Administration").count() == 0
    assert page.locator("textarea").count() == 0


def test_a_forged_cookie_of_the_service_opens_nothing(
    office: Office, window: BrowserContext
) -> None:
    address = office.server.address
    window.add_cookies([{"name": "_streamlit_user", "value": "forged", "url": address}])
    page = window.new_page()
    page.goto(address)
    page.get_by_text("You are signed out").wait_for()
    assert page.locator("textarea").count() == 0
