"""An operator changes their own password: by the service, like everybody, and not by Django's form."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse, HttpResponseRedirect
from unfold.forms import AdminOwnPasswordChangeForm

from apps.accounts import services
from apps.core import clock
from apps.core.errors import DomainError, InvalidInput
from apps.core.ids import uuid7

_FIELDS = {"current_password": "old_password", "new_password": "new_password2"}


class OwnPasswordForm(AdminOwnPasswordChangeForm):  # type: ignore[misc]
    def clean_old_password(self) -> str:
        """The service compares it, and counts how often: here it could be guessed at without end."""
        return str(self.cleaned_data["old_password"])


class OwnPasswordView(PasswordChangeView):
    """Ends all of the operator's other sessions, in the app and in other browsers, and has them told."""

    form_class = OwnPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            services.change_password(
                person_id=form.user.pk,
                # None of the app's sessions is this one, so all of them end.
                session_id=uuid7(),
                current_password=form.cleaned_data["old_password"],
                new_password=form.cleaned_data["new_password1"],
                now=clock.now(),
            )
        except InvalidInput as refusal:
            for error in refusal.errors:
                form.add_error(_FIELDS.get(error["field"]), error["detail"])
            return self.form_invalid(form)
        except DomainError as refusal:
            form.add_error("old_password", refusal.detail)
            return self.form_invalid(form)
        form.user.refresh_from_db()
        update_session_auth_hash(self.request, form.user)
        return HttpResponseRedirect(str(self.get_success_url()))
