"""Keep what is attached to entries: files named by their own digest, so that none is changed."""

import hashlib
import re
from pathlib import Path
from typing import Final

from chedun_gis.town.files import write_atomic
from geo import InputError

_NAME: Final = re.compile(r"([0-9a-f]{64})\.(jpg|png|pdf)")


class Attachments:
    """The attachments of one folder; it is made when something is first kept."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        self.folder = folder

    def put(self, name: str, content: bytes) -> str:
        """Keep a file under its name and return that; `InputError("out_not_writable")` (file)."""
        file = self.folder / name
        if not file.is_file():
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                write_atomic(file, content)
            except OSError as error:
                raise InputError("out_not_writable", file=str(file)) from error
        return name

    def content(self, name: str) -> bytes | None:
        """Return what is kept under a name; None for no such file, or one that was changed."""
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == found[1] else None
