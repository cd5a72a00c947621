"""Saved searches and who hears of what they find: `DIR/<site>.alerts.toml`.

operators_file  what the operator wrote, checked     topics, topics_of_*  what an address of the site finds
stock           what is new since the last run       ledger               what waits and what was sent
letters         messages in German                   mail, webhook, ping  how they leave this machine
delivery        message by message, tries, alarms    run                  all of it, for the command
"""
