"""Lay out a Word document by LibreOffice, and photograph its pages."""

import os
import subprocess
from pathlib import Path

from chedun_gis import bootstrap


def pages_of(document: Path, folder: Path) -> Path:
    """Return a document as LibreOffice prints it, as PDF; it opens whatever Word would.

    LibreOffice has a profile of its own, so that one that is open elsewhere does not matter.
    """
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / "profile").resolve().as_uri()
    done = subprocess.run(
        [
            os.environ[bootstrap.OFFICE_VARIABLE],
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            document,
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    made = folder / f"{document.stem}.pdf"
    assert made.is_file(), (done.stdout, done.stderr)
    return made


def photographed(pdf: Path, folder: Path, dpi: int) -> list[Path]:
    """Return a picture of each page."""
    folder.mkdir(parents=True, exist_ok=True)
    painter = (bootstrap.PAGE_PAINTER, "-r", str(dpi), "-png", pdf, folder / "page")
    subprocess.run(painter, check=True)
    return sorted(folder.glob("page-*.png"))
