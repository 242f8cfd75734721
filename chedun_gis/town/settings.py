"""Read the settings of an installation from environment variables, each with its help text."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from layers import Text

TIANDITU_URL = (
    "https://t{s}.tianditu.gov.cn/{layer}_w/wmts?service=WMTS&request=GetTile&version=1.0.0"
    "&layer={layer}&style=default&tilematrixset=w&format=tiles"
    "&tilematrix={z}&tilecol={x}&tilerow={y}&tk={key}"
)

DATA_DIR = Path(__file__).resolve().parents[2] / "data"
WORKSPACE = Path(__file__).resolve().parents[2] / "workspace"

HELP: Mapping[str, Text] = {
    "CHEDUN_DATA_DIR": Text(
        "图层文件夹，默认为随附数据。", "Folder of the layer files; the shipped data by default."
    ),
    "CHEDUN_WORKSPACE": Text(
        "工作区文件夹，存放导入的图层和方案；默认为程序旁的 workspace。",
        "Folder of what you import and save; by default `workspace` beside the program.",
    ),
    "CHEDUN_RULES": Text(
        "自备规则文件（TOML，格式同 data/rule_sets.toml）。",
        "A rule file of your own (TOML, in the form of data/rule_sets.toml).",
    ),
    "CHEDUN_OGC": Text(
        "数据服务（OGC API – Features，/ogc）：on 开启（默认），off 关闭。",
        "The data service (OGC API – Features, /ogc): on (default) or off.",
    ),
    "CHEDUN_OGC_LAYERS": Text(
        "数据服务只提供这些图层与结果（编号，逗号分隔）；默认全部。",
        "Only these layers and results are served (ids joined by commas); all by default.",
    ),
    "CHEDUN_OGC_URL": Text(
        "数据服务对外的地址，用于答复中的链接（位于代理之后时填写）；默认取请求的地址。",
        "Public address of the data service for the links it writes (behind a proxy); by default "
        "that of the request.",
    ),
    "CHEDUN_BASEMAP_URL": Text(
        "底图瓦片地址（XYZ 模板，含 {x}{y}{z}），默认无底图、不访问网络。",
        "Basemap tiles as an XYZ template with {x}{y}{z}; none by default, nothing is fetched.",
    ),
    "CHEDUN_BASEMAP_ATTRIBUTION": Text(
        "底图版权说明，设置底图时必填。", "Credit of the basemap; required with a basemap."
    ),
    "CHEDUN_TIANDITU_KEY": Text(
        "天地图密钥；填写后使用天地图矢量底图与注记。",
        "Tianditu key; when given, its vector map and labels are used.",
    ),
}


@dataclass(frozen=True, slots=True)
class Basemap:
    """Tile templates, bottom first, with the credit that must stand on the map."""

    urls: tuple[str, ...]
    attribution: str
    subdomains: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What this installation was told."""

    data_dir: str = str(DATA_DIR)
    workspace: str = str(WORKSPACE)
    rules: str = ""
    basemap: Basemap | None = None
    ogc: bool = True
    ogc_layers: tuple[str, ...] = ()
    ogc_url: str = ""


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
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


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
