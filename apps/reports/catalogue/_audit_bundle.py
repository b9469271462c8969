"""The sealed chains of a period, for whoever verifies them without GoPay."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from apps.audit.bundle import Sink, choose, write_bundle
from apps.core import chains
from apps.reports.catalogue._forms import PeriodForm, choice
from apps.reports.catalogue._report import Parameters, Report, Row
from apps.reports.report_models import FileFormat


class BundleForm(PeriodForm):
    currency = None  # type: ignore[assignment]
    chain = choice("Chain", [("", "All chains")], required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        # They are declared by apps that are read after this one.
        known = [(chain.name, chain.title) for chain in chains.all_chains()]
        self.fields["chain"].choices = [("", "All chains"), *known]  # type: ignore[attr-defined]

    @classmethod
    def describe(cls, parameters: Parameters) -> list[str]:
        return [*super().describe(parameters), *([parameters["chain"]] if parameters["chain"] else [])]


def _stretches(parameters: Parameters) -> Any:
    wanted = [chain for chain in chains.all_chains() if parameters["chain"] in ("", chain.name)]
    return choose(wanted, since=parameters["since"], until=parameters["before"])


def _write(parameters: Parameters, sink: Sink, now: datetime, progress: Callable[[int, int], None]) -> int:
    return write_bundle(_stretches(parameters), sink=sink, now=now, progress=progress).rows


def _estimate(parameters: Parameters) -> int:
    return sum(stretch.rows for stretch in _stretches(parameters))


def _no_rows(parameters: Parameters) -> Iterator[Row]:
    raise TypeError("a bundle is no table")


REPORT = Report(
    code="audit_bundle",
    title="Audit bundle",
    group="Regulatory",
    says="The sealed rows of the audit trail and the journal, with their seals: a program without GoPay verifies them.",
    permissions=("core.view_auditrecord", "accounts.view_activity", "ledger.view_journalentry"),
    form=BundleForm,
    columns=(),
    rows=_no_rows,
    estimate=_estimate,
    formats=(FileFormat.GOPAY,),
    bundle=_write,
    notes=("It has the rows whose seals were made in the period. docs/audit.md says how to verify it.",),
    icon="inventory_2",
)
