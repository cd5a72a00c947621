"""Mail over SMTP, encrypted."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import quote

from archive.alerts.connecting import NotDelivered, clean, in_time, told
from archive.alerts.letters import Letter
from archive.alerts.operators_file import MailServer

_STEP, _WHOLE = 30.0, 90.0  # seconds: mail servers make strangers wait for a greeting, and look into what they are sent
# The standard library encodes what does not fit into a line, and no program decodes an address of List-Unsubscribe.
# 7bit: not every server takes bytes beyond ASCII as they are.
_POLICY = SMTP.clone(max_line_length=990, cte_type="7bit")
_NAMED = 60  # letters of the names of alerts, in that header


@dataclass(frozen=True)
class Leaving:
    """How a receiver leaves. contact: a mail address, or an address of the web."""

    contact: str

    def header(self, names: str) -> str:
        """`List-Unsubscribe` (RFC 2369). names: of the alerts."""
        if "@" not in self.contact or self.contact.startswith(("http://", "https://")):
            return f"<{self.contact}>"
        subject = quote(f"Abbestellen: {names[:_NAMED]}", safe="")
        return f"<mailto:{quote(self.contact, safe='@')}?subject={subject}>"

    def sentence(self, names: str, receiver: str) -> str:
        """The same for people."""
        said = f"Diese Nachricht kommt, weil {names} an „{receiver}“ {'gehen' if '“, „' in names else 'geht'}."
        return f"{said} Abbestellen: {self.contact}" if self.contact else said


def mail_of(letter: Letter, server: MailServer, to: str, leaving: Leaving) -> EmailMessage:
    """A letter as mail: plain text and HTML, with a Message-ID that stays the same at every try."""
    names = ", ".join(f"„{one.name}“" for one in letter.sections)
    leave = leaving.sentence(names, letter.receiver)
    name, sender = parseaddr(server.sender)
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(name, addr_spec=sender)
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(datetime.fromisoformat(letter.made_at))
    mail["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Unsubscribe"] = leaving.header(", ".join(one.name for one in letter.sections))
    mail.set_content(letter.text(leave))
    mail.add_alternative(letter.html(leave), subtype="html")
    return mail


def send_mail(mail: EmailMessage, server: MailServer) -> None:
    """Hand a mail to the server. Raises: NotDelivered, SettingsError (a secret that cannot be read)."""
    host = server.host.read()
    user, password = (one.read() if one else "" for one in (server.user, server.password))
    context = ssl.create_default_context()
    encrypted = server.security == "tls"
    smtp = smtplib.SMTP_SSL(timeout=_STEP, context=context) if encrypted else smtplib.SMTP(timeout=_STEP)
    smtp._host = host  # type: ignore[attr-defined] # certificates are checked against it; its constructor would connect
    lacking = "STARTTLS"
    try:
        with in_time(lambda: smtp.sock, _WHOLE):
            code, said = smtp.connect(host, server.port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, said)
            if server.security == "starttls":
                smtp.starttls(context=context)
            lacking = "login"
            if user:
                smtp.login(user, password)
            smtp.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        refused, words = next(iter(error.recipients.values()))
        reason = f"the mail server refuses the address ({refused})"
        raise NotDelivered(reason, _said(words, user, password)) from error
    except smtplib.SMTPAuthenticationError as error:
        reason = f"the mail server refuses user and password ({error.smtp_code})"
        raise NotDelivered(reason, server=True) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotDelivered(f"the mail server offers no {lacking}", server=True) from error
    except smtplib.SMTPResponseException as error:
        known = isinstance(error, smtplib.SMTPConnectError | smtplib.SMTPHeloError)
        reason = f"the mail server answered {error.smtp_code}"
        raise NotDelivered(reason, _said(error.smtp_error, user, password), server=known) from error
    except smtplib.SMTPServerDisconnected as error:
        waited = isinstance(error.__context__, TimeoutError)  # smtplib says the same of both
        reason = "did not answer in time" if waited else "closed the connection"
        raise NotDelivered(f"the mail server {reason}", server=True) from error
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise NotDelivered(f"the mail server cannot be used: {told(error)}", server=True) from error
    finally:
        smtp.close()


def _said(words: object, *secrets: str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return clean(text, secrets)
