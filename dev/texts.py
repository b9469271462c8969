"""`make texts`: gathers what GoPay says to people into locale/<language>/LC_MESSAGES/django.po, and compiles them.

What stands in the catalogues already stays, by its English and its context; what nothing says any more goes. Needs no
gettext programs. `--missing fr` prints what is not translated as JSON lines, `--take fr FILE` takes them back with
`str` (a list for plurals), `--check` is the part `texts` of `make check`.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import json
import os
import re
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from dev.catalogues import (
    Text,
    Translation,
    catalogue_faults,
    faults,
    fitted,
    plurals_of,
    read_catalogue,
    short,
    write_catalogue,
)
from dev.console import Trouble, run_main, say
from dev.environment import test_environment
from dev.page_words import untranslated
from dev.paths import ROOT

if TYPE_CHECKING:
    from apps.core.errors import DomainError

TEMPLATES = ROOT / "templates"
# What operators and developers see is English, and notifications are written in templates of their own.
ENGLISH_TEMPLATES = ("admin/", "unfold/", "core/redoc.html", "notifications/sandbox_messages.html")
TEMPLATE_ENDINGS = {".html", ".js", ".json", ".txt", ".webmanifest"}
# Rooms whose words only operators and developers read, or nobody.
_OTHER_ROOMS = {"admin", "management", "migrations", "sandbox", "standalone", "tests"}
# Apps in which only operators are refused something. What their classes say is translated all the same, in case a
# payment meets one; what they say about single fields is not.
_STAFF_APPS = {"approvals", "audit", "operations", "reconciliation", "risk"}
# Choices whose labels user pages show: they are translated where they are shown, by gettext(x.get_state_display()).
SHOWN_CHOICES = (
    "apps.accounts.models.DataExport.Status",
    "apps.accounts.models.KycTier",
    "apps.accounts.models.Device.Status",
    "apps.accounts.models.NameChange.Status",
    "apps.agents.models.AgentStatus",
    "apps.agents.models.CashOutState",
    "apps.agents.models.CommissionKind",
    "apps.agents.models.DealingKind",
    "apps.agents.models.DocumentKind",
    "apps.agents.models.OrderDirection",
    "apps.agents.models.OrderState",
    "apps.agents.models.PayoutState",
    "apps.agents.models.RegistrationState",
    "apps.agents.models.RequestState",
    "apps.agents.models.Role",
    "apps.agents.models.ShiftState",
    "apps.billers.models.AutoPausedBecause",
    "apps.billers.models.AutoRechargeState",
    "apps.billers.models.AutoRunState",
    "apps.billers.models.RechargeKind",
    "apps.checkout.models.InvoiceState",
    "apps.disbursements.models.CosignerState",
    "apps.disbursements.models.DisbursementState",
    "apps.disbursements.models.RowState",
    "apps.disputes.models.EvidenceSide",
    "apps.disputes.models.Reason",
    "apps.disputes.models.State",
    "apps.funding.models.PausedBecause",
    "apps.funding.models.SourceKind",
    "apps.funding.models.SourceState",
    "apps.funding.models.TopUpState",
    "apps.kyc.models.DocumentKind",
    "apps.kyc.models.DocumentType",
    "apps.kyc.models.SubmissionState",
    "apps.kyc.models.TargetTier",
    "apps.merchants.models.ChargeState",
    "apps.merchants.models.DocumentKind",
    "apps.merchants.models.MerchantStatus",
    "apps.merchants.models.Period",
    "apps.merchants.models.RefundRequestState",
    "apps.merchants.models.Role",
    "apps.merchants.models.SettleTo",
    "apps.merchants.models.SettlementState",
    "apps.merchants.models.Source",
    "apps.merchants.models.TakingKind",
    "apps.merchants.models.TipMode",
    "apps.reports.report_models.RunState",
    "apps.requests.models.PaymentRequest.State",
    "apps.schedules.models.PausedBecause",
    "apps.schedules.models.RunState",
    "apps.schedules.models.ScheduleState",
    "apps.transactions.models.Bearer",
    "apps.transactions.models.HeldFor",
    "apps.transactions.models.State",
    "apps.wallets.models.Wallet.Status",
)

_CLASS = re.compile(r"^class (\w+)\(([^)]*)\):", re.MULTILINE)
_TWO: tuple[int, int] = (1, 2)
_CONTEXT_FIRST = ((1, "c"), 2)
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": _TWO,
    "ngettext_lazy": _TWO,
    "pgettext": _CONTEXT_FIRST,
    "pgettext_lazy": _CONTEXT_FIRST,
    "npgettext": (*_CONTEXT_FIRST, 3),
    "npgettext_lazy": (*_CONTEXT_FIRST, 3),
}


class Texts:
    """What is gathered, each text once."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], Text] = {}

    def add(self, text: Text) -> None:
        """Adds a text, or one more place of it. Raises Trouble for one text with two plurals."""
        if not text.id:
            raise Trouble(f"{text.places}: nothing stands there to be translated")
        known = self._by_key.setdefault(text.key, text)
        if known.plural and text.plural and known.plural != text.plural:
            raise Trouble(f"{short(text.id)} has one plural in {known.places} and another in {text.places}")
        known.plural = known.plural or text.plural
        known.where |= text.where
        known.notes |= text.notes

    def listed(self) -> list[Text]:
        return [self._by_key[key] for key in sorted(self._by_key)]


def languages() -> list[str]:
    """Those that are translated into: all the settings name, but the one that is written."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def user_templates() -> list[Path]:
    """The templates whose words people read in their own language."""
    paths = [path for path in TEMPLATES.rglob("*") if path.suffix in TEMPLATE_ENDINGS]
    return sorted(path for path in paths if not path.relative_to(TEMPLATES).as_posix().startswith(ENGLISH_TEMPLATES))


def from_template(source: str, path: str) -> Iterator[Text]:
    """What a template has marked. Raises Trouble for a tag inside {% blocktranslate %}."""
    try:
        code = templatize(source, path)
    except SyntaxError as error:
        raise Trouble(str(error)) from error
    # What is no call are rows of letters now, whose indentation would be none of Python's.
    yield from from_python("\n".join(line.lstrip() for line in code.split("\n")), path)


def from_python(source: str, path: str) -> Iterator[Text]:
    """What a module has marked by gettext and its sisters."""
    file = BytesIO(source.encode())
    for line, found, notes, context in extract("python", file, _KEYWORDS, ["Translators:"], {"encoding": "utf-8"}):
        singular, plural = (found, "") if isinstance(found, str) else (found[0], found[1])
        yield Text(singular, plural, context or "", {(path, line)}, set(notes))


def _from_modules() -> Iterator[Text]:
    for path in _modules():
        source = path.read_text(encoding="utf-8")
        if "gettext" in source:
            yield from from_python(source, _shown(path))


def _from_templates() -> Iterator[Text]:
    for path in user_templates():
        yield from from_template(path.read_text(encoding="utf-8"), _shown(path))


@cache
def _modules() -> list[Path]:
    """The modules whose words users may read."""
    paths = [path for top in ("apps", "gopay") for path in (ROOT / top).rglob("*.py")]
    return sorted(path for path in paths if not _OTHER_ROOMS & set(path.relative_to(ROOT).parts))


def refusals() -> list[type[DomainError]]:
    """Every kind of refusal of the apps. Only the modules that define one are imported: that takes a moment each."""
    from apps.core.errors import DomainError

    for path in _modules_of_refusals():
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        try:
            importlib.import_module(name)
        except (ImportError, NameError, SyntaxError) as error:
            raise Trouble(f"cannot import {name}: {error}") from error
    found: set[type[DomainError]] = set()
    waiting = [DomainError]
    while waiting:
        below = set(waiting.pop().__subclasses__()) - found
        found |= below
        waiting += below
    return sorted(
        (each for each in found if each.__module__.startswith("apps.") and ".tests." not in each.__module__),
        key=lambda each: (each.__module__, each.__qualname__),
    )


def _modules_of_refusals() -> set[Path]:
    """Where a class stands whose bases lead to DomainError, going by their names."""
    defined: dict[str, list[tuple[str, Path]]] = {}
    for path in _modules():
        for name, bases in _CLASS.findall(path.read_text(encoding="utf-8")):
            for base in bases.split(","):
                defined.setdefault(base.strip().rpartition(".")[2], []).append((name, path))
    found: set[Path] = set()
    waiting = ["DomainError"]
    while waiting:
        below = defined.pop(waiting.pop(), [])
        found |= {path for _, path in below}
        waiting += [name for name, _ in below]
    return found


def _from_refusals() -> Iterator[Text]:
    from apps.core.web.telling import general_sentence

    kinds = refusals()
    for kind in kinds:
        if sentence := general_sentence(kind):
            yield Text(sentence, where={(_module_path(kind), 0)})
    names = {kind.__name__ for kind in kinds}
    for path in _modules():
        if path.relative_to(ROOT).parts[1] not in _STAFF_APPS:
            yield from details(path.read_text(encoding="utf-8"), _shown(path), names)


def details(source: str, path: str, names: set[str]) -> Iterator[Text]:
    """The sentences a module gives to refusals of these names, and to the fields such a refusal is about.

    Those that name sums or people are no constants: of them the first line of the docstring is told.
    """
    for node in ast.walk(ast.parse(source)):
        said: list[ast.expr | None] = []
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            said = list(node.args[:1]) if name in names else []
        elif isinstance(node, ast.Dict):
            named = zip(node.keys, node.values, strict=True)
            said = [value for key, value in named if isinstance(key, ast.Constant) and key.value == "detail"]
        for one in said:
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value:
                yield Text(one.value, where={(path, one.lineno)})


def _from_choices() -> Iterator[Text]:
    for dotted in SHOWN_CHOICES:
        kind = _class_at(dotted)
        for _, label in kind.choices:
            yield Text(str(label), where={(_module_path(kind), 0)})


def _class_at(dotted: str) -> Any:
    """The class of that name. Raises Trouble when there is none."""
    parts = dotted.split(".")
    count = next(index for index, part in enumerate(parts) if part[0].isupper())
    found: Any = importlib.import_module(".".join(parts[:count]))
    for part in parts[count:]:
        found = getattr(found, part, None)
        if found is None:
            raise Trouble(f"SHOWN_CHOICES of dev/texts.py names {dotted}, and there is no such class")
    return found


def gather() -> list[Text]:
    """Everything that is said to users. Django has to be set up."""
    texts = Texts()
    for source in (_from_templates, _from_modules, _from_refusals, _from_choices):
        for text in source():
            texts.add(text)
    return texts.listed()


def _module_path(kind: type) -> str:
    return _shown(Path(inspect.getfile(kind)))


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- What is asked for ------------------------------------------------------------------------------------------


def update() -> None:
    """Brings every catalogue up to date and says how much of it is translated."""
    texts = gather()
    for language in languages():
        held = fitted(texts, read_catalogue(language), language)
        write_catalogue(language, texts, held)
        done = sum(known.is_there and not known.is_fuzzy for known in held.values())
        say(f"  {language}  {done} of {len(texts)} translated")


def check() -> Iterator[str]:
    """Everything that is wrong, a line each: what the catalogues lack, and words that no catalogue can have."""
    for path in user_templates():
        if path.suffix == ".html":
            for line, words in untranslated(path.read_text(encoding="utf-8")):
                yield f"{_shown(path)}:{line}: not translated: {words}"
    texts = gather()
    for language in languages():
        yield from catalogue_faults(language, texts)


def missing(language: str) -> Iterator[str]:
    """What is to be translated into a language, as JSON lines."""
    texts = gather()
    held = fitted(texts, read_catalogue(language), language)
    for text in texts:
        known = held[text.key]
        if known.is_there and not known.is_fuzzy:
            continue
        line: dict[str, Any] = {"id": text.id}
        if text.plural:
            line |= {"plural": text.plural, "forms": plurals_of(language).examples()}
        if text.context:
            line["context"] = text.context
        if text.notes:
            line["notes"] = sorted(text.notes)
        yield json.dumps({**line, "where": text.paths}, ensure_ascii=False)


def take(language: str, lines: Sequence[str]) -> int:
    """Puts translations into a catalogue and says how many there were.

    All of them or none: raises Trouble with every line that is wrong. What nothing says any more is passed over.
    """
    texts = {text.key: text for text in gather()}
    held = fitted(list(texts.values()), read_catalogue(language), language)
    wrong, taken = [], 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            key, strings = _read_line(line)
        except ValueError as error:
            wrong.append(f"line {number}: {error}")
            continue
        text = texts.get(key)
        if text is None:
            say(f"  line {number}: nothing says {short(key[1])} any more")
            continue
        found = [f"line {number}: {short(text.id)} {fault}" for fault in faults(text, strings, language)]
        wrong += found
        if not found:
            held[key] = Translation(strings, text.plural, comments=held[key].comments)
            taken += 1
    if wrong:
        raise Trouble("nothing was taken\n" + "\n".join(wrong))
    write_catalogue(language, list(texts.values()), held)
    return taken


def _read_line(line: str) -> tuple[tuple[str, str], list[str]]:
    """The key and the strings of one JSON line. Raises ValueError with what is wrong."""
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"is no JSON ({error.msg})") from error
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise ValueError('has no "id"')
    said = given.get("str")
    strings = [said] if isinstance(said, str) else said
    if not isinstance(strings, list) or not all(isinstance(one, str) for one in strings):
        raise ValueError('has no "str", which is a string, or a list of them for plurals')
    return (str(given.get("context") or ""), given["id"]), strings


def main() -> int:
    """Do what the arguments ask for; 1 when the check found something."""
    parser = argparse.ArgumentParser(prog="make texts", description="What the pages say, for translators.")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--check", action="store_true", help="say what is not translated, and change nothing")
    doing.add_argument("--missing", metavar="LANGUAGE", help="print what is not translated, as JSON lines")
    doing.add_argument("--take", nargs=2, metavar=("LANGUAGE", "FILE"), help="take translations back from JSON lines")
    asked = parser.parse_args()
    # Nothing here asks the database, but the settings want to know one.
    os.environ.update(test_environment("postgres://127.0.0.1/none"))
    django.setup()
    language = asked.missing or (asked.take or [""])[0]
    if language and language not in languages():
        raise Trouble(f"no language {language}; there are: {' '.join(languages())}")
    if asked.check:
        is_good = True
        for line in check():
            is_good = False
            say(line)
        return 0 if is_good else 1
    if asked.missing:
        for line in missing(language):
            say(line)
    elif asked.take:
        path = Path(asked.take[1])
        if not path.is_file():
            raise Trouble(f"there is no file {path}")
        say(f"  {take(language, path.read_text(encoding='utf-8').splitlines())} taken into {language}")
    else:
        update()
    return 0


if __name__ == "__main__":
    run_main(main)
