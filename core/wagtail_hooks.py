from wagtail import hooks

from core.viewsets import VocabularyViewSetGroup


@hooks.register("register_admin_viewset")
def register_vocabularies() -> VocabularyViewSetGroup:
    return VocabularyViewSetGroup()
