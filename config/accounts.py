"""Who gets an account: the people an administrator gives one."""

from allauth.account.adapter import DefaultAccountAdapter


class StaffOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
