"""What the buttons of the control page do."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from apps.gateways.adapters.sandbox.behaviour import Behaviour
from apps.gateways.adapters.sandbox.desk import Desk
from apps.gateways.adapters.sandbox.wire import Answer, Asked

PRESETS: dict[str, tuple[str, dict[str, Any]]] = {
    "good": ("Behave well", {}),
    "lossy": ("Lose every fifth reply", {"drop_after": 0.2}),
    "storm": ("Callbacks five times, shuffled", {"callbacks": 5, "shuffle": True}),
    "liar": ("Forge and lie", {"forge": 0.5, "wrong_amount": 0.5}),
    "slow": ("Slow", {"slow": 1.0, "slow_seconds": 3.0}),
    "down": ("Down", {"down": True}),
}
MOVES = {"30": "+30 s", "600": "+10 min", "86400": "+1 day", "2592000": "+30 days"}
SAID = {
    "saved": "Saved. It behaves like this from the next request on.",
    "moved": "The clock was moved.",
    "again": "The callback goes out again.",
    "forgotten": "Everything is forgotten: empty books, good manners, the right time.",
    "wrong": "That was not a value it can take. Nothing was changed.",
}


class Buttons:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def press(self, asked: Asked) -> Answer:
        """A button was pressed."""
        form, action = asked.form(), asked.path.removeprefix("/control/page/")
        doors: dict[str, Callable[[Mapping[str, str]], str]] = {
            "behaviour": self._save,
            "preset": self._save_preset,
            "clock": self._move,
            "again": self._again,
            "forget": self._forget,
        }
        door = doors.get(action)
        if door is None:
            return Answer(404, b"", "text/plain")
        gateway = form.get("gateway", "")
        try:
            said = door(form)
        except (ValueError, OverflowError):
            said = "wrong"
        query = urlencode({"said": said, **({"gateway": gateway} if gateway in self.desk.gateways else {})})
        return Answer(303, b"", "text/plain", {"Location": f"/control/?{query}"})

    # Buttons. Each returns what is said afterwards, and may raise ValueError.

    def _save(self, form: Mapping[str, str]) -> str:
        given: dict[str, Any] = {}
        for name, default in Behaviour().__dict__.items():
            if isinstance(default, bool):
                given[name] = form.get(name) == "on"
            elif name in form:
                kind = type(default)
                given[name] = kind(form[name])
        gateway = form.get("gateway", "")
        if gateway:
            given.pop("deliver", None)
        return self._change(given, gateway)

    def _save_preset(self, form: Mapping[str, str]) -> str:
        _, fields = PRESETS[form["preset"]] if form.get("preset") in PRESETS else ("", None)
        if fields is None:
            raise ValueError("preset")
        gateway = form.get("gateway", "")
        good = {name: value for name, value in Behaviour().__dict__.items() if name not in {"deliver", "seed"}}
        return self._change({**good, **fields}, gateway)

    def _change(self, given: dict[str, Any], gateway: str) -> str:
        if gateway and gateway not in self.desk.gateways:
            raise ValueError("gateway")
        self.desk.manners.change(given, gateway)
        self.desk.books.on_news()
        return "saved"

    def _move(self, form: Mapping[str, str]) -> str:
        seconds = form.get("seconds", "")
        if seconds != "now" and seconds not in MOVES:
            raise ValueError("seconds")
        self.desk.offset = 0.0 if seconds == "now" else self.desk.offset + float(seconds)
        self.desk.books.advance(self.desk.now())
        self.desk.books.on_news()
        return "moved"

    def _again(self, form: Mapping[str, str]) -> str:
        self.desk.books.send_again(int(form.get("callback", "")), self.desk.now())
        return "again"

    def _forget(self, form: Mapping[str, str]) -> str:
        if form.get("sure") != "on":
            raise ValueError("sure")
        self.desk.forget()
        return "forgotten"
