"""What a provider is answered."""

from typing import Any

from rest_framework import serializers


class CallbackAnswerSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=["received", "duplicate"], help_text="duplicate: we had this event.")
