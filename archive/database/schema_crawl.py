"""The tables of what was captured and what is withheld of it; the releases made of it stand in `schema.py`."""

from __future__ import annotations

from archive.database.columns import Column, Table, day, flag, instant, integer, text

CRAWL_TABLES = (
    Table("withdrawals", "Sperrungen: was aus dem Archiv genommen, geschwärzt oder vor Suchmaschinen verborgen ist, und"
          " warum. Von einer verborgenen Mitteilung steht sonst nichts in der Datenbank.", ("number",), (
        integer("number", "laufende Nummer in dieser Ausgabe"),
        text("scope", "noindex (nicht für Suchmaschinen), redact (Stellen geschwärzt), hide (verborgen) oder erase"
             " (auch die Bytes gelöscht)", required=True),
        text("reason", "Grund", required=True),
        day("day", "seit wann (ISO)", required=True),
        text("decided_by", "operator (wer das Archiv betreibt) oder site (Regel für das, was die Stadt entfernt)",
             required=True),
        text("release", "Slug der Pressemitteilung; leer, wenn sie nicht in der Datenbank ist"),
        text("digest", "SHA-256 des Slugs, wie er in der Adresse bei der Stadt steht; leer, wenn er geschwärzt ist"),
    ), (("digest",), ("release",))),
    Table("crawl_runs", "Abrufe: wann Archivkopien geholt oder eingelesen wurden.", ("id",), (
        text("id", "UTC-Zeit des Beginns und Art des Abrufs"),
        text("kind", "crawl (geholt), import (eingelesen) oder recovered (nach Abbruch gerettet)", required=True),
        text("mode", "new (Neues und Jüngstes) oder all (alles); nur bei geholten"),
        text("version", "Fassung des Programms", required=True),
        instant("started_at", "Beginn, UTC", required=True),
        instant("ended_at", "Ende, UTC"),
        text("ended_why", "Grund des Endes: finished, stopped, killed, recovered (unbekannt), budget …"),
        integer("requests", "Anfragen", required=True),
        integer("bytes", "empfangene Bytes", required=True),
        integer("new", "Pressemitteilungen (beim Einlesen: Archivkopien), die neu waren", required=True),
        integer("changed", "Pressemitteilungen, deren Seite anders war als zuvor", required=True),
        integer("unchanged", "Pressemitteilungen (beim Einlesen: Archivkopien), die waren wie zuvor", required=True),
        integer("gone", "Pressemitteilungen, die verschwunden sind", required=True),
        integer("errors", "Anfragen ohne brauchbare Antwort", required=True),
        integer("number", "der wievielte Abruf es war, was auch immer die Uhr sagte", required=True),
        text("clock", "warum den Zeiten des Abrufs nicht zu trauen ist; leer, wenn nichts gegen sie spricht"),
        flag("unverified", "1, wenn die TLS-Zertifikate der Stadt nicht geprüft wurden", required=True),
    )),
    Table("crawl_routes", "In welchen Quellen ein Abruf suchte und was er in jeder fand.", ("run", "route", "url"), (
        text("run", "Abruf", "crawl_runs.id"),
        text("route", "feed, list (Listenseiten), sitemap, link (Links zwischen Pressemitteilungen)"),
        text("url", "Startadresse der Quelle"),
        integer("pages", "gelesene Seiten", required=True),
        integer("releases", "verschiedene Pressemitteilungen, die die Quelle nannte", required=True),
        integer("new", "davon noch nicht bekannt", required=True),
        text("problem", "was fehlte, zum Beispiel HTTP 404; leer, wenn die Quelle antwortete"),
        integer("late", "davon neu auf Seiten hinter einer ohne Neues: nachgetragen oder verschoben", required=True),
    )),
    Table("alarms", "Alarme: woran ein Abruf erkennen lässt, dass etwas nicht stimmt.", ("run", "name"), (
        text("run", "Abruf, der beurteilt wurde", "crawl_runs.id"),
        text("name", "nothing_found, route_lost, mostly_errors, most_gone, too_few, silence, bounded, clock,"
                     " quarantined oder layout_changed_ mit dem Feld"),
        text("reason", "Begründung in Worten (englisch)", required=True),
        instant("since", "seit wann er offen ist, UTC"),
    )),
    Table("captures", "Archivkopien: die Bytes, die die Stadt zu einer Zeit gesendet hat, und wo sie sind.", ("id",), (
        text("id", "16 Hexziffern aus Adresse, Zeit und Prüfsumme"),
        text("run", "Abruf, der die Archivkopie geholt hat", "crawl_runs.id", required=True),
        text("url", "Adresse, wie angefragt", required=True),
        instant("captured_at", "Zeitpunkt, UTC", required=True),
        text("kind", "response (Antwort), conversion (nur ihr Text, oder die Seite, in der eine gelöschte Mitteilung"
             " geschwärzt ist) oder revisit (unverändert)", required=True),
        integer("status", "HTTP-Status"),
        text("content_type", "Inhaltstyp, wie gesendet"),
        text("digest", "SHA-256 der Bytes, wie gesendet", required=True),
        text("etag", "ETag, wie gesendet"),
        text("last_modified", "Last-Modified, wie gesendet"),
        text("file", "WARC-Datei", required=True),
        integer("offset", "Byte, an dem der Eintrag in der Datei beginnt", required=True),
        integer("length", "Länge des Eintrags in Bytes", required=True),
        text("repeats", "bei revisit: die Archivkopie, die die Bytes enthält"),
        text("cut", "warum die Bytes nicht vollständig sind; leer, wenn sie es sind"),
        flag("unverified", "1, wenn das TLS-Zertifikat nicht geprüft wurde", required=True),
        Column("withdrawal", "INTEGER", "Sperrung, derentwegen die Bytes nicht gezeigt werden; sonst leer",
               "withdrawals.number"),
    ), (("url", "captured_at"), ("digest",), ("withdrawal",))),
)  # fmt: skip
