"""Settings: every variable is explained; nothing asks the network unless told."""

from pathlib import Path

from chedun_gis.town import settings_from

ROOT = Path(__file__).resolve().parents[3]


def test_no_basemap_by_default() -> None:
    assert settings_from({}).basemap is None


def test_a_basemap_needs_its_credit() -> None:
    url = {"CHEDUN_BASEMAP_URL": "http://tiles.local/{z}/{x}/{y}.png"}
    assert settings_from(url).basemap is None
    basemap = settings_from(url | {"CHEDUN_BASEMAP_ATTRIBUTION": "测绘院"}).basemap
    assert basemap is not None
    assert basemap.attribution == "测绘院"


def test_tianditu_brings_map_and_labels() -> None:
    basemap = settings_from({"CHEDUN_TIANDITU_KEY": "abc"}).basemap
    assert basemap is not None
    assert ["layer=vec" in basemap.urls[0], "layer=cva" in basemap.urls[1]] == [True, True]
    assert all("tk=abc" in url and "{x}" in url for url in basemap.urls)
    assert "天地图" in basemap.attribution


def test_people_of_a_provider_and_of_a_proxy() -> None:
    plain = settings_from({})
    assert plain.provider.missing == tuple(
        f"CHEDUN_OIDC_{name}" for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "REDIRECT_URL")
    )
    assert (plain.user_header, plain.role_header) == ("X-Remote-User", "X-Remote-Role")
    assert (plain.trusted_proxies, plain.ogc_open) == ((), True)
    told = settings_from(
        {
            "CHEDUN_TRUSTED_PROXIES": " 10.0.0.0/8, ::1 ,",
            "CHEDUN_OIDC_ROLES": "cn=gis=editor, leads = reviewer ,x",
            "CHEDUN_OIDC_CLIENT_SECRET": "hidden",
        }
    )
    assert told.trusted_proxies == ("10.0.0.0/8", "::1")
    assert told.provider.roles == (("cn=gis", "editor"), ("leads", "reviewer"), ("", "x"))
    assert "hidden" not in repr(told)
