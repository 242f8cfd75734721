"""Read the settings of an installation from environment variables (`docs/commands.md`)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TIANDITU_URL = (
    "https://t{s}.tianditu.gov.cn/{layer}_w/wmts?service=WMTS&request=GetTile&version=1.0.0"
    "&layer={layer}&style=default&tilematrixset=w&format=tiles"
    "&tilematrix={z}&tilecol={x}&tilerow={y}&tk={key}"
)

DATA_DIR = Path(__file__).resolve().parents[2] / "data"
WORKSPACE = Path(__file__).resolve().parents[2] / "workspace"
SCOPE, NAME_CLAIM = "openid email profile", "preferred_username"
USER_HEADER, ROLE_HEADER = "X-Remote-User", "X-Remote-Role"
LOCALHOST = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Basemap:
    """Tile templates, bottom first, with the credit that must stand on the map."""

    urls: tuple[str, ...]
    attribution: str
    subdomains: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """The OpenID provider at which people sign in; what was not told is ""."""

    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    redirect_url: str = ""
    scope: str = SCOPE
    name_claim: str = NAME_CLAIM
    role_claim: str = ""
    roles: tuple[tuple[str, str], ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The variables without which nobody can sign in."""
        needed = {
            "CHEDUN_OIDC_ISSUER": self.issuer,
            "CHEDUN_OIDC_CLIENT_ID": self.client_id,
            "CHEDUN_OIDC_CLIENT_SECRET": self.client_secret,
            "CHEDUN_OIDC_REDIRECT_URL": self.redirect_url.endswith("/oauth2callback"),
        }
        return tuple(name for name, told in needed.items() if not told)


@dataclass(frozen=True, slots=True)
class SchedulerKeys:
    """The files by which this program and a Dask cluster know each other; "" for none."""

    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""

    @property
    def files(self) -> dict[str, str]:
        """The files by the variables that name them."""
        return {
            "CHEDUN_SCHEDULER_CA": self.ca_file,
            "CHEDUN_SCHEDULER_CERT": self.cert_file,
            "CHEDUN_SCHEDULER_KEY": self.key_file,
        }


@dataclass(frozen=True, slots=True)
class Settings:
    """What this installation was told; `hosts` are bare names and addresses in small letters.

    `database_url` is the register's PostgreSQL, "" for a file in the workspace. `people` says how
    visitors are known: `local`, by `accounts`, by a `provider` (`oidc`), or by the headers
    `user_header` and `role_header` of one of `trusted_proxies` (`proxy`); by any other word
    everybody is a reader. Unless `ogc_open`, the data service is for people with a name. `workers`
    is how many processes answer heavy questions; with a `scheduler` (an address of Dask) what can
    be cut into parts goes there instead, encrypted with its `scheduler_keys`.
    """

    data_dir: str = str(DATA_DIR)
    workspace: str = str(WORKSPACE)
    rules: str = ""
    basemap: Basemap | None = None
    ogc: bool = True
    ogc_layers: tuple[str, ...] = ()
    ogc_url: str = ""
    ogc_open: bool = True
    hosts: tuple[str, ...] = LOCALHOST
    database_url: str = ""
    people: str = "local"
    provider: Provider = field(default_factory=Provider)
    trusted_proxies: tuple[str, ...] = ()
    user_header: str = USER_HEADER
    role_header: str = ROLE_HEADER
    workers: int = 1
    scheduler: str = ""
    scheduler_keys: SchedulerKeys = field(default_factory=SchedulerKeys)


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
        # So must a slip not open what is to be kept to people.
        ogc_open=environ.get("CHEDUN_OGC_ACCESS", "").strip().lower() in {"open", ""},
        hosts=tuple(map(_host, _names(environ.get("CHEDUN_HOSTS", "")))) or LOCALHOST,
        database_url=environ.get("CHEDUN_DATABASE_URL", "").strip(),
        people=environ.get("CHEDUN_PEOPLE", "").strip().lower() or "local",
        provider=_provider(environ),
        trusted_proxies=_names(environ.get("CHEDUN_TRUSTED_PROXIES", "")),
        user_header=environ.get("CHEDUN_USER_HEADER", "").strip() or USER_HEADER,
        role_header=environ.get("CHEDUN_ROLE_HEADER", "").strip() or ROLE_HEADER,
        workers=_workers(environ.get("CHEDUN_WORKERS", "")),
        scheduler=environ.get("CHEDUN_SCHEDULER", "").strip(),
        scheduler_keys=SchedulerKeys(
            ca_file=environ.get("CHEDUN_SCHEDULER_CA", "").strip(),
            cert_file=environ.get("CHEDUN_SCHEDULER_CERT", "").strip(),
            key_file=environ.get("CHEDUN_SCHEDULER_KEY", "").strip(),
        ),
    )


def _provider(environ: Mapping[str, str]) -> Provider:
    def told(name: str, otherwise: str = "") -> str:
        return environ.get(name, "").strip() or otherwise

    return Provider(
        issuer=told("CHEDUN_OIDC_ISSUER"),
        client_id=told("CHEDUN_OIDC_CLIENT_ID"),
        client_secret=told("CHEDUN_OIDC_CLIENT_SECRET"),
        redirect_url=told("CHEDUN_OIDC_REDIRECT_URL"),
        scope=told("CHEDUN_OIDC_SCOPE", SCOPE),
        name_claim=told("CHEDUN_OIDC_NAME_CLAIM", NAME_CLAIM),
        role_claim=told("CHEDUN_OIDC_ROLE_CLAIM"),
        roles=tuple(map(_pair, _names(told("CHEDUN_OIDC_ROLES")))),
    )


def _pair(text: str) -> tuple[str, str]:
    """Return what stands on either side of the last `=`: a name of a group may hold others."""
    said, _, role = text.rpartition("=")
    return said.strip(), role.strip()


def _workers(text: str) -> int:
    """Return the number that is asked for; else one core is left to the pages, of more than two.

    Of two cores both are used: workers give way to the pages, and else one of two would lie idle.
    """
    asked = text.strip()
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    cores = os.cpu_count() or 1
    return min(cores, max(2, cores - 1))


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
