"""The types that mentions have in Parquet; with the keys that they have as JSON."""

from __future__ import annotations

import pyarrow as pa

TEXT, NUMBER, TEXTS = pa.string(), pa.int64(), pa.list_(pa.string())
TRIED = pa.list_(pa.struct([(key, TEXT) for key in ("rule", "outcome", "why", "against")]))
OF_DATE = {
    "start": NUMBER, "end": NUMBER, "text": TEXT, "type": TEXT, "value": TEXT, "mod": TEXT, "begin": TEXT,
    "until": TEXT, "utc": TEXT, "utc_end": TEXT, "rule": TEXT, "flags": TEXTS, "direction": TEXT, "reason": TEXT,
    "span": pa.bool_(), "certainty": TEXT, "status": TEXT, "weekdays": TEXT, "instants": pa.list_(TEXTS),
}  # fmt: skip
OF_QUOTE = {
    "start": NUMBER, "end": NUMBER, "kind": TEXT, "speaker": TEXT, "speaker_kind": TEXT, "speaker_mention": TEXT,
    "role": TEXT, "cue": TEXT, "cue_lemma": TEXT, "confidence": pa.float64(), "rule": TEXT, "repeats": NUMBER,
}  # fmt: skip


def types(explain: bool) -> dict[str, pa.DataType]:
    """The types of the two columns, with the rules that were tried if they are asked for."""
    tried = {"tried": TRIED} if explain else {}
    return {
        "timexes": pa.list_(pa.struct(list((OF_DATE | tried).items()))),
        "quotes": pa.list_(pa.struct(list((OF_QUOTE | tried).items()))),
    }
