"""A cluster behind TLS: who has a certificate of its authority may submit, nobody else."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from distributed import LocalCluster
from distributed.security import Security

from chedun_gis.compute import Cluster, ask, in_parts
from chedun_gis.town import SchedulerKeys, installation
from geo import InputError
from tests.chedun_gis.compute.test_asking import SUM


class Authority:
    """An authority that signs certificates, and writes them with their keys into a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, folder.name)])
        self.file = folder / "ca.pem"
        self.file.write_bytes(self._signed(self.name, self.key, ca=True))

    def keys(self, name: str) -> SchedulerKeys:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        cert, secret = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        cert.write_bytes(self._signed(subject, key, ca=False))
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return SchedulerKeys(str(self.file), str(cert), str(secret))

    def _signed(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, *, ca: bool) -> bytes:
        now = datetime.now(UTC)
        signed = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )
        return signed.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("keys") / "ours")


@pytest.fixture(scope="module")
def behind_tls(ours: Authority) -> Iterator[str]:
    keys = ours.keys("cluster")
    options: dict[str, object] = {"tls_ca_file": keys.ca_file, "require_encryption": True}
    for role in ("scheduler", "worker", "client"):
        options |= {f"tls_{role}_cert": keys.cert_file, f"tls_{role}_key": keys.key_file}
    with pytest.MonkeyPatch.context() as patched:
        # A page that was opened by a test stays behind as the main module, which the cluster's
        # processes would run.
        patched.setitem(sys.modules, "__main__", ModuleType("__main__"))
        with LocalCluster(
            n_workers=1, threads_per_worker=1, security=Security(**options), dashboard_address=":0"
        ) as found:
            assert found.scheduler_address.startswith("tls://")
            yield found.scheduler_address


def test_who_has_a_certificate_of_the_authority_is_answered(
    behind_tls: str, ours: Authority
) -> None:
    cluster = Cluster(behind_tls, ours.keys("planner"))
    try:
        assert cluster.submit(pow, 3, 4).result() == 81
        assert cluster.count == 1
    finally:
        cluster.shutdown()


def test_who_has_one_of_another_authority_is_refused(
    behind_tls: str, ours: Authority, tmp_path: Path
) -> None:
    """Also when it would itself take the cluster's for good."""
    others = Authority(tmp_path / "others")
    stranger = others.keys("stranger")
    with others.file.open("ab") as known:
        known.write(ours.file.read_bytes())
    refused(behind_tls, stranger)


def test_who_has_none_is_refused(behind_tls: str) -> None:
    plain = behind_tls.replace("tls://", "tcp://")
    refused(plain, SchedulerKeys())


def refused(address: str, keys: SchedulerKeys) -> None:
    with pytest.raises(InputError) as caught:
        Cluster(address, keys)
    assert caught.value.code == "scheduler_unreachable"
    assert caught.value.params == {"address": address}


def test_what_is_missing_of_the_files_is_named(ours: Authority, tmp_path: Path) -> None:
    keys = ours.keys("half")
    for half, names in (
        (SchedulerKeys(), "CHEDUN_SCHEDULER_CA, CHEDUN_SCHEDULER_CERT, CHEDUN_SCHEDULER_KEY"),
        (SchedulerKeys(keys.ca_file, keys.cert_file), "CHEDUN_SCHEDULER_KEY"),
        (
            SchedulerKeys(str(tmp_path / "no.pem"), keys.cert_file, keys.key_file),
            "CHEDUN_SCHEDULER_CA",
        ),
    ):
        with pytest.raises(InputError) as caught:
            Cluster("tls://127.0.0.1:9", half)
        assert (caught.value.code, caught.value.params) == ("scheduler_keys", {"names": names})


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "https://host:1", "tls:"])
def test_nothing_is_sent_in_the_clear_where_there_are_certificates(
    address: str, ours: Authority
) -> None:
    with pytest.raises(InputError) as caught:
        Cluster(address, ours.keys("planner"))
    assert (caught.value.code, caught.value.params) == ("scheduler_form", {"scheduler": address})


@pytest.mark.usefixtures("folder")
def test_the_app_asks_such_a_cluster(
    behind_tls: str, ours: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the variables of its environment alone."""
    in_parts.forget()
    monkeypatch.setenv("CHEDUN_SCHEDULER", behind_tls)
    for name, file in ours.keys("app").files.items():
        monkeypatch.setenv(name, file)
    installation.settings.forget()
    try:
        found, _ = ask(SUM, installation.town(), 101)
        assert found == sum(each * each for each in range(101))
    finally:
        in_parts().shutdown()
        in_parts.forget()
