"""The units of other languages, by the English unit or the amount that they stand for.

A cup of coffee of unknown size (Tasse, tasse, Becher) is not here: it is a question.
"""

from typing import Final

from vitk2.text import fold


def _folded(units: dict[str, str]) -> dict[str, str]:
    """Return each folded word with its unit; the words of one unit are separated by commas."""
    return {fold(word.strip()): unit for unit, words in units.items() for word in words.split(",")}


WEIGHT_WORDS: Final = _folded(
    {
        "g": "gramm, gramme, grammes, gramo, gramos, grammo, grammi, grama, gramas, グラム, 그램",
        "kg": "kilos, kilogramm, kilogramme, kilogrammes, kilogramo, kilogramos, キロ, キログラム",
    }
)
"""Each folded word with the unit of weight it means."""

SPOON_WORDS: Final = _folded(
    {
        "tbsp": "el, esslöffel, eßlöffel, cuillère à soupe, cuillères à soupe, cuillerée à soupe, "
        "cuillerées à soupe, c. à soupe, c. à s, cas, cs, cucharada, cucharadas, cda, cdas, "
        "cucchiaio, cucchiai, colher de sopa, colheres de sopa, eetlepel, eetlepels, spsk, "
        "spiseske, spiseskeer, msk, matsked, matskedar, 大さじ, 大匙, 큰술",
        "tsp": "tl, teelöffel, kaffeelöffel, cuillère à café, cuillères à café, cuillère à thé, "
        "cuillères à thé, c. à café, c. à c, cac, cucharadita, cucharaditas, cdta, cdtas, "
        "cucchiaino, cucchiaini, colher de chá, colheres de chá, theelepel, theelepels, tsk, "
        "teske, teskeer, tesked, teskedar, 小さじ, 小匙, 작은술",
    }
)
"""Each folded word with the English spoon."""

_SPOON_ML: Final = {"tbsp": 15.0, "tsp": 5.0}
"""Spoons outside the United States are metric."""

VOLUME_WORDS: Final = {
    **{word: _SPOON_ML[spoon] for word, spoon in SPOON_WORDS.items()},
    **dict.fromkeys(map(fold, ("taza", "tazas")), 250.0),
    **dict.fromkeys(map(fold, ("カップ", "컵")), 200.0),
    **dict.fromkeys(map(fold, ("litro", "litros", "リットル")), 1000.0),
    **dict.fromkeys(map(fold, ("ミリリットル", "ｍｌ", "cc")), 1.0),
}
"""Millilitres of each folded word: of Spanish recipes a cup is 250 ml, of Japanese ones 200 ml."""

SERVING_WORDS: Final = _folded(
    {
        "slice": "scheibe, scheiben, tranche, tranches, rebanada, rebanadas, loncha, lonchas, "
        "rodaja, rodajas, fetta, fette, fatia, fatias, plak, plakje, plakjes, plakken, skive, "
        "skiver, skiva, skivor, 切れ, 枚, 조각",
        "glass": "glas, gläser, verre, verres, vaso, vasos, bicchiere, bicchieri, copo, copos, "
        "glazen, 杯",
        "can": "dose, dosen, büchse, büchsen, boîte, boîtes, lata, latas, scatola, lattina, "
        "blik, blikken, dåse, dåser, burk, burkar, 缶, 캔",
        "bunch": "bund, botte, bottes, manojo, manojos, mazzo, mazzetto, maço, bosje, bundt, "
        "knippe, 束, 단",
        "handful": "handvoll, poignée, poignées, puñado, puñados, manciata, punhado, handvol, "
        "håndfuld, handfull",
        "pinch": "prise, prisen, pincée, pincées, pizca, pizcas, pizzico, pitada, snufje, nypa",
        "portion": "portionen, portions, ración, raciones, porción, porciones, porzione, "
        "porzioni, porção, porções, portie, porties, portioner, 人前, 인분",
        "pack": "packung, packungen, päckchen, paquet, paquets, paquete, paquetes, pacchetto, "
        "pacote, pak, pakje, pakke, paket, パック, 팩",
        "leaf": "blatt, blätter, feuille, feuilles, hoja, hojas, foglia, foglie, folha, folhas, "
        "blad, blade, blaadjes",
        "clove": "zehe, zehen, gousse, gousses, diente, dientes, spicchio, spicchi, teen, fed, "
        "klyfta, klyftor, 片",
        "piece": "stück, stücke, pièce, pièces, unité, unités, pieza, piezas, unidad, unidades, "
        "pezzo, pezzi, unidade, stuk, stuks, styk, 個, 個分, 개",
        "bowl": "schüssel, schale, bol, bols, tazón, tazones, ciotola, tigela, skål, skåle",
    }
)
"""Each folded word with the English unit of serving."""

BEFORE_NUMBER: Final = ("大さじ", "大匙", "小さじ", "小匙", "カップ", "큰술", "작은술")
"""Units that are written before their number: 大さじ2."""
