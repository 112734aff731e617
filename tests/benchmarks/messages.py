"""What students of the shipped pack might say, for the benchmarks: all kinds, both languages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

QUESTIONS = (
    "Why did they hire you?",
    "What was your baby's name?",
    "How did you meet your brother?",
    "did the boat tip over??",
    "what did you eat in the winter",
    "Who was York and what did he do?",
    "tell me about the dog",
    "Did you see the whale?",
    "why did clark want the blue beads",
    "What happened to you after the journey?",
    "were you the guide who led them all the way?",
    "Who was the president of Mexico in 1950?",
    "how do we know what you said if you left no writings?",
    "and why?",
)
PREGUNTAS = (
    "¿Por qué te contrataron?",
    "¿Cómo se llamaba tu bebé?",
    "¿qué pasó cuando se volcó el barco?",
    "¿Quién era York?",
    "cuéntame de los caballos por favor",
    "¿Viste la ballena en el mar?",
    "¿cuántos idiomas hacían falta para hablar con los shoshones?",
    "¿Te pagaron por tu trabajo?",
)
ANSWERS = (
    "because she could speak shoshone and they needed horses from her people",
    "maybe because a woman with a baby showed that they came in peace",
    "she was the guide and she showed them the whole way to the ocean",
    "they passed it along from english to french to hidatsa to shoshone",
    "idk",
    "her husband got the money because he was the one they hired",
    "just tell me",
    "everybody voted, york and her too, about where to stay for the winter",
)
RESPUESTAS = (
    "porque hablaba shoshón y necesitaban caballos",
    "no sé",
    "para que vieran que venían en paz, una mujer con su bebé no va a la guerra",
    "le pagaron a su esposo y a ella nada",
)
REQUESTS = (
    "ask me a question",
    "simpler please",
    "más profundo",
    "thanks!",
    "hazme una pregunta",
    "can you tell it as a list?",
    "what do you mean?",
    "my favourite game is soccer lol",
)


def talk() -> Iterator[str]:
    """Give messages without end, no two neighbours of one kind; a number varies each round."""
    kinds = [cycle(kind) for kind in (QUESTIONS, ANSWERS, REQUESTS, PREGUNTAS, ANSWERS, RESPUESTAS)]
    count = 0
    while True:
        for kind in kinds:
            count += 1
            text = next(kind)
            yield text if count % 5 else f"{text} ({count})"
