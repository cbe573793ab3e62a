"""English names of languages (ISO 639-1, and others that campaigns meet): in a cell of languages a
comma separates where every part is one of these."""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
Abkhaz|Acholi|Afar|Afrikaans|Akan|Albanian|Amharic|Arabic|Aramaic|Armenian|Assamese|Assyrian|Avar
Avaric|Aymara|Azerbaijani|Bahasa|Balochi|Baluchi|Bambara|Bashkir|Basque|Belarusian|Bengali|Berber
Bislama|Bosnian|Breton|Bulgarian|Burmese|Cantonese|Catalan|Cebuano|Chamorro|Chechen|Chewa|Chichewa
Chinese|Chuvash|Circassian|Corsican|Cree|Creole|Crimean Tatar|Croatian|Czech|Danish|Dari|Dhivehi
Dinka|Dutch|Dzongkha|English|Esperanto|Estonian|Ewe|Faroese|Farsi|Fijian|Filipino|Finnish|Flemish
French|Fula|Fulani|Gaelic|Galician|Ganda|Georgian|German|Greek|Greenlandic|Guarani|Gujarati
Haitian Creole|Hausa|Hawaiian|Hebrew|Herero|Hindi|Hmong|Hungarian|Icelandic|Igbo|Indonesian|Ingush
Inuktitut|Irish|Italian|Japanese|Javanese|Kabyle|Kannada|Karen|Kashmiri|Kazakh|Khmer|Kikuyu
Kinyarwanda|Kirghiz|Kirundi|Komi|Kongo|Korean|Krio|Kurdish|Kurmanji|Kyrgyz|Lao|Latin|Latvian
Lezgian|Limburgish|Lingala|Lithuanian|Luganda|Luo|Luxembourgish|Maasai|Macedonian|Malagasy|Malay
Malayalam|Maldivian|Maltese|Mandarin|Mandinka|Maori|Marathi|Mari|Marshallese|Maya|Mirandese
Moldovan|Mongolian|Montenegrin|Nahuatl|Navajo|Ndebele|Nepali|Northern Sami|Norwegian|Nuer|Nyanja
Occitan|Odia|Oriya|Oromo|Ossetian|Papiamento|Pashto|Pashtu|Persian|Polish|Portuguese|Punjabi
Quechua|Rohingya|Romani|Romanian|Romansh|Rundi|Russian|Rusyn|Samoan|Sango|Sanskrit|Saraiki
Sardinian|Scottish Gaelic|Serbian|Serbo-Croatian|Sesotho|Setswana|Shona|Sign language|Sindhi
Sinhala|Sinhalese|Slovak|Slovene|Slovenian|Somali|Sorani|Sotho|Spanish|Sundanese|Swahili|Swati
Swedish|Syriac|Tagalog|Tahitian|Tajik|Tamazight|Tamil|Tatar|Telugu|Tetum|Thai|Tibetan|Tigre
Tigrinya|Tok Pisin|Tongan|Tsonga|Tswana|Turkish|Turkmen|Tuvan|Twi|Udmurt|Ukrainian|Urdu|Uyghur
Uzbek|Venda|Vietnamese|Walloon|Welsh|Wolof|Xhosa|Yakut|Yiddish|Yoruba|Zazaki|Zhuang|Zulu
"""
LANGUAGES: Final = frozenset(
    name for line in _NAMES.split("\n") for name in line.split("|") if name
)
