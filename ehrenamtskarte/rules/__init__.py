"""What is asked of whoever wants the card, as dated data, and how it is judged.

docs/card-rules.md says how.
"""

from ehrenamtskarte.rules.in_force import RuleInForce, rule_in_force, rule_of, rules_in_force

__all__ = ["RuleInForce", "rule_in_force", "rule_of", "rules_in_force"]
