"""Read the settings of an installation from environment variables (`docs/commands.md`)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TIANDITU_URL = (
    "https://t{s}.tianditu.gov.cn/{layer}_w/wmts?service=WMTS&request=GetTile&version=1.0.0"
    "&layer={layer}&style=default&tilematrixset=w&format=tiles"
    "&tilematrix={z}&tilecol={x}&tilerow={y}&tk={key}"
)

DATA_DIR = Path(__file__).resolve().parents[2] / "data"
WORKSPACE = Path(__file__).resolve().parents[2] / "workspace"
LOCALHOST = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Basemap:
    """Tile templates, bottom first, with the credit that must stand on the map."""

    urls: tuple[str, ...]
    attribution: str
    subdomains: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What this installation was told; `hosts` are bare names and addresses in small letters.

    `database_url` is the register's PostgreSQL, "" for a file in the workspace. `people` says how
    visitors are known: `local` or by `accounts`; by any other word everybody is a reader. `workers`
    is how many processes answer heavy questions; with a `scheduler` (an address of Dask) what can
    be cut into parts goes there instead.
    """

    data_dir: str = str(DATA_DIR)
    workspace: str = str(WORKSPACE)
    rules: str = ""
    basemap: Basemap | None = None
    ogc: bool = True
    ogc_layers: tuple[str, ...] = ()
    ogc_url: str = ""
    hosts: tuple[str, ...] = LOCALHOST
    database_url: str = ""
    people: str = "local"
    workers: int = 1
    scheduler: str = ""


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; a basemap without its credit is left out, for it may not be shown."""
    return Settings(
        data_dir=environ.get("CHEDUN_DATA_DIR", "") or str(DATA_DIR),
        workspace=environ.get("CHEDUN_WORKSPACE", "") or str(WORKSPACE),
        rules=environ.get("CHEDUN_RULES", ""),
        basemap=_basemap(environ),
        # Only a clear "on" opens the service: a slip of the pen must not.
        ogc=environ.get("CHEDUN_OGC", "on").strip().lower() in {"on", ""},
        ogc_layers=_names(environ.get("CHEDUN_OGC_LAYERS", "")),
        ogc_url=environ.get("CHEDUN_OGC_URL", "").rstrip("/"),
        hosts=tuple(map(_host, _names(environ.get("CHEDUN_HOSTS", "")))) or LOCALHOST,
        database_url=environ.get("CHEDUN_DATABASE_URL", "").strip(),
        people=environ.get("CHEDUN_PEOPLE", "").strip().lower() or "local",
        workers=_workers(environ.get("CHEDUN_WORKERS", "")),
        scheduler=environ.get("CHEDUN_SCHEDULER", "").strip(),
    )


def _workers(text: str) -> int:
    """Return the number that is asked for; else one core is left to the pages."""
    asked = text.strip()
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    return max(1, (os.cpu_count() or 1) - 1)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _host(name: str) -> str:
    """Return a name without its port, an IPv6 address without its brackets."""
    bare = name.lower()
    if bare.startswith("["):
        return bare[1:].partition("]")[0]
    return bare if bare.count(":") > 1 else bare.partition(":")[0].rstrip(".")


def _basemap(environ: Mapping[str, str]) -> Basemap | None:
    key = environ.get("CHEDUN_TIANDITU_KEY", "")
    if key:
        urls = tuple(
            TIANDITU_URL.replace("{layer}", layer).replace("{key}", key) for layer in ("vec", "cva")
        )
        return Basemap(urls, "天地图 © 国家地理信息公共服务平台", "01234567")
    url = environ.get("CHEDUN_BASEMAP_URL", "")
    attribution = environ.get("CHEDUN_BASEMAP_ATTRIBUTION", "")
    return Basemap((url,), attribution) if url and attribution else None
