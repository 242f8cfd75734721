"""Read a plain file that may be missing, endless or shut, without waiting for what never comes."""

from pathlib import Path
from stat import S_ISREG

from geo import InputError


def require_plain(path: Path) -> None:
    """Refuse what is no plain file: to open a pipe waits for ever, a device has no end.

    Raises `InputError` with `file_missing`, `file_irregular` or `file_unreadable` (file).
    """
    try:
        plain = S_ISREG(path.stat().st_mode)
    except PermissionError as error:
        raise InputError("file_unreadable", file=path.name) from error
    except (OSError, ValueError) as error:  # also a name that no file can have
        raise InputError("file_missing", file=path.name) from error
    if not plain:
        raise InputError("file_irregular", file=path.name)


def read_plain(path: Path, *, most_mb: int) -> bytes:
    """Return what stands in a plain file.

    Raises what `require_plain` does, and `InputError("file_large")` (file, limit_mb).
    """
    require_plain(path)
    try:
        with path.open("rb") as file:
            content = file.read((most_mb << 20) + 1)
    except OSError as error:
        raise InputError("file_unreadable", file=path.name) from error
    if len(content) > most_mb << 20:
        raise InputError("file_large", file=path.name, limit_mb=most_mb)
    return content
