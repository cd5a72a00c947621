"""What stands between the words of one mention: blanks, and at most one end of line; no mention leaps a paragraph."""

W = r"(?:[ \t\xa0\u202f]{1,4}\n?|\n)"  # at least one
O = r"[ \t\xa0\u202f]{0,4}\n?"  # noqa: E741 - W's counterpart: one or none
