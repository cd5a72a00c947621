"""Fingerprints find what is copied, however short, from a stated number of words on."""

from __future__ import annotations

from random import Random

from archive.wording.fingerprints import SPAN, SURE, WIDTH, fingerprints, release_number, window_numbers

# ruff: noqa: S311 - what is drawn here is no secret
VOCABULARY = [f"wort{n}" for n in range(3_000)]


def some_words(random: Random, count: int) -> list[str]:
    return random.choices(VOCABULARY, k=count)


def test_of_so_many_words_in_a_row_a_number_is_kept_whatever_stands_around_them() -> None:
    random = Random(3)
    for _ in range(300):
        copied = some_words(random, SURE)
        text = " ".join([*some_words(random, random.randrange(20)), *copied, *some_words(random, 20)])
        assert fingerprints([text]) & set(window_numbers(copied))


def test_one_word_less_may_be_missed() -> None:
    random = Random(5)
    missed = 0
    for _ in range(300):
        copied = some_words(random, SURE - 1)
        text = " ".join([*some_words(random, 10), *copied, *some_words(random, 10)])
        missed += not fingerprints([text]) & set(window_numbers(copied))
    assert missed


def test_two_windows_of_seven_are_kept() -> None:
    kept = len(fingerprints([" ".join(some_words(Random(7), 20_000))]))
    assert abs(kept / 20_000 - 2 / (SPAN + 1)) < 0.01


def test_no_window_reaches_from_one_text_into_another_or_over_black() -> None:
    across = set(window_numbers(["eins", "zwei", "drei"]))
    assert fingerprints(["eins zwei drei"]) == across
    assert not fingerprints(["eins zwei", "drei"])
    assert not fingerprints(["eins ▇▇▇ zwei drei"]) & across
    assert len(window_numbers(["eins"] * (WIDTH - 1))) == 0


def test_numbers_fit_into_the_bytes_that_are_counted_on() -> None:
    random = Random(11)
    numbers = window_numbers(some_words(random, 5_000))
    assert -(2**23) <= min(numbers) < 0 < max(numbers) < 2**23
    releases = [release_number(f"mitteilung-{n}") for n in range(5_000)]
    assert -(2**15) <= min(releases) < 0 < max(releases) < 2**15
