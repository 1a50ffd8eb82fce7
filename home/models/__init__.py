from home.models.accessibility import AccessibilityFeedback, AccessibilityPage
from home.models.pages import HomePage, StandardPage

__all__ = ["AccessibilityFeedback", "AccessibilityPage", "HomePage", "StandardPage"]
