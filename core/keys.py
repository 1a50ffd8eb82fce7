from django.urls.converters import IntConverter, StringConverter


class KeyConverter(IntConverter):
    """`<key:pk>`: a primary key in an address; longer numbers than any database holds are none.

    With `<int:pk>` a number of thirty digits would be an error of the database, not a 404.
    """

    regex = "[0-9]{1,18}"


class SecretConverter(StringConverter):
    """`<secret:secret>`: what stands in a link by mail, however a mail program mangled it."""

    regex = "[^/]{1,200}"
