"""The commands of `darmstadt-aktuell`, one file per family of verbs."""
