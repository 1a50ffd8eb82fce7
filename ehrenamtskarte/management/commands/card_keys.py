from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from ehrenamtskarte.keys.encryption import is_encrypted_with_first, is_readable, private_key_of
from ehrenamtskarte.keys.errors import CardKeyError
from ehrenamtskarte.keys.reencrypting import reencrypt_keys
from ehrenamtskarte.keys.rotating import make_key, retire_key, rotate_key, withdraw_key
from ehrenamtskarte.keys.states import KeyState, living_codes, state_of
from ehrenamtskarte.models import IssuerKey, StatusList
from ehrenamtskarte.status.publishing import due_lists, publish_due_lists
from municipalities.models import Municipality


class Command(BaseCommand):
    help = "Looks after the keys with which towns sign their cards (docs/card-keys.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("list", help="all keys with their state")
        make = commands.add_parser("make", help="make the first key of a town")
        make.add_argument("town", help="name, address part or AGS")
        rotate = commands.add_parser("rotate", help="make the key that follows")
        rotate.add_argument("town", help="name, address part or AGS")
        rotate.add_argument("--now", action="store_true", help="it takes over at once")
        retire = commands.add_parser("retire", help="let a key sign no more; its cards stay valid")
        retire.add_argument("kid", help="the key's number")
        withdraw = commands.add_parser("withdraw", help="publish a key no longer")
        withdraw.add_argument("kid", help="the key's number")
        withdraw.add_argument(
            "--stolen", action="store_true", help="although valid cards become invalid by it"
        )
        commands.add_parser("check", help="say what is wrong; ends with 1 if anything is")
        commands.add_parser(
            "re-encrypt", help="after a new key was put first in CARD_KEY_ENCRYPTION_KEYS"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        do = getattr(self, f"do_{options['command'].replace('-', '_')}")
        try:
            do(options)
        except CardKeyError as error:
            raise CommandError(str(error)) from error

    def do_list(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        for key in _keys():
            state = state_of(key, now)
            unreadable = state != KeyState.WITHDRAWN and not is_readable(key)
            self.stdout.write(
                f"{key.kid}  {key.municipality.name}: {state.label}"
                f" ({_day(key.signs_from)} – {_day(key.retired_at)}),"
                f" {living_codes(key, timezone.localdate(now)).count()} codes,"
                f" list {key.status_list_id}: {key.status_list.taken} / {key.status_list.size // 2}"
                + (self.style.ERROR("  CAN'T BE READ") if unreadable else "")
            )

    def do_make(self, options: dict[str, Any]) -> None:
        self._tell(make_key(municipality=_town(options["town"])))

    def do_rotate(self, options: dict[str, Any]) -> None:
        town = _town(options["town"])
        self._tell(rotate_key(municipality=town, at_once=options["now"]))

    def do_retire(self, options: dict[str, Any]) -> None:
        key = _key(options["kid"])
        retire_key(key=key)
        self._tell(key)

    def do_withdraw(self, options: dict[str, Any]) -> None:
        key = _key(options["kid"])
        living = withdraw_key(key=key, was_stolen=options["stolen"])
        self._tell(key)
        if living:
            self.stdout.write(
                self.style.WARNING(f"{living} valid codes are of no use now: make the cards anew.")
            )

    def do_check(self, options: dict[str, Any]) -> None:
        """Every problem in one line on stderr."""
        problems = []
        keys = [key for key in _keys() if key.withdrawn_at is None]
        for key in keys:
            try:
                private_key_of(key)
            except CardKeyError as error:
                problems.append(str(error))
            else:
                if not is_encrypted_with_first(key):
                    problems.append(
                        f"{key}: still encrypted with an older key; run “card_keys re-encrypt”."
                    )
        now = timezone.now()
        publish_due_lists(now)
        problems += [
            f"Status list {one.pk} can't be published: none of its keys can be read. Rotate."
            for one in due_lists(now)
        ]
        for problem in problems:
            self.stderr.write(self.style.ERROR(problem))
        if problems:
            raise CommandError(f"{len(problems)} problems.")
        lists = StatusList.objects.filter(keys__in=keys).distinct().count()
        self.stdout.write(self.style.SUCCESS(f"{len(keys)} keys, {lists} lists: all is well."))

    def do_re_encrypt(self, options: dict[str, Any]) -> None:
        done = reencrypt_keys()
        self.stdout.write(f"{done.count} keys encrypted anew.")
        for key in done.unreadable:
            self.stderr.write(
                self.style.ERROR(str(CardKeyError(CardKeyError.Code.UNREADABLE, key)))
            )
        for name in done.others_unreadable:
            self.stderr.write(self.style.ERROR(f"{name} can't be read."))
        if done.unreadable or done.others_unreadable:
            raise CommandError("The others stay as they are.")

    def _tell(self, key: IssuerKey) -> None:
        state = state_of(key, timezone.now())
        since = f" from {_day(key.signs_from)}" if state == KeyState.AHEAD else ""
        self.stdout.write(
            self.style.SUCCESS(f"{key.kid}  {key.municipality.name}: {state.label}{since}")
        )


def _keys() -> Any:
    return IssuerKey.objects.select_related("municipality", "status_list")


def _key(kid: str) -> IssuerKey:
    key: IssuerKey | None = _keys().filter(kid=kid.lower()).first()
    if key is None:
        raise CommandError(f"There is no key {kid}; see “card_keys list”.")
    return key


def _town(text: str) -> Municipality:
    town = Municipality.objects.filter(Q(name__iexact=text) | Q(slug=text) | Q(ags=text)).first()
    if town is None:
        raise CommandError(f"No town of the association is called {text}.")
    return town


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else "…"
