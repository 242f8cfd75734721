"""Hold what a hand-off consists of, once its data are written."""

from dataclasses import dataclass

from chedun_gis.handoff.conversion import Conversion
from chedun_gis.handoff.layer_file import LayerFile
from chedun_gis.handoff.request import LeftOut
from chedun_gis.handoff.target import FileTarget


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the hand-off: its path inside, its size and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Handoff:
    """What was written and found; `packed` is empty until all files are there."""

    target: FileTarget
    conversion: Conversion
    files: tuple[LayerFile, ...]
    left_out: tuple[LeftOut, ...]
    packed: tuple[PackedFile, ...] = ()

    @property
    def differences(self) -> int:
        """The number of places that differ after reading back and are no stated loss."""
        return sum(each.verification.count for each in self.files)

    @property
    def features(self) -> int:
        """The number of features written."""
        return sum(each.features for each in self.files)
