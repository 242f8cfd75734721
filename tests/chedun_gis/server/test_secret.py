"""The file in which Streamlit finds the provider: whole, and its owner's alone from the first."""

import os
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.server.secret import metadata_url, secrets_of
from chedun_gis.town import Provider
from geo import InputError

PROVIDER = Provider(
    issuer="https://id.example/realms/town/",
    client_id="chedun",
    client_secret='a "b" \\ # 秘密\x7f\t',  # noqa: S106 - of nobody
    redirect_url="https://gis.example/oauth2callback",
)


def read(file: Path) -> dict[str, str]:
    found: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))["auth"]
    return found


def test_streamlit_reads_what_the_settings_say(tmp_path: Path) -> None:
    told = read(secrets_of(PROVIDER, tmp_path / "new" / "space"))
    assert told["client_secret"] == PROVIDER.client_secret
    assert told["redirect_uri"] == PROVIDER.redirect_url
    assert told["server_metadata_url"] == (
        "https://id.example/realms/town/.well-known/openid-configuration"
    )
    assert len(told["cookie_secret"]) >= 40


@given(secret=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_secret_is_written_so_that_it_is_read(
    tmp_path_factory: pytest.TempPathFactory, secret: str
) -> None:
    folder = tmp_path_factory.mktemp("space")
    assert (
        read(secrets_of(replace(PROVIDER, client_secret=secret), folder))["client_secret"] == secret
    )


def test_nobody_else_reads_it_not_even_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    replaced = Path.replace

    def watched(part: Path, target: Path) -> Path:
        modes.extend(each.stat().st_mode & 0o777 for each in tmp_path.iterdir() if each == part)
        return replaced(part, target)

    monkeypatch.setattr(Path, "replace", watched)
    before = os.umask(0)
    try:
        file = secrets_of(PROVIDER, tmp_path)
    finally:
        os.umask(before)
    assert modes == [0o600]
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_restart_signs_nobody_out_unless_others_could_read_the_secret(tmp_path: Path) -> None:
    file = secrets_of(PROVIDER, tmp_path)
    first = read(file)["cookie_secret"]
    other = replace(PROVIDER, client_id="other")
    told = read(secrets_of(other, tmp_path))
    assert (told["cookie_secret"], told["client_id"]) == (first, "other")
    file.chmod(0o644)
    second = read(secrets_of(PROVIDER, tmp_path))["cookie_secret"]
    assert second != first
    assert file.stat().st_mode & 0o777 == 0o600
    for broken in ("[auth", "auth = 1", '[auth]\ncookie_secret = "short"'):
        file.write_text(broken, encoding="utf-8")
        assert len(read(secrets_of(PROVIDER, tmp_path))["cookie_secret"]) >= 40


def test_a_link_to_another_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text('[auth]\ncookie_secret = "0123456789012345678901234567890123456789"\n')
    elsewhere.chmod(0o600)
    space = tmp_path / "space"
    space.mkdir()
    (space / "sign-in.secrets.toml").symlink_to(elsewhere)
    told = read(secrets_of(PROVIDER, space))
    assert "0123456789" not in told["cookie_secret"]
    assert "chedun" not in elsewhere.read_text()


def test_a_workspace_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "space").write_text("")
    with pytest.raises(InputError, match="out_not_writable"):
        secrets_of(PROVIDER, tmp_path / "space")


def test_an_address_of_the_document_itself_is_taken_as_it_is() -> None:
    address = "https://id.example/.well-known/openid-configuration?p=1"
    assert metadata_url(address) == address
