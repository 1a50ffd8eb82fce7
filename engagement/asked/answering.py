"""One answer to an engagement, whether it comes from a desk or by a link."""

from accounts.models import User
from engagement import services
from engagement.asked.forms import Answer, AnswerForm
from engagement.models import Engagement


def answer_engagement(
    engagement: Engagement, form: AnswerForm, *, by: User | None = None, email: str = ""
) -> Engagement:
    """Do what the form says. Raises EngagementError."""
    given = form.cleaned_data
    if given["answer"] == Answer.NO:
        return services.decline_engagement(
            engagement=engagement, word=given["word"], by=by, email=email
        )
    is_corrected = given["answer"] == Answer.CORRECTED
    return services.confirm_engagement(
        engagement=engagement,
        by=by,
        email=email,
        role=given["role"] if is_corrected else "",
        since=given["since"] if is_corrected else None,
        word=given["word"],
    )
