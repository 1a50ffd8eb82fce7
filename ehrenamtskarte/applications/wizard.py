"""Applying in steps, each of which is saved as it goes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User, Volunteer
from accounts.volunteers import volunteer_for
from core.form_limits import may_send
from core.links import revoke_links
from ehrenamtskarte.applications import known, notices, services, steps
from ehrenamtskarte.applications.access import Access, draft_view, remember
from ehrenamtskarte.applications.erasing import KEPT_DRAFT
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.facts import judgement_of, rule_for
from ehrenamtskarte.applications.forms import (
    NewPersonForm,
    PersonForm,
    QuestionsForm,
    TownForm,
)
from ehrenamtskarte.applications.links import CARD_APPLICATION
from ehrenamtskarte.applications.proofs import keep_proof
from ehrenamtskarte.applications.proving import proof_was_removed
from ehrenamtskarte.applications.steps import TEMPLATES, save_draft, show_step
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.models import CardApplication


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The first step; what one has begun before is offered to go on with."""
    user = request.user if request.user.is_authenticated else None
    data = request.POST if request.method == "POST" else None
    form: PersonForm
    if user:
        form = PersonForm(data, has_account=True, initial=_known_of(user))
    else:
        form = NewPersonForm(data)
    if request.method == "POST" and form.is_valid() and _may_begin(request, form):
        application = _begin(request, form, user)
        if application:
            return redirect("card_applications:town", pk=application.pk)
        return redirect("card_applications:start")  # a machine
    return render(
        request,
        f"{TEMPLATES}/start.html",
        {"form": form, "begun": _begun(user), "days": KEPT_DRAFT.days},
        status=422 if form.errors else 200,
    )


@draft_view
def person(request: HttpRequest, access: Access) -> HttpResponse:
    """Who applies, again."""
    application = access.application
    email = application.email
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        instance=application,
        has_account=access.user is not None,
    )
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        save_draft(changed)
        if access.user:
            changed.volunteer = volunteer_for(name=changed.name, user=access.user)
            changed.save(update_fields=["volunteer"])
        elif changed.email != email:
            # Links that went to the old mailbox open nothing any more.
            revoke_links(CARD_APPLICATION, changed)
            remember(request, changed)
            notices.greet_draft(changed, days=KEPT_DRAFT.days)
        return redirect(access.address(steps.after(steps.PERSON).name))
    return show_step(request, access, steps.PERSON, "person", form=form)


@draft_view
def town(request: HttpRequest, access: Access) -> HttpResponse:
    """Which card, of which town."""
    application = access.application
    form = TownForm(
        request.POST if request.method == "POST" else None,
        postcode=application.postcode,
        initial={"card_type": application.card_type, "town": application.municipality_id},
    )
    if request.method == "POST" and form.is_valid():
        application.municipality = form.chosen_town
        application.card_type = form.cleaned_data["card_type"]
        application.is_active_in_town = not form.choice.at_home
        save_draft(application)
        return redirect(access.address(steps.after(steps.TOWN).name))
    return show_step(request, access, steps.TOWN, "town", form=form, choice=form.choice)


@draft_view
def questions(request: HttpRequest, access: Access) -> HttpResponse:
    """What the rule asks besides."""
    application = access.application
    rule = rule_for(application)
    if application.municipality is None or rule is None:
        return redirect(access.address(steps.TOWN.name))
    proofs = list(application.shortcut_proofs.all())
    is_post = request.method == "POST"
    form = QuestionsForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        rule=rule,
        proofs=len(proofs),
        initial=QuestionsForm.initial_of(application),
    )
    if is_post and form.is_valid():
        form.save_to(application)
        save_draft(application)
        if file := form.cleaned_data.get("shortcut_proof"):
            keep_proof(application=application, file=file)
        elif not application.shortcuts:  # what they proved is not said any more
            for proof in proofs:
                proof_was_removed(proof=proof)
        return redirect(access.address(steps.after(steps.QUESTIONS).name))
    return show_step(
        request, access, steps.QUESTIONS, "questions", form=form, rule=rule, proofs=proofs
    )


@draft_view
def send(request: HttpRequest, access: Access) -> HttpResponse:
    """Everything once more, what the rule says of it, and the button."""
    application = access.application
    missing = steps.first_open(application)
    if missing != steps.SEND:
        messages.warning(request, _("Something is still missing here."))
        return redirect(access.address(missing.name))
    refusal = None
    if request.method == "POST":
        known.refresh(application, today=timezone.localdate())
        try:
            services.submit(application=application, by=access.user, is_proved=access.is_proved)
        except CardApplicationError as error:
            refusal = error
            application.refresh_from_db()
        else:
            return redirect(access.address())
    return show_step(
        request,
        access,
        steps.SEND,
        "send",
        refusal=refusal,
        attestations=application.attestations.prefetch_related("proofs"),
        shortcut_proofs=application.shortcut_proofs.all(),
        judgement=judgement_of(application),
        is_jubilee=application.card_type == CardType.JUBILEE,
    )


@require_POST
@draft_view
def discard(request: HttpRequest, access: Access) -> HttpResponse:
    """Throw the draft away."""
    services.withdraw(application=access.application, by=access.user)
    messages.success(request, _("Your draft has been erased."))
    return redirect("card_applications:start")


def _begin(request: HttpRequest, form: PersonForm, user: User | None) -> CardApplication | None:
    if isinstance(form, NewPersonForm) and form.is_trapped():
        return None
    facts = {name: form.cleaned_data[name] for name in form.Meta.fields if name in form.fields}
    if request.GET.get("art") == "jubilaeum":
        facts["card_type"] = CardType.JUBILEE
    if user:
        facts["email"] = user.email
    application = services.start(by=user, **facts)
    known.prefill(application, today=timezone.localdate())
    if user is None:
        remember(request, application)
        notices.greet_draft(application, days=KEPT_DRAFT.days)
    return application


def _may_begin(request: HttpRequest, form: PersonForm) -> bool:
    if not isinstance(form, NewPersonForm):
        return True
    if not may_send(request, form, mailbox=form.cleaned_data["email"]):
        return False
    if not form.is_trapped() and form.is_hasty():
        form.add_error(None, _("That was very quick. Please look once more and send it again."))
    return not form.errors


def _known_of(user: User) -> dict[str, Any]:
    """What the account knows of its owner."""
    name = user.get_full_name()
    own = Volunteer.objects.of(user).filter(name__iexact=name).order_by("pk").first()
    return {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "born_on": own.born_on if own else None,
        "phone": own.phone if own else "",
    }


def _begun(user: User | None) -> list[CardApplication]:
    if user is None:
        return []
    drafts = CardApplication.objects.filter(volunteer__user=user, state=State.DRAFT)
    return list(drafts.order_by("-waiting_since")[:5])
