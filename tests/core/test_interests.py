from __future__ import annotations

import pytest

from tutor.core.interests import (
    find_interests,
    interest_name,
    interest_words,
    load_interests,
    touches,
)
from tutor.core.terms import LANGUAGES, Language

TAGS = sorted(load_interests())
SHOWN = [
    ("do you have a dog", "en", "animals"),
    ("i saw a grizzly at the zoo once", "en", "animals"),
    ("were there wolves", "en", "animals"),
    ("what did yall eat for dinner", "en", "food"),
    ("i love cooking with my grandma", "en", "food"),
    ("i have three sisters", "en", "family"),
    ("her mom must be so sad", "en", "family"),
    ("i like looking at old maps", "en", "maps"),
    ("which route did they take", "en", "maps"),
    ("i speak two languages at home", "en", "languages"),
    ("who translated for them", "en", "languages"),
    ("that sounds dangerous", "en", "danger"),
    ("did anyone die in a battle", "en", "danger"),
    ("what plants did they find", "en", "plants"),
    ("were the berries good", "en", "plants"),
    ("i want to be a nurse", "en", "medicine"),
    ("she got sick right", "en", "medicine"),
    ("how much were the beads worth", "en", "trade"),
    ("what did they buy", "en", "trade"),
    ("i go hiking a lot", "en", "mountains"),
    ("who climbed the mountains", "en", "mountains"),
    ("we went swimming in the lake", "en", "water"),
    ("did the canoes leak", "en", "water"),
    ("i love old dresses and fashion", "en", "clothes"),
    ("was it snowing", "en", "weather"),
    ("we go camping every summer", "en", "travel"),
    ("what were their jobs", "en", "work"),
    ("did she have friends", "en", "friends"),
    ("i hate horses but i love dogs", "en", "animals"),
    ("what tools did they use to build it", "en", "work"),
    ("tengo dos perritos", "es", "animals"),
    ("me encantan los caballos", "es", "animals"),
    ("vieron osos", "es", "animals"),
    ("que comían en la cena", "es", "food"),
    ("me gusta cocinar con mi abuela", "es", "food"),
    ("tengo tres hermanas", "es", "family"),
    ("su mamá ha de estar triste", "es", "family"),
    ("me gustan los mapas viejos", "es", "maps"),
    ("que ruta tomaron", "es", "maps"),
    ("en mi casa hablamos dos idiomas", "es", "languages"),
    ("quien traducía", "es", "languages"),
    ("suena peligroso", "es", "danger"),
    ("murió alguien en una batalla", "es", "danger"),
    ("que plantas encontraron", "es", "plants"),
    ("a que sabían las raíces", "es", "plants"),
    ("quiero ser doctora", "es", "medicine"),
    ("se enfermaron de algo", "es", "medicine"),
    ("cuánto dinero les pagaron", "es", "trade"),
    ("que cosas compraron", "es", "trade"),
    ("me gusta escalar", "es", "mountains"),
    ("quien cruzó las montañas", "es", "mountains"),
    ("fuimos a nadar al lago", "es", "water"),
    ("cuantas canoas llevaban", "es", "water"),
    ("me gusta la ropa antigua", "es", "clothes"),
    ("estaba nevando", "es", "weather"),
    ("vamos a acampar cada verano", "es", "travel"),
    ("en que trabajaban", "es", "work"),
    ("ella tenía amigas", "es", "friends"),
    ("odio los caballos pero me encantan los perros", "es", "animals"),
    ("con que herramientas lo construyeron", "es", "work"),
]
NOT_SHOWN = [
    ("i hate horses", "en"),
    ("i don't like animals", "en"),
    ("dont really like dogs", "en"),
    ("im not into maps", "en"),
    ("horses are boring", "en"),
    ("so sick of maps", "en"),
    ("idk what to say", "en"),
    ("odio los caballos", "es"),
    ("no me gustan los animales", "es"),
    ("a mi no me interesan los mapas", "es"),
    ("me aburren los caballos", "es"),
    ("que flojera", "es"),
    ("quienes son ellos", "es"),
]


@pytest.mark.parametrize("tag", TAGS)
def test_an_interest_has_a_name_in_both_languages(tag: str) -> None:
    assert interest_name(tag, "en") != interest_name(tag, "es")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tag", TAGS)
def test_the_words_of_an_interest_are_found_as_they_are_written(
    tag: str, language: Language
) -> None:
    for word in load_interests()[tag].words_in(language):
        assert touches(word, tag, language)
        assert word in interest_words(tag)


@pytest.mark.parametrize(("message", "language", "tag"), SHOWN)
def test_an_interest_is_heard_in_any_inflection(message: str, language: Language, tag: str) -> None:
    assert tag in find_interests(message, language)


@pytest.mark.parametrize(("message", "language"), NOT_SHOWN)
def test_what_is_disliked_or_not_named_is_no_interest(message: str, language: Language) -> None:
    assert find_interests(message, language) == ()


def test_a_message_in_both_languages_shows_interests_in_both() -> None:
    assert set(find_interests("i like los caballos and maps", "en", mixed=True)) == {
        "animals", "maps",
    }  # fmt: skip


def test_an_interest_that_nobody_named_is_called_by_its_tag() -> None:
    assert (interest_name("chess", "es"), interest_words("chess")) == ("chess", "chess")
