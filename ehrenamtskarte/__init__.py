"""The Ehrenamtskarte: rules, applications, cards and their credential."""
