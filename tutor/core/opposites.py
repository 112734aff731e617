"""Words that say the opposite, so that "they took the horses" is not read as "they gave".

A polar word is its partner denied ("scared" is "not calm"); a turning word only speaks against a
reference that has its partner ("took" against "gave").
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache

from tutor.core.inflection import word_key
from tutor.core.terms import Language

_POLAR: dict[Language, tuple[str, ...]] = {
    "en": (
        "calm scared", "calm panic", "calm screaming", "friend enemy", "friend hostile",
        "slave free", "more less", "many few", "alive die", "open closed", "safe dangerous",
        "easy hard", "same different", "right wrong", "true false", "rich poor", "happy sad",
        "increase decrease", "complete incomplete", "connected disconnected", "equal unequal",
        "fair unfair", "brave coward", "legal illegal", "rain drought", "food hungry",
        "small big", "cheap expensive",
    ),
    "es": (
        "calma miedo", "calma panico", "calma gritar", "amigo hostil",
        "mas menos", "muchos pocos",
        "seguro peligroso", "facil dificil", "mismo diferente", "verdad mentira", "rico pobre",
        "feliz triste", "aumentar disminuir", "completo incompleto", "justo injusto",
        "valiente cobarde", "legal ilegal", "lluvia sequia", "comida hambre",
        "pequeno grande", "barato caro",
    ),
}  # fmt: skip
_TURNING: dict[Language, tuple[str, ...]] = {
    "en": (
        "before after", "first last", "alone together", "buy sell", "give take", "find lose",
        "save lose", "win lose", "east west", "north south", "help hurt", "always never",
        "everything nothing", "everyone nobody", "hot cold", "up down", "absorb release",
        "melt freeze", "push pull", "love hate", "start stop", "go stay", "all only",
        "every only", "day night", "near far", "inside outside", "remember forget",
        "positive negative", "heavy light", "long short", "high low", "attract repel",
        "husband brother", "husband father", "brother father", "same different", "fast slow",
        "hard soft", "wet dry", "float sink", "import export", "connect separate", "rise fall",
        "attack protect", "agree refuse",
    ),
    "es": (
        "antes despues", "primero ultimo", "sola juntos", "comprar vender", "dar quitar",
        "encontrar perder", "salvar perder", "ganar perder", "este oeste", "norte sur",
        "ayudar danar", "siempre nunca", "todo nada", "todos nadie", "caliente frio",
        "subir bajar", "absorber soltar", "derretir congelar", "empujar jalar", "amar odiar",
        "empezar parar", "ir quedar", "todos solo", "todo solo", "todas solo", "dia noche",
        "cerca lejos", "dentro fuera", "recordar olvidar", "positivo negativo", "pesado ligero",
        "largo corto", "alto bajo", "atraer repeler", "esposo hermano", "hermano papa",
        "rapido lento", "duro blando", "mojado seco", "flotar hundir", "conectar separar",
        "atacar proteger", "aceptar rechazar",
    ),
}  # fmt: skip


@cache
def polar(language: Language) -> dict[str, str]:
    """Give for the key of each polar word the key that it denies."""
    found: dict[str, str] = {}
    for pair in _POLAR[language]:
        one, other = (word_key(word, language) for word in pair.split())
        if one != other:
            found.setdefault(other, one)
    return found


@cache
def turning(language: Language) -> dict[str, frozenset[str]]:
    """Give for the key of each turning word the keys of its opposites."""
    found: dict[str, set[str]] = {}
    for pair in _TURNING[language]:
        one, other = (word_key(word, language) for word in pair.split())
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {key: frozenset(others) for key, others in found.items()}


def opposes(said: AbstractSet[str], known: AbstractSet[str], language: Language) -> bool:
    """Tell whether an answer's keys have the opposite of one of a reference's, and not that one."""
    opposite = turning(language)
    return any(
        key in opposite
        and key not in said
        and not opposite[key].isdisjoint(said)
        and opposite[key].isdisjoint(known)
        for key in known
    )
