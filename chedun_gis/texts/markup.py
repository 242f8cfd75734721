"""Fill the HTML templates of `texts/pages/`; whatever is put into them is escaped."""

import re
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

# What neither XML nor an HTML page can hold in any form.
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return the text without the characters that neither XML nor a page can hold."""
    return _ILLEGAL.sub("", text)


def _shown(value: object) -> object:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_PAGES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("pages")),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_shown,
    trim_blocks=True,
    lstrip_blocks=True,
)


def markup(template: str, /, **values: object) -> Markup:
    """Return a template filled with values: texts are escaped, `Markup` stands as it is.

    A value that the template asks for and that is missing raises `jinja2.UndefinedError`.
    """
    return Markup(_PAGES.get_template(template).render(values))  # noqa: S704 - escaped by Jinja2
