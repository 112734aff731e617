"""Words that say the opposite, so that "they took the horses" is not read as "they gave"."""

from __future__ import annotations

from tutor.core.text import words

_PAIRS = (
    "before after", "first last", "alone together", "friend enemy", "friendly hostile", "peace war",
    "peaceful warlike", "buy sell", "bought sold", "give take", "gave took", "find lose",
    "found lost", "save lose", "saved lost", "win lose", "more less", "many few", "big small",
    "rich poor", "easy hard", "free enslaved", "alive dead", "born died", "east west",
    "north south", "happy sad", "same different", "help hurt", "safe dangerous", "always never",
    "everything nothing", "everyone nobody", "calm scared", "calmly screaming",
    "antes despues", "primero ultimo", "sola juntos", "amigo enemigo", "paz guerra",
    "comprar vender", "compro vendio", "dar quitar", "dio quito", "encontrar perder",
    "encontro perdio", "salvar perder", "salvo perdio", "mas menos", "muchos pocos",
    "grande pequeno", "rico pobre", "facil dificil", "libre esclavizado", "vivo muerto",
    "nacio murio", "norte sur", "feliz triste", "mismo diferente", "ayudar danar", "todos nadie",
    "calma panico", "tranquila asustada",
)  # fmt: skip
_OPPOSITE = {one: other for pair in _PAIRS for one, other in (pair.split(), pair.split()[::-1])}


def opposes(answer: str, reference: str) -> bool:
    """Tell whether an answer has the opposite of a word of the reference, and not the word."""
    said, known = set(words(answer)), set(words(reference))
    return any(_OPPOSITE[word] in said and word not in said for word in known & _OPPOSITE.keys())
