"""What a teacher settles for one student on the student's page."""

from __future__ import annotations

from tests.ui.teaching.conftest import EN, Desk, click, told
from tutor.core.people import OPERATOR


def test_level_and_language_are_settled_and_given_back_to_the_tutor(desk: Desk) -> None:
    ana = desk.join("Ana").actor.id
    page = click(desk.open(), f"pupil-{ana}")
    page.selectbox(key=f"override-level-{ana}").set_value("simple")
    page.selectbox(key=f"override-language-{ana}").set_value("es")
    page = click(page, "override-go")
    assert EN("override.set") in told(page)
    newest = desk.classroom.overrides(OPERATOR, ana)[0]
    assert (newest.level, newest.language) == (3.5, "es")
    assert newest.person == desk.account.id
    page.selectbox(key=f"override-level-{ana}").set_value("tutor")
    page.selectbox(key=f"override-language-{ana}").set_value("tutor")
    page = click(page, "override-go")
    assert EN("override.cleared") in told(page)
    assert not desk.classroom.overrides(OPERATOR, ana)[0].is_set
    assert len(desk.classroom.overrides(OPERATOR, ana)) == 2
