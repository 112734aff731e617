"""A small valid bilingual pack in files: 2 passages, 1 concept, 1 question."""

from __future__ import annotations

from pathlib import Path

PACK = """\
id: tiny
title: {en: A tiny pack, es: Un paquete pequeño}
languages: [en, es]
grades: [4, 10]
personas: [sacajawea]
licence: CC-BY-4.0
authors: [Living History Tutor]
lessons:
  - id: mandan
    title: {en: Winter, es: Invierno}
    source: mandan.hired
    questions: [why-hired]
"""

CONCEPTS = """\
- id: interpreters
  title: {en: Why interpreters were hired, es: Por qué contrataron intérpretes}
  words: {en: [interpreter, translate], es: [intérprete, traducir]}
"""

QUESTIONS = """\
- id: why-hired
  concept: interpreters
  main: {en: Why was she hired?, es: ¿Por qué la contrataron?}
  depth: cause
  support: [mandan.hired]
  summary: {en: She spoke Shoshone., es: Ella hablaba shoshón.}
  expectations:
    - id: spoke-shoshone
      concept: interpreters
      says:
        en: [She spoke Shoshone., She knew Shoshone., Shoshone was her language.]
        es: [Ella hablaba shoshón., Sabía shoshón., El shoshón era su lengua.]
      accepted: {en: [cuz she knew the shoshone language], es: [sabia shoshon]}
      rejected: {en: [she spoke english], es: [hablaba inglés]}
      hint: {en: Think of languages., es: Piensa en las lenguas.}
      prompt: {en: She spoke ..., es: Ella hablaba ...}
      assertion: {en: She spoke Shoshone., es: Ella hablaba shoshón.}
      support: [mandan.hired]
  misconceptions:
    - id: she-was-the-guide
      concept: interpreters
      says: {en: [She was the guide.], es: [Era la guía.]}
      refutation: {en: She was hired to interpret., es: La contrataron como intérprete.}
      support: [mandan.hired]
"""

HIRED_EN = """\
---
title: Hired at Fort Mandan
concepts: [interpreters]
kind: journal
sources:
  - {author: William Clark, work: {en: journal, es: diario}, date: 1804-11-04}
when: 1804-11-04
teller: sacajawea
quotes:
  - {text: "we engau him to go on with us", author: William Clark, date: 1804-11-04}
asks: [why did they hire you, how did you get the job]
---

## simple

{She|I} lived near Fort Mandan in November 1804. Captain Clark hired {her|my} husband.

### cause

The captains wanted to talk with the Shoshone. So they had to find a person who knew their words.

## standard

{She|I} was living near Fort Mandan in November 1804, when Captain Clark hired {her|my} husband.
Clark noted in his journal: "we engau him to go on with us."

## advanced

{She|I} was living among the Hidatsa near Fort Mandan in November 1804, when Captain Clark
engaged {her|my} husband as an interpreter, although {she|I} was the one who understood Shoshone.
"""

HIRED_ES = """\
---
title: Contratada en el Fuerte Mandan
asks: [por qué te contrataron]
---

## sencillo

{Ella vivía|Yo vivía} cerca del Fuerte Mandan en noviembre de 1804. Clark contrató a {su|mi} esposo.

### causa

Los capitanes querían hablar con los shoshones. Tenían que hallar a una persona que los entendiera.

## estándar

{Ella vivía|Yo vivía} cerca del Fuerte Mandan en noviembre de 1804, cuando el capitán Clark
contrató a {su|mi} esposo como intérprete. Clark escribió que había aceptado viajar con ellos.

## avanzado

{Ella vivía|Yo vivía} entre los hidatsas, cerca del Fuerte Mandan, en noviembre de 1804, cuando el
capitán Clark contrató a {su|mi} esposo como intérprete, aunque solamente {ella|yo} comprendía
perfectamente la lengua de los shoshones.
"""

WINTER_EN = """\
---
title: A cold winter
concepts: [interpreters]
kind: scholarship
sources:
  - {author: A historian, work: {en: A history, es: Una historia}, date: 1996}
voice: guide
asks: [was it cold]
---

## simple

It was a cold winter. The river froze for five months. The men had to hunt for food in the snow.

## standard

The winter was extremely cold, and the Missouri River remained frozen for about five months.
Hunters often travelled through deep snow to find buffalo.

## advanced

The winter at the fort was exceptionally severe, and the river remained frozen for approximately
five months, while hunting parties regularly travelled considerable distances through deep snow.
"""

WINTER_ES = """\
---
title: Un invierno frío
asks: [hacía frío]
---

## simple

Fue un invierno muy frío. El río se heló por cinco meses. Los hombres tenían que cazar en la nieve.

## standard

Fue un invierno muy frío y el gran río quedó helado durante cinco meses. Los hombres salían con
frecuencia a cazar búfalos en la nieve profunda.

## advanced

El invierno fue excepcionalmente riguroso y el río permaneció helado durante aproximadamente cinco
meses, mientras los cazadores recorrían regularmente distancias considerables por la nieve profunda.
"""

FILES = {
    "pack.yaml": PACK,
    "concepts.yaml": CONCEPTS,
    "questions/mandan.yaml": QUESTIONS,
    "passages/mandan.hired.en.md": HIRED_EN,
    "passages/mandan.hired.es.md": HIRED_ES,
    "passages/mandan.winter.en.md": WINTER_EN,
    "passages/mandan.winter.es.md": WINTER_ES,
}


def write_tiny_pack(folder: Path) -> Path:
    """Write the pack into `folder`, which should be called `tiny`, and give the folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
