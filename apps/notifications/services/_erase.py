from uuid import UUID

from apps.notifications.models import Delivery, Notification, Preference, PushSubscription


def erase_person(*, person_id: UUID) -> None:
    """Erases what a person was told, where it was sent, which browsers heard it, and what they chose.

    Doing it again does no harm. What others were told about payments with them is the others' and stays.
    """
    # The sandbox's copies go with their deliveries.
    Delivery.objects.filter(person_id=person_id).delete()
    Notification.objects.filter(person_id=person_id).delete()
    Preference.objects.filter(person_id=person_id).delete()
    PushSubscription.objects.filter(person_id=person_id).delete()
