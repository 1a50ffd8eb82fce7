from django.db.models import TextChoices


class Wallet(TextChoices):
    """The labels are names, the same in all languages; a pass's code is kept with one of them."""

    APPLE = "apple", "Apple Wallet"
    GOOGLE = "google", "Google Wallet"
