"""White space inside a mention: blanks and at most one line break, so that no mention spans two paragraphs."""

W = r"(?:[ \t\xa0\u202f]{1,4}\n?|\n)"  # at least one
O = r"[ \t\xa0\u202f]{0,4}\n?"  # noqa: E741 - W's counterpart: one or none
