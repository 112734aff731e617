from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.core.language import read_language
from tutor.core.terms import LANGUAGES, Language, other_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Why did the captains hire you?", "en"),
        ("What did you eat in the winter?", "en"),
        ("because they needed the horses", "en"),
        ("¿Por qué te contrataron los capitanes?", "es"),
        ("que comian en el invierno", "es"),
        ("porque necesitaban los caballos", "es"),
    ],
)
@pytest.mark.parametrize("standing", LANGUAGES)
def test_a_sentence_is_read_in_its_language_whatever_came_before(
    text: str, language: Language, standing: Language
) -> None:
    heard = read_language(text, standing)
    assert (heard.language, heard.sure, heard.mixed) == (language, True, False)


@pytest.mark.parametrize("text", ["", "1804", "?!", "😀", "12 34"])
@pytest.mark.parametrize("standing", LANGUAGES)
def test_what_says_nothing_leaves_the_standing_language(text: str, standing: Language) -> None:
    assert read_language(text, standing).language == standing
    assert not read_language(text, standing).sure


@pytest.mark.parametrize("text", ["no", "si", "horses", "caballos", "Cameahwait"])
def test_one_word_is_never_sure(text: str) -> None:
    assert not read_language(text, "en").sure


@pytest.mark.parametrize("text", ["¿Votaste?", "¿Cuándo moriste?", "¡Qué frío!"])
def test_an_opening_mark_makes_a_short_spanish_message_sure(text: str) -> None:
    heard = read_language(text, "en")
    assert (heard.language, heard.sure) == ("es", True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("why did they trust la intérprete", "lewis"),
        ("is it true que Sacagawea", "sacagawea"),
        ("jean baptiste grew up con Clark", "clark"),
        ("creo que la respuesta es the river", "lewis"),
        ("no creo, maybe not", "lewis"),
        ("no way que comieron velas", "lewis"),
        ("tell me más de Seaman", "seaman"),
    ],
)
@pytest.mark.parametrize("standing", LANGUAGES)
def test_two_words_running_are_a_phrase_where_one_is_a_name_or_of_both_languages(
    text: str, name: str, standing: Language
) -> None:
    assert read_language(text, standing, frozenset({name})).mixed


@pytest.mark.parametrize(
    "text",
    [
        "hola Sacagawea did you like the dog",
        "is La Salle a town or a guy",
        "we went to Los Angeles and el paso",
        "pasaron por North Dakota en el invierno",
        "el corps of discovery salió en 1804",
        "a las tres me da miedo el oso",
        "mi prima vive en Great Falls con su perro",
    ],
)
@pytest.mark.parametrize("standing", LANGUAGES)
def test_a_called_name_or_a_place_is_no_phrase(text: str, standing: Language) -> None:
    assert not read_language(text, standing, frozenset({"sacagawea"})).mixed


@pytest.mark.parametrize("standing", LANGUAGES)
def test_what_is_spelled_alike_does_not_turn_the_language(standing: Language) -> None:
    assert read_language("me da pena tu perro", standing).language == "es"
    assert read_language("da captains liked da dog", standing).language == "en"


@pytest.mark.parametrize(
    "text",
    [
        "because they needed caballos para cruzar las montañas",
        "porque ella hablaba shoshone and they did not know it",
    ],
)
def test_a_message_in_both_languages_is_called_mixed(text: str) -> None:
    assert read_language(text, "en").mixed


@pytest.mark.parametrize(
    "text",
    ["my amigo told me the dog was huge", "adios i have to go eat dinner", "me das un hint porfa",
     "la capturaron en three forks", "bye, mañana seguimos con lo de Fort Clatsop"],
)  # fmt: skip
def test_a_borrowed_word_or_a_name_makes_no_message_mixed(text: str) -> None:
    assert not read_language(text, "en", frozenset({"three forks", "fort clatsop"})).mixed


@pytest.mark.parametrize(
    ("text", "language"),
    [("nose xq lo isieron asi", "es"), ("q kieres dcir con eso", "es"),
     ("wat did teh shoshoni wer", "en"), ("idk wut u mean lol", "en")],
)  # fmt: skip
@pytest.mark.parametrize("standing", LANGUAGES)
def test_childrens_spelling_still_tells_the_language(
    text: str, language: Language, standing: Language
) -> None:
    assert read_language(text, standing).language == language


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_any_text_has_a_language(text: str, standing: Language) -> None:
    assert read_language(text, standing).language in (standing, other_language(standing))
