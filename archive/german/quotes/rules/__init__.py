"""The rules that say whose words a quote is."""
