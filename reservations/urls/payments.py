"""Addresses of payments: what is due and what goes back, one by one and many at once; the letters about it."""

from django.urls import path

from reservations.views import letters, payment_acts, payment_batches, payments

app_name = "payments"
urlpatterns = [
    path("", payments.index, name="list"),
    path("many/payment/", payment_batches.pay, name="pay-many"),
    path("many/reminder/", payment_batches.remind, name="remind-many"),
    path("many/promise/", payment_batches.promise, name="promise-many"),
    path("<int:pk>/payment/", payment_acts.payment, name="payment"),
    path("<int:pk>/promise/", payment_acts.promise, name="promise"),
    path("<int:pk>/credit/", payment_acts.settle, name="settle"),
    path("<int:pk>/refund/", payment_acts.refund, name="refund"),
    path("letters/", letters.index, name="letters"),
    path("letters/<int:level>/<slug:language>/", letters.edit, name="letter"),
    path("letters/<int:level>/<slug:language>/house/", letters.bring_back, name="letter-house"),
    path("letters/versions/<int:pk>/undo/", letters.take_back, name="letter-undo"),
]
