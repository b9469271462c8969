"""A file is checked row by row: each kind of bad row is named by its line, and the others are not affected."""

import tracemalloc
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.core import clock, files
from apps.disbursements import services
from apps.disbursements.models import Disbursement, DisbursementRow, DisbursementState, RowState
from apps.disbursements.services import _validate
from apps.disbursements.tests.salaries import (
    checked,
    codes_of,
    csv_of,
    die_while,
    make_cosigner,
    make_crowd,
    pay_each,
    resume,
    uploaded,
)
from apps.kyc.services import add_watch_list_entry, screen_name
from apps.transactions.services import set_fee, set_limit
from apps.transactions.tests.payments import number_of
from apps.wallets.services import close_wallet
from apps.wallets.tests.factories import give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    """An employer with a cosigner, and Chidi to be paid."""
    amina = join("amina", 1_000)
    make_cosigner(amina, join("brian"))
    join("chidi")
    return amina


ROWS: list[tuple[bytes, str]] = [
    (b"%(chidi)s,10.00,salary", ""),
    (b'"%(chidi)s","10.00","salary, and a ""bonus"""', "duplicate_payee"),
    (b"  %(chidi)s  ,10.00,", "duplicate_payee"),
    (b"%(spaced)s,10.00,", "duplicate_payee"),
    (b"chidi@example.org,10.00,", "duplicate_payee"),
    (b",10.00,salary", "payee_missing"),
    (b"%(chidi)s,,salary", "amount_missing"),
    (b"%(chidi)s,10.00", "malformed_row"),
    (b"%(chidi)s,10.00,salary,more", "malformed_row"),
    (b'%(chidi)s,10.00,"salary', "malformed_row"),
    (b'%(chidi)s,10.00,sal"ary', "malformed_row"),
    (b'%(chidi)s,10.00,"sal"ary', "malformed_row"),
    (b"%(chidi)s;10.00;salary", "malformed_row"),
    (b"%(chidi)s,10.00,\xff\xfe", "not_utf8"),
    (b"%(chidi)s,10.00,\x07bell", "forbidden_character"),
    (b"%(chidi)s,10.00,\xe2\x80\xaereversed", "forbidden_character"),
    (b"%(chidi)s,10.00,half\ra line", "forbidden_character"),
    (b"%(chidi)s,10.00," + b"x" * 141, "field_too_long"),
    (b"%(chidi)s,10.00," + b"x" * 9_000, "field_too_long"),
    (b"x" * 255 + b",10.00,", "field_too_long"),
    (b"%(chidi)s," + b"1" * 41 + b",", "field_too_long"),
    (b"chidi,10.00,", "invalid_payee"),
    (b"0712000001,10.00,", "invalid_payee"),
    (b"+1,10.00,", "invalid_payee"),
    (b"+254700000009,10.00,", "payee_not_found"),
    (b"dora@example.org,10.00,", "payee_not_found"),
    (b"%(amina)s,10.00,", "self_payment"),
    # SECURITY 18.
    (b"%(chidi)s,0,", "amount_not_positive"),
    (b"%(chidi)s,0.00,", "amount_not_positive"),
    (b"%(chidi)s,-5.00,", "invalid_amount"),
    (b"%(chidi)s,+5.00,", "invalid_amount"),
    (b"%(chidi)s,1e3,", "invalid_amount"),
    (b"%(chidi)s,1_000,", "invalid_amount"),
    (b'%(chidi)s,"1,000",', "invalid_amount"),
    (b"%(chidi)s, 10.00,", "invalid_amount"),
    (b"%(chidi)s,10.,", "invalid_amount"),
    (b"%(chidi)s,.5,", "invalid_amount"),
    (b"%(chidi)s,NaN,", "invalid_amount"),
    (b"%(chidi)s,\xef\xbc\x91\xef\xbc\x92,", "invalid_amount"),
    (b"%(chidi)s,10.001,", "too_many_decimals"),
    (b"%(chidi)s,1000000000000000,", "invalid_amount"),
]


def test_each_kind_of_bad_row_is_named_by_its_line(amina: User) -> None:
    names = {
        b"chidi": number_of("chidi").encode(),
        b"amina": number_of("amina").encode(),
        b"spaced": (number_of("chidi")[:5] + " " + number_of("chidi")[5:]).encode(),
    }
    lines = [row % names for row, _ in ROWS]
    row = checked(amina, b"to,amount,note\n" + b"\n".join(lines) + b"\n", piece=700)
    assert codes_of(row) == {number: code for number, (_, code) in enumerate(ROWS, start=2) if code}
    good = [code for _, code in ROWS if code in ("", "duplicate_payee")]
    assert (row.state, row.rows, row.valid_rows) == (DisbursementState.READY, len(ROWS), len(good))
    assert row.amount_total == 10 * len(good)
    assert DisbursementRow.objects.get(disbursement_id=row.id, line=3).note == 'salary, and a "bonus"'


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfto,amount\r\n%s,5.00\r\n",
        b"Amount,TO\n5.00,%s",
        b'"note","amount","to"\nlunch,5.00,%s\n\n\n',
    ],
    ids=["byte order mark", "other order, no last line end", "quoted names, empty lines"],
)
def test_columns_go_by_their_names(amina: User, content: bytes) -> None:
    row = checked(amina, content % number_of("chidi").encode())
    assert (row.state, row.valid_rows, row.bad_rows, row.amount_total) == ("READY", 1, 0, 5)


def test_unknown_closed_and_without_a_wallet_look_alike(amina: User) -> None:
    """A file of numbers is no way to find out who is here."""
    make_person("dalia")
    esther = join("esther")
    close_wallet(wallet_id=wallet_of(esther).id, reason="asked for it", now=clock.now())
    farid = make_person("farid", status="CLOSED", closed_at=clock.now())
    give_wallet(farid)
    content = csv_of((number_of(name), "1.00", "") for name in ("dalia", "esther", "farid", "grace", "chidi"))
    assert codes_of(checked(amina, content)) == dict.fromkeys([2, 3, 4, 5], "payee_not_found")


def test_whom_the_watch_list_warns_of_is_left_out(amina: User) -> None:
    now = clock.now()
    chidi = User.objects.get(msisdn=number_of("chidi"))
    add_watch_list_entry(name=chidi.full_name, source="test", reason="test", birth_date=date(1980, 1, 1), now=now)
    assert screen_name(person_id=chidi.id, full_name=chidi.full_name, now=now)
    row = checked(amina, pay_each([chidi]))
    assert codes_of(row) == {2: "needs_review"}


def test_what_a_payment_may_be_holds_for_each_row(amina: User) -> None:
    set_limit(kind="DISBURSEMENT", currency="USD", minimum=Decimal("1.00"), maximum=Decimal("50.00"))
    set_fee(kind="DISBURSEMENT", currency="USD", flat=Decimal("2.00"), bearer="PAYEE", active_from=clock.now())
    rows = [(number_of("chidi"), amount, "") for amount in ("0.99", "50.01", "2.00", "2.01")]
    row = checked(amina, csv_of(rows))
    assert codes_of(row) == {2: "below_minimum", 3: "limit_exceeded", 4: "amount_below_fee"}


def test_a_file_whose_sum_no_column_holds_is_cut_where_it_is_too_much(amina: User) -> None:
    rows = [(number_of("chidi"), "60000000000000.00", "")] * 3
    row = checked(amina, csv_of(rows))
    assert codes_of(row) == {3: "amount_too_large", 4: "amount_too_large"}


def test_nothing_but_bad_rows_is_invalid(amina: User) -> None:
    row = checked(amina, csv_of([("nobody", "1.00", "")]))
    assert (row.state, row.failure_code) == (DisbursementState.INVALID, "nothing_to_pay")


def test_a_file_that_is_gone_fails(amina: User) -> None:
    row = uploaded(amina, pay_each([User.objects.get(msisdn=number_of("chidi"))]))
    for key in row.file_keys:
        files.delete(key)
    assert services.validate(disbursement_id=row.id, read_clock=clock.now)
    row.refresh_from_db()
    assert (row.state, row.failure_code) == (DisbursementState.FAILED, "file_unreadable")


def test_the_file_is_deleted_when_it_is_read(amina: User) -> None:
    row = uploaded(amina, pay_each([User.objects.get(msisdn=number_of("chidi"))]))
    keys = row.file_keys
    assert services.validate(disbursement_id=row.id, read_clock=clock.now)
    row.refresh_from_db()
    assert row.file_keys == []
    for key in keys:
        with pytest.raises(files.FileMissing):
            files.read(key)


def test_killed_half_way_it_goes_on_behind_the_last_batch(amina: User) -> None:
    people = make_crowd(2_500)
    row = uploaded(amina, pay_each(people), piece=10_000)
    die_while("validate", row, module="apps.disbursements.services._validate", call="_take", calls=2)
    row.refresh_from_db()
    assert (row.state, row.read_lines, row.rows) == (DisbursementState.VALIDATING, 1_000, 1_000)
    assert resume() == 1
    row.refresh_from_db()
    assert (row.state, row.valid_rows, row.bad_rows, row.amount_total) == ("READY", 2_500, 0, 25_000)
    lines = DisbursementRow.objects.filter(disbursement_id=row.id, state=RowState.PENDING)
    assert sorted(lines.values_list("line", flat=True)) == list(range(2, 2_502))


def test_two_who_check_it_at_once_do_not_check_it_twice(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    people = make_crowd(30)
    monkeypatch.setattr(_validate, "BATCH", 10)
    row = uploaded(amina, pay_each(people))
    take = _validate._take
    others = []

    def and_another(*args: object) -> None:
        take(*args)  # type: ignore[arg-type]
        from apps.core.tests.parallel import in_background

        others.append(in_background(lambda: services.validate(disbursement_id=row.id, read_clock=clock.now)).result(60))

    monkeypatch.setattr(_validate, "_take", and_another)
    assert services.validate(disbursement_id=row.id, read_clock=clock.now)
    # They found it locked and went away.
    assert others == [False, False, False]
    row.refresh_from_db()
    assert (row.rows, row.valid_rows) == (30, 30)


def test_cancelled_half_way_it_is_not_checked_on(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    people = make_crowd(30)
    monkeypatch.setattr(_validate, "BATCH", 10)
    row = uploaded(amina, pay_each(people))
    claim = _validate.claim_disbursement
    claims = iter([None, "cancel"])

    def and_cancel(*args: object) -> Disbursement | None:
        if next(claims, None) == "cancel":
            services.cancel(owner_id=amina.id, disbursement_id=row.id, now=clock.now())
        return claim(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(_validate, "claim_disbursement", and_cancel)
    assert not services.validate(disbursement_id=row.id, read_clock=clock.now)
    row.refresh_from_db()
    assert (row.state, row.rows) == (DisbursementState.CANCELLED, 10)


def test_a_batch_takes_the_same_statements_however_many_rows_it_has(amina: User) -> None:
    people = make_crowd(900)

    def statements(count: int) -> int:
        row = uploaded(amina, pay_each(people[:count]))
        with CaptureQueriesContext(connection) as captured:
            services.validate(disbursement_id=row.id, read_clock=clock.now)
        return len(captured)

    statements(1)
    assert statements(10) == statements(900)


def test_memory_does_not_grow_with_the_file(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is read a piece at a time, and a batch of rows is all that is held."""
    people = make_crowd(200)
    monkeypatch.setattr(_validate, "BATCH", 200)

    def peak(times: int) -> int:
        row = uploaded(amina, pay_each(people * times), piece=8 * 1024)
        tracemalloc.start()
        try:
            assert services.validate(disbursement_id=row.id, read_clock=clock.now)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)
    assert peak(25) < peak(3) * 1.3
