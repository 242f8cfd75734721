"""Word a reference into the plan: chapter and item, as the plan numbers them."""

from chedun_gis.texts import Lang, say

# The plan's fourth chapter came without its own numbering; its parts are named by topic.
_TOPICS_EN = {
    "（布局）": " (layout) ",
    "（服务业）": " (services) ",
    "（农业）": " (agriculture) ",
    "附件": "annex ",
    "；": "; ",
}


def clause_of(ref: str, lang: Lang) -> str:
    """Return the clause as it is cited beside a figure or on a card."""
    if lang == "en":
        for zh, en in _TOPICS_EN.items():
            ref = ref.replace(zh, en)
    return say("clause", lang, ref=ref)
