"""Write a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from geo import InputError


def write_atomic(path: Path, content: bytes) -> None:
    """Replace `path` by `content`; when interrupted, the old file or none is left.

    Raises `InputError("out_not_writable")` when the folder is missing or may not be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise InputError("out_not_writable", file=str(path)) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        # mkstemp makes the file private; the umask decides as for any other file.
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        part.replace(path)
    except OSError as error:
        raise InputError("out_not_writable", file=str(path)) from error
    finally:
        part.unlink(missing_ok=True)
