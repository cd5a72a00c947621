"""Chooses the speaker among all who are named around a quote, if the rules had little evidence.

The way of a quote through the package:

    options.py     the noun phrases and pronouns around it: who may be speaking
    features.py    what speaks for and against each of them
    weights.py     what each of these is worth; made by bench/train_ranker.py from texts in tests/fixtures
    choose.py      the option that outweighs what the rules chose, with its probability
"""
