"""What the start says of who may enter: a sentence in each language, nothing when all is well."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
OIDC = {
    "CHEDUN_PEOPLE": "oidc",
    "CHEDUN_OIDC_ISSUER": "https://id.example",
    "CHEDUN_OIDC_CLIENT_ID": "chedun",
    "CHEDUN_OIDC_CLIENT_SECRET": "secret",
    "CHEDUN_OIDC_REDIRECT_URL": "https://gis.example/oauth2callback",
}


def started(space: Path, told: dict[str, str]) -> list[str]:
    """Load the program as its server does; return what it says, last where the secrets are."""
    code = (
        "import streamlit_app; from streamlit import config; "
        "print(*config.get_option('secrets.files'), sep='|')"
    )
    environment = os.environ | {"CHEDUN_WORKSPACE": str(space)} | told
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.splitlines()


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"CHEDUN_PEOPLE": "ldap"}, "accounts"),
        ({"CHEDUN_HOSTS": "localhost,gis.example"}, "CHEDUN_PEOPLE"),
        ({"CHEDUN_TRUSTED_PROXIES": "127.0.0.1"}, "CHEDUN_PEOPLE"),
        ({"CHEDUN_PEOPLE": "proxy"}, "CHEDUN_TRUSTED_PROXIES"),
        ({"CHEDUN_PEOPLE": "oidc"}, "CHEDUN_OIDC_ISSUER, CHEDUN_OIDC_CLIENT_ID"),
    ],
)
def test_what_is_missing_is_one_sentence(tmp_path: Path, told: dict[str, str], named: str) -> None:
    zh, en, secrets = started(tmp_path / "space", told)
    assert named in zh
    assert named in en
    assert "sign-in" not in secrets
    assert not (tmp_path / "space").exists()


def test_streamlit_is_told_where_its_secrets_are(tmp_path: Path) -> None:
    [secrets] = started(tmp_path / "space", OIDC)
    assert Path(secrets) == tmp_path / "space" / "sign-in.secrets.toml"
    assert Path(secrets).stat().st_mode & 0o777 == 0o600


def test_secrets_that_cannot_be_written_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "space").write_text("")
    zh, en, secrets = started(tmp_path / "space", OIDC)
    assert "sign-in.secrets.toml" in zh
    assert "sign-in.secrets.toml" in en
    assert "space" not in secrets
