"""Addresses of reservations. A new verb is a new resource."""

from django.urls import path

from reservations.views import acts, editing, many, new, pages

app_name = "reservations"
urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", new.new, name="new"),
    path("counts/", pages.counts, name="counts"),
    path("many/", many.act_on_many, name="many"),
    path("many/done/", many.index, name="batches"),
    path("many/<uuid:batch>/", many.one_batch, name="batch"),
    path("many/<uuid:batch>/undo/", many.take_back, name="undo-many"),
    path("confirmations/", acts.confirm_all, name="confirm-all"),
    path("acts/<int:pk>/undo/", acts.take_back, name="undo"),
    path("batches/<uuid:batch>/undo/", acts.take_back_batch, name="undo-batch"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/calendar.ics", editing.calendar_file, name="calendar"),
    path("<int:pk>/acts/", pages.acts, name="acts"),
    path("<int:pk>/confirmation/", acts.confirm, name="confirm"),
    path("<int:pk>/acceptance/", acts.accept, name="accept"),
    path("<int:pk>/reopening/", acts.reopen, name="reopen"),
    path("<int:pk>/option/", acts.make_option, name="make-option"),
    path("<int:pk>/extension/", acts.extend, name="extend"),
    path("<int:pk>/follow-up/", acts.follow_up, name="follow-up"),
    path("<int:pk>/release/", acts.release, name="release"),
    path("<int:pk>/rejection/", acts.reject, name="reject"),
    path("<int:pk>/cancellation/", acts.cancel, name="cancel"),
    path("<int:pk>/reactivation/", acts.reactivate, name="reactivate"),
    path("<int:pk>/check-in/", acts.check_in, name="check-in"),
    path("<int:pk>/check-in/undo/", acts.undo_check_in, name="undo-check-in"),
    path("<int:pk>/no-show/", acts.no_show, name="no-show"),
    path("<int:pk>/no-show/undo/", acts.take_back_no_show, name="undo-no-show"),
    path("<int:pk>/reminder/", acts.remind, name="remind"),
    path("<int:pk>/payment/", acts.pay, name="pay"),
]
