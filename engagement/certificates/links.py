from datetime import timedelta

from core.links import Purpose

# Subject: the certificate, whose holder has no account.
OWN_CERTIFICATE = Purpose(
    name="own_certificate",
    view_name="certificate:by_link",
    lifetime=timedelta(days=365),
)
