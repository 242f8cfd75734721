"""Keep the plans that were begun or changed from the program, in versions, in the workspace.

`plans/<id>/` holds the versions of a plan (see `versions`), each the files of a plan's folder as
they stand in a town's folder: one that is adopted can be copied there. Who begins, changes or takes
back a plan is an act in the register, with the digest of its files.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from chedun_gis.register import Ledger, Person, PlanEntry, plans_entered, required
from chedun_gis.town.plans import PLAN_FILES, PlanFolder, plan_folder
from chedun_gis.town.versions import SHIPPED, VersionFolder
from geo import InputError
from layers import is_plan_id


class PlanShelf:
    """The plans of one workspace; its folder is made when the first one is begun."""

    def __init__(self, folder: Path, ledger: Ledger | None) -> None:
        """Remember the folder, and the register in which what is done here is entered."""
        self.folder = folder
        self._ledger = ledger

    def ids(self) -> list[str]:
        """Return the plans that were ever kept here, also those taken back."""
        if not self.folder.is_dir():
            return []
        return sorted(each.name for each in self.folder.iterdir() if is_plan_id(each.name))

    def current(self, plan: str) -> str:
        """Return the id of the version in use, `SHIPPED` for the one of the town's folder, if any.

        Raises `InputError("plan_pointer")` (plan) when that cannot be read.
        """
        return self._home(plan).current()

    def folder_of(self, plan: str, version: str) -> Path:
        """Return where the files of a version are."""
        return self._home(plan).folder / version

    def versions(self, plan: str) -> list[str]:
        """Return the ids of the whole versions, the newest first."""
        return [each.name for each in self._home(plan).kept()]

    def keep(
        self,
        plan: str,
        files: Mapping[str, bytes],
        *,
        by: Person,
        now: PlanFolder | None,
        seen: str,
    ) -> str:
        """Keep a plan's files as a new version, and return its id.

        `now` is the plan as it is, None where there is none, `seen` the version that the files were
        made from. An editor may keep a draft; only a reviewer one that is in force, or in the place
        of one that is. Raises `InputError("role_needed")` (role, has), `"plan_conflict"` (plan)
        when somebody else has changed it meanwhile, `"table_wrong"` (file, problems) for what
        cannot be read as a plan, and as `VersionFolder.keep`.
        """
        by.require("editor")
        found = plan_folder(plan, [files.get(name) for name in PLAN_FILES], "")
        found.required()
        for each in (found, now):
            if each is not None and not (each.plan and each.plan.draft):
                by.require("reviewer")
        home = self._home(plan)
        if now is not None and now.version != seen:
            raise home.conflict
        action, digest = "changed" if now else "begun", _digest(files)
        return home.keep(files, lambda name: _entry(plan, name, action, digest), by=by, seen=seen)

    def take_back(self, plan: str, *, by: Person, seen: str) -> None:
        """Let a plan be as the town's folder has it, or not be where that has none.

        What was kept stays, and can be restored. Raises `InputError("role_needed")` (role, has)
        unless a reviewer does it, `"plan_shipped"` (plan) where nothing of it is kept here, and as
        `keep` does.
        """
        by.require("reviewer")
        if seen == SHIPPED:
            raise InputError("plan_shipped", plan=plan)
        home = self._home(plan)
        home.restore(SHIPPED, lambda name: _entry(plan, name, "taken_back", ""), by=by, seen=seen)

    def restore(self, plan: str, version: str, *, by: Person, seen: str | None) -> None:
        """Take an earlier version into use again; raises as `take_back` does.

        Without `seen` whatever is in use gives way, also where that cannot be told. Raises
        `InputError("version_unknown")` (version, known) for one that is not there.
        """
        by.require("reviewer")
        known = self.versions(plan)
        if version not in known:
            raise InputError("version_unknown", version=version, known="、".join(known) or "—")
        digest = _digest(_files(self.folder_of(plan, version)))
        home = self._home(plan)
        home.restore(version, lambda name: _entry(plan, name, "restored", digest), by=by, seen=seen)

    def strayed(self) -> tuple[PlanEntry, ...]:
        """Return what was entered last of each plan that is by now another than that says."""
        entries = plans_entered(self._ledger.record().events) if self._ledger else {}
        return tuple(each for each in entries.values() if self._is_other(each))

    def _is_other(self, entry: PlanEntry) -> bool:
        try:
            if self.current(entry.plan) != entry.version:
                return True
            files = _files(self.folder_of(entry.plan, entry.version))
        except (OSError, InputError):
            return True
        return entry.version != SHIPPED and _digest(files) != entry.sha256

    def _home(self, plan: str) -> VersionFolder:
        if not is_plan_id(plan):
            raise InputError("plan_id", value=plan)
        pointer = InputError("plan_pointer", plan=plan)
        conflict = InputError("plan_conflict", plan=plan)
        return VersionFolder(self.folder / plan, self._ledger, pointer, conflict)


def _entry(plan: str, version: str, action: str, digest: str) -> PlanEntry:
    told = {"plan": plan, "version": version, "action": action, "sha256": digest}
    entry = required("plan", told)
    assert isinstance(entry, PlanEntry)  # noqa: S101 - by its kind
    return entry


def _files(folder: Path) -> Mapping[str, bytes]:
    """Return the files of a version by name; one that is missing is not there."""
    return {name: (folder / name).read_bytes() for name in PLAN_FILES if (folder / name).is_file()}


def _digest(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of a list of the files, as `sha256sum` writes it, in their order."""
    lines = (f"{sha256(files[name]).hexdigest()}  {name}\n" for name in PLAN_FILES if name in files)
    return sha256("".join(lines).encode()).hexdigest()
