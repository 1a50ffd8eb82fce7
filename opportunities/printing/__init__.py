"""Any search on paper: a list as PDF, each offer with a code that leads to its page."""
