"""Applications at the organisation's desk: who would like to help, and what comes of it."""
