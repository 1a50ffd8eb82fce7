""" "Do I get the card?", answered before anybody has given a name; nothing is kept."""
