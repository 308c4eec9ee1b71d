"""A month of a team in one repository: every answer is right, and nothing is repaired by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_compare import commit, git
from tests.support import Ran, write_tree
from tests.test_revisions import errcat, old_side

CONFIG = 'catalogs = ["{}"]\n'


class Team:
    """A clone of the team's repository, and the catalog as it is written there."""

    def __init__(self, folder: Path) -> None:
        self.origin = folder / "origin.git"
        self.clone = folder / "clone"
        self.at = "catalog"
        self.version = "1.0.0"
        self.titles = {code: f"T{code}" for code in range(40001, 40005)}
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.origin))
        git(self.origin, "config", "uploadpack.allowFilter", "true")
        git(folder, "clone", "-q", str(self.origin), str(self.clone))
        write_tree(self.clone, {"errcat.toml": CONFIG.format(self.at)})
        self.write()

    def write(self) -> None:
        """Write the catalog to the work tree."""
        rows = "".join(
            f'  - code: "{code}"\n    name: N{code}\n    title: {title}\n    detail: D.\n'
            for code, title in sorted(self.titles.items())
        )
        files = {
            "catalog.yaml": f'errcat: 1\nid: shop\nversion: "{self.version}"\n',
            "a.yaml": f"errcat: 1\nerrors:\n{rows}",
        }
        write_tree(self.clone / self.at, files)

    def save(self, message: str, **titles: str | None) -> None:
        """Change titles, or remove entries, and commit."""
        for key, title in titles.items():
            code = int(key[1:])
            if title is None:
                del self.titles[code]
            else:
                self.titles[code] = title
        self.write()
        commit(self.clone, message)

    def branch(self, name: str, start: str = "main") -> None:
        """Start a branch."""
        git(self.clone, "checkout", "-qb", name, start)

    def merge(self, name: str) -> None:
        """Merge a branch into main with a merge commit."""
        git(self.clone, "checkout", "-q", "main")
        git(self.clone, "merge", "-q", "--no-ff", name, "-m", f"Merge {name}")
        self.read()

    def read(self) -> None:
        """Take over what a merge has made of the catalog."""
        text = (self.clone / self.at / "a.yaml").read_text()
        assert "<<<<" not in text
        rows = text.split('  - code: "')[1:]
        self.titles = {
            int(row[:5]): row.split("title: ")[1].split("\n")[0] for row in rows
        }

    def release(self) -> str:
        """Release the version that `bump` asks for, and return it."""
        self.version = self.run("bump", "--against", "@latest", "--next").out.strip()
        self.write()
        commit(self.clone, self.version, f"v{self.version}")
        git(self.clone, "push", "-q", "origin", "HEAD", "--tags")
        return self.version

    def run(self, *args: str, **env: str) -> Ran:
        """Run errcat in the clone."""
        return errcat(self.clone, *args, **env)


def added(team: Team) -> None:
    """Branch 1 adds a code; before its first commit it is compared with main, too."""
    team.branch("add")
    assert "no difference" in team.run("diff").out
    team.save("add", _40005="Five")
    assert (team.run("breaking").code, team.run("bump").out) == (0, "minor\n")
    team.merge("add")


def squashed(team: Team) -> None:
    """Branch 2 rewords while branch 3 adds; branch 3 is squashed."""
    team.branch("reword")
    team.branch("squash", "main")
    team.save("one", _40006="Six")
    team.save("two", _40006="Sixth")
    git(team.clone, "checkout", "-q", "reword")
    team.read()
    team.save("reword", _40001="First")
    assert team.run("bump").out == "patch\n"
    assert "40006" not in team.run("diff").out
    team.merge("reword")
    git(team.clone, "merge", "-q", "--squash", "squash")
    commit(team.clone, "Squash")
    team.read()
    git(team.clone, "push", "-q", "origin", "main")
    assert (team.titles[40001], team.titles[40006]) == ("First", "Sixth")


def rebased_and_released(team: Team) -> None:
    """Branch 4 starts before all that, and is rebased; then comes a release."""
    team.branch("rebase", "main~2")
    team.read()
    team.save("add", _40007="Seven")
    assert "40006" not in team.run("diff").out
    git(team.clone, "rebase", "-q", "main")
    team.read()
    ran = team.run("diff")
    assert old_side(ran) == "the merge base with main"
    assert ("40007" in ran.out, "40006" in ran.out) == (True, False)
    team.merge("rebase")
    assert team.release() == "1.1.0"
    git(team.clone, "tag", "sdk-v9.0.0")
    assert "no difference" in team.run("diff").out
    log = team.run("changelog").out
    assert all(code in log for code in ("40001", "40005", "40006", "40007"))


def hotfixed(team: Team) -> None:
    """Branch 5 is a hotfix of the first release, and is merged back."""
    team.branch("hotfix", "v1.0.0")
    team.version = "1.0.0"
    team.read()
    team.save("hotfix", _40003="Third")
    assert "removed" not in team.run("diff").out
    assert team.release() == "1.0.1"
    git(team.clone, "checkout", "-q", "main")
    team.version = "1.1.0"
    team.merge("hotfix")
    assert (team.titles[40003], team.titles[40005]) == ("Third", "Five")
    header = (team.clone / "catalog/catalog.yaml").read_text()
    assert 'version: "1.1.0"' in header
    assert old_side(team.run("diff", "@latest")) == "v1.1.0"
    assert team.run("bump", "--against", "@latest").out == "patch\n"


def broken(team: Team) -> None:
    """Branch 6 removes a code: seen before it is committed, after it, and on main."""
    team.branch("break")
    team.branch("late", "main")  # branch 8, for later
    git(team.clone, "checkout", "-q", "break")
    del team.titles[40002]
    team.write()
    assert team.run("breaking").code == 1
    commit(team.clone, "break")
    assert team.run("breaking").code == 1
    team.merge("break")
    git(team.clone, "push", "-q", "origin", "main")
    assert team.run("breaking").code == 1


def moved_and_released(team: Team) -> None:
    """Branch 7 moves the folder; then comes a release."""
    team.branch("move")
    write_tree(team.clone, {"errors/x": ""})
    git(team.clone, "mv", "catalog", "errors/shop")
    team.at = "errors/shop"
    write_tree(team.clone, {"errcat.toml": CONFIG.format(team.at)})
    assert team.run("git", "install").code == 0
    commit(team.clone, "move")
    ran = team.run("breaking")
    assert (ran.code, "where it is at catalog: no difference" in ran.out) == (0, True)
    team.merge("move")
    ran = team.run("diff", "@latest")
    assert old_side(ran) == "v1.1.0, where it is at catalog"
    assert team.run("bump", "--against", "@latest").out == "major\n"
    assert team.release() == "2.0.0"
    log = team.run("changelog").out
    assert ("40002" in log, "40005" in log) == (True, False)
    ran = team.run("breaking", "v2.0.0", "--against", "v1.1.0")
    assert (ran.code, "N40002 was removed" in ran.out) == (1, True)


def late(team: Team) -> None:
    """Branch 8 started before the move; its addition follows the folder."""
    git(team.clone, "checkout", "-q", "late")
    team.at = "catalog"
    team.version = "1.1.0"
    team.read()
    team.save("late", _40009="Nine")
    git(team.clone, "rebase", "-q", "main")
    git(team.clone, "push", "-q", "origin", "late")
    ran = team.run("diff")
    assert ("40009" in ran.out, "40002" in ran.out) == (True, False)
    assert team.run("bump").out == "minor\n"
    merges = git(team.clone, "rev-list", "--merges", "--count", "main")
    assert merges == "6"


def checked_out_shallow(team: Team, folder: Path) -> None:
    """CI checks branch 8 out without its history, and then with it."""
    pull = {"GITHUB_BASE_REF": "main"}
    url = f"file://{team.origin}"
    shallow = folder / "shallow"
    git(folder, "clone", "-q", "--depth=1", "--branch=late", url, str(shallow))
    git(shallow, "checkout", "-q", "--detach")
    ran = errcat(shallow, "breaking", **pull)
    assert (ran.code, "fetch-depth: 0" in ran.err) == (2, True)
    git(shallow, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    git(shallow, "fetch", "-q", "--unshallow", "--tags")
    ran = errcat(shallow, "diff", **pull)
    assert old_side(ran) == "the merge base with main"
    assert ("40009" in ran.out, "40002" in ran.out) == (True, False)


def cloned_partially(team: Team, folder: Path) -> None:
    """A blobless clone without its remote never says that nothing breaks."""
    url = f"file://{team.origin}"
    partial = folder / "partial"
    git(folder, "clone", "-q", "--filter=blob:none", url, str(partial))
    gone = team.origin.rename(folder / "gone")
    for command in ("breaking", "bump", "changelog"):
        assert errcat(partial, command, "--against", "v1.1.0").code == 2
    gone.rename(team.origin)
    git(partial, "fetch", "-q", "--refetch", "--no-filter", "origin")
    assert errcat(partial, "breaking", "--against", "v1.1.0").code == 1


@pytest.mark.exhaustive
def test_a_month_of_a_team_has_no_false_alarm_and_no_false_clean(
    tmp_path: Path,
) -> None:
    team = Team(tmp_path)
    assert team.run("git", "install").code == 0
    commit(team.clone, "first", "v1.0.0")
    git(team.clone, "push", "-q", "origin", "HEAD", "--tags")
    git(team.clone, "remote", "set-head", "origin", "--auto")
    added(team)
    squashed(team)
    rebased_and_released(team)
    hotfixed(team)
    broken(team)
    moved_and_released(team)
    late(team)
    checked_out_shallow(team, tmp_path)
    cloned_partially(team, tmp_path)
