"""The invented names of the campaign of 300: cases, first and last names, in five scripts."""

from __future__ import annotations

CASES = tuple(
    f"{bird} of the {place}"
    for bird, place in zip(
        (
            "Heron",
            "Lapwing",
            "Osprey",
            "Curlew",
            "Dunlin",
            "Siskin",
            "Plover",
            "Knot",
            "Whinchat",
            "Garganey",
            "Turnstone",
            "Brambling",
        ),
        (
            "Reeds",
            "Quay",
            "Mill",
            "Ford",
            "Weir",
            "Fen",
            "Strand",
            "Bay",
            "Heath",
            "Mere",
            "Rocks",
            "Grove",
        ),
        strict=True,
    )
)
FIRST_NAMES = (
    "Marenka",
    "Tobiarz",
    "Иларио",
    "Весняна",
    "رواد",
    "سلوان",
    "素琳",
    "Ngôlan",
    "Ωριάνθη",
    "Ketevana",
    "O'Bryn",
    "Łuczena",
)
LAST_NAMES = (
    "Valdemoor",
    "Quennessy",
    "Дорогаст",
    "Залесьян",
    "الوردان",
    "المرساوي",
    "望岳",
    "Trầnvu",
    "Πελαγινός",
    "Zurabani",
    "d'Estremont",
    "Żarnow",
    "Hexwell",
    "Oakenshade",
    "Пятигор",
    "البحران",
    "青柯",
    "Lýsander",
    "Mirakian",
    "Uthwaite",
    "Sorrowby",
    "Kestrane",
    "Вирагост",
    "Thalberg",
    "Ivorsson",
)
