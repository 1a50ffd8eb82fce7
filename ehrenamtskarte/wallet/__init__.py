"""Passes for the wallets of phones, where the association offers them (docs/wallet-passes.md).

kinds         which wallets there are
certificates  what a wallet wants signed with, read from files that the environment names
setup         which of it is usable, and what is wrong with the rest
making        a pass of a card: made, made anew, ended
content       what stands on a pass, whatever the wallet
apple         as `.pkpass`
google        as a link
access        for whom: the own account, or the phone that shows the card
"""

from ehrenamtskarte.wallet.errors import WalletError
from ehrenamtskarte.wallet.kinds import Wallet
from ehrenamtskarte.wallet.making import end_pass, make_pass, pass_of
from ehrenamtskarte.wallet.setup import offered_wallets

__all__ = ["Wallet", "WalletError", "end_pass", "make_pass", "offered_wallets", "pass_of"]
