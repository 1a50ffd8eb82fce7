"""What applicant and organisation write to each other within an application (ADR 24)."""
