"""Signs what the slots hold, as the maker of the firmware would: with
`soundcheck firmware sign` on the machine that builds."""

import pathlib
import subprocess
import tempfile
import tomllib

SOURCE = pathlib.Path(__file__).resolve().parent / "release.toml"


def make(soundcheck, image, out):
    """Into `out`: `manifest.pb`; `older.pb` of the release before and
    `expired.pb`, which are the same otherwise; and `keys`, which a speaker
    trusts."""
    with tempfile.TemporaryDirectory(prefix="soundcheck-release-") as name:
        folder = pathlib.Path(name)
        key = folder / "release-1.key"
        _run("openssl", "genpkey", "-algorithm", "ed25519", "-out", key)
        keys = out / "keys"
        keys.mkdir(parents=True)
        _run("openssl", "pkey", "-in", key, "-pubout", "-out",
             keys / "release-1.pem")
        source = SOURCE.read_text(encoding="utf-8")
        release = tomllib.loads(source)
        (folder / "root.sqfs").symlink_to(image.resolve())
        _run("unsquashfs", "-no-progress", "-dest", folder / "root", image,
             *(file["path"].lstrip("/") for file in release["file"]))
        counter, expires = (f"counter = {release['counter']}",
                            f"expires = \"{release['expires']}\"")
        for manifest, text in (
                ("manifest", source),
                ("older", source.replace(
                    counter, f"counter = {release['counter'] - 1}")),
                ("expired", source.replace(
                    expires,
                    'issued = "2020-01-01"\nexpires = "2021-01-01"'))):
            (folder / "release.toml").write_text(text, encoding="utf-8")
            _run(soundcheck, "firmware", "sign", folder / "release.toml",
                 "--key", key, "--root", folder / "root",
                 "--out", out / f"{manifest}.pb")


def _run(*words):
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{words[0]} exited {done.returncode}: "
                           f"{done.stderr or done.stdout}")
