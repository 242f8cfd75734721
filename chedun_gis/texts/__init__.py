"""Every word of the product in Chinese and English, and how faults and figures are worded."""

from chedun_gis.texts.clock import local_time, local_time_of, moment_of, now_utc, today
from chedun_gis.texts.markup import clean, markup
from chedun_gis.texts.problems import (
    Untold,
    fault_of,
    fault_text,
    lines_of,
    place_of,
    rule_line,
    sentence_of,
    source_line,
    told,
)
from chedun_gis.texts.table import LANGS, TEXTS, Lang, lang_of, say, text
from chedun_gis.texts.wording import (
    HECTARE_M2,
    bare,
    clause_in_words,
    clause_of,
    hectares,
    joined,
    percent,
    stage_title,
    verdict,
    verdict_of,
)
