"""Say in the page's language what Streamlit has only in English: this module alone knows of it.

Streamlit's own words stand in its scripts and can be given to none of its functions, so a style
sheet writes ours over them. Checked against Streamlit 1.67; a test in the browser finds what a
newer one brings.

| Streamlit's words | where | here |
|---|---|---|
| "Upload", "Drag and drop file here", "Limit 200MB per file" | uploader | one word of ours |
| "Select all", "Select 3 matches" | first entry of a multiple choice | replaced |
| "Press Enter to apply", "1/80" | below a text that is being typed | replaced |
| "Skip to main content" | the link that the first Tab key shows | replaced |
| "Download as CSV" | tool of a table | taken away: a spreadsheet would compute some texts |
| main menu, footer, "Deploy", "Running…" | around the page | taken away (`style.css`) |
"""

from typing import Final

from chedun_gis.texts import Lang, say

# Selector of the element whose own text goes, and the key of what stands there instead.
_REPLACED: Final = {
    '[role="option"][data-key="__select_all__"] [data-item-hl]': "streamlit.select_all",
    '[role="option"][data-key="__select_matches__"] [data-item-hl]': "streamlit.select_matches",
    '[data-testid="InputInstructions"]': "streamlit.enter",
    '[data-testid="stSkipToContent"]': "streamlit.skip",
    '[data-testid="stFileUploaderDropzone"] button p': "app.upload",
}
_HIDDEN: Final = ('[data-testid="stFileUploaderDropzoneInstructions"]',)


def style(lang: Lang) -> str:
    """Return the style sheet for a page of this language."""
    hidden = f"{', '.join(_HIDDEN)} {{ display: none; }}"
    replaced = (
        f"{place} {{ font-size: 0 !important; }}\n"
        f"{place}::after {{ content: '{say(key, lang)}'; font-size: .875rem; }}"
        for place, key in _REPLACED.items()
    )
    return "\n".join((hidden, *replaced))
