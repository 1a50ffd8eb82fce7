from accounts.models.users import User
from accounts.models.volunteers import Volunteer

__all__ = ["User", "Volunteer"]
