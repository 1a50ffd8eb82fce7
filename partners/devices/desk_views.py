"""What a shop's owner does with devices: pair, name, revoke."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisations.addresses import absolute
from partners.desk import owner_view
from partners.devices.errors import DeviceError
from partners.devices.forms import ChangeDeviceForm, DeviceForm
from partners.devices.pairing import change_device, revoke_device, start_pairing
from partners.devices.screen_code import svg_lines
from partners.models import Partner, ScannerDevice

REVOKED_SHOWN = 10
# Of the session: the code that waits for its device, and of which pairing it is.
SHOWN_CODE = "pairing_code"


@require_safe
@owner_view
def devices(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Which devices scan for the shop, and when each was last there."""
    known = partner.devices.select_related("branch", "paired_by")
    context = {
        "partner": partner,
        "devices": known.filter(revoked_at=None),
        "revoked": known.exclude(revoked_at=None).order_by("-revoked_at")[:REVOKED_SHOWN],
    }
    return render(request, "partners/devices/index.html", context)


@owner_view
def start(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Ask for a name, then show the code."""
    form = DeviceForm(request.POST or None, partner=partner)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        user: Any = request.user
        try:
            letters, pairing = start_pairing(
                partner=partner,
                name=facts["name"],
                branch=facts.get("branch"),
                pin=facts["pin"],
                by=user,
            )
        except DeviceError as error:
            form.add_error(None, str(error))
        else:
            request.session[SHOWN_CODE] = [pairing.pk, letters]
            return redirect("partner_devices:code", partner=partner.pk, pk=pairing.pk)
    response = render(request, "partners/devices/pair.html", {"partner": partner, "form": form})
    # Whoever goes back from the code to a form that had to be corrected shall find it again.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_safe
@owner_view
def code(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """The code itself, for whoever has asked for it, as long as it is good."""
    known, letters = request.session.get(SHOWN_CODE) or (None, "")
    codes = partner.pairing_codes.filter(used_at=None, expires_at__gt=timezone.now())
    pairing = codes.filter(pk=pk).first()
    if pairing is None or known != pk:
        if known == pk:
            del request.session[SHOWN_CODE]
        messages.info(request, _("This code is good no more. You can make a new one here."))
        return redirect("partner_devices:index", partner=partner.pk)
    address = absolute(reverse("scanner"))
    lines, width = svg_lines(f"{address}#koppeln={letters}")
    context = {
        "partner": partner,
        "pairing": pairing,
        "code": letters,
        "address": address,
        "lines": lines,
        "width": width,
    }
    return render(request, "partners/devices/code.html", context)


@require_safe
@owner_view
def progress(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """What became of a code, for the page that shows it."""
    pairing = get_object_or_404(partner.pairing_codes, pk=pk)
    is_over = pairing.used_at is None and pairing.expires_at <= timezone.now()
    return JsonResponse({"paired": pairing.device_id is not None, "over": is_over})


@owner_view
def change(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """Another name, place or PIN."""
    device = _device(partner, pk)
    form = ChangeDeviceForm(request.POST or None, device=device)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        branch = facts.get("branch", device.branch)
        change_device(device=device, name=facts["name"], branch=branch, pin=form.new_pin)
        messages.success(request, _("Saved. The device learns of it as soon as it has network."))
        return redirect("partner_devices:index", partner=partner.pk)
    context = {"partner": partner, "device": device, "form": form}
    return render(request, "partners/devices/change.html", context)


@owner_view
def revoke(request: HttpRequest, partner: Partner, pk: int) -> HttpResponse:
    """Ask, then end what the device may do."""
    device = _device(partner, pk)
    if request.method == "POST":
        user: Any = request.user
        revoke_device(device=device, by=user)
        messages.success(request, _("The device is revoked. It can scan nothing more for you."))
        return redirect("partner_devices:index", partner=partner.pk)
    return render(request, "partners/devices/revoke.html", {"partner": partner, "device": device})


def _device(partner: Partner, pk: int) -> ScannerDevice:
    device: ScannerDevice = get_object_or_404(partner.devices, pk=pk, revoked_at=None)
    device.partner = partner
    return device
