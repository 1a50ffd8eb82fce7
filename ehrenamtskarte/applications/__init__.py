"""From the first step of an application to the town's decision (docs/card-applications.md)."""
