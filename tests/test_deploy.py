"""The units of systemd: what they run is run here."""

from __future__ import annotations

import shlex
import subprocess
from email import message_from_bytes
from email.policy import default
from pathlib import Path

UNIT = Path(__file__).parents[1] / "deploy" / "darmstadt-aktuell-failed@.service"
STATUS = "× darmstadt-aktuell-update.service\nALARM: „Prüfung“ – nichts gefunden"


def test_a_unit_that_failed_is_told_in_a_mail_that_any_program_reads(tmp_path: Path) -> None:
    (line,) = (line for line in UNIT.read_text(encoding="utf-8").splitlines() if line.startswith("ExecStart="))
    for name, does in (("systemctl", f"cat <<'END'\n{STATUS}\nEND"), ("sendmail", f"cat > {tmp_path / 'mail'}")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    # as systemd reads it (systemd.unit(5), systemd.service(5))
    command = line.removeprefix("ExecStart=").replace("%i", "a.service").replace("%H", "host").replace("$$", "$")
    words = shlex.split(command.replace("/usr/sbin/sendmail", str(tmp_path / "sendmail")))
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "ALERT_TO": "technik@example.org"}
    subprocess.run(words, check=True, env=environment)
    mail = message_from_bytes((tmp_path / "mail").read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"]) == ("technik@example.org", "a.service failed on host")
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_body()
    assert body
    assert body.get_content().strip() == STATUS
