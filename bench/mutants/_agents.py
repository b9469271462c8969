"""The guards of agents: whom they serve, within which limits, and what float, codes, drawers and commissions need."""

from bench.mutants._mutant import Edit, Mutant

TESTS = "apps/agents/tests"
BOOK = "apps/agents/services/_book.py"
REDEEM = "apps/agents/services/_redeem.py"
PAYOUTS = "apps/agents/services/_pay_commissions.py"
COUNTING = "apps/agents/sql/counting.sql"
TABLES = "apps/agents/migrations/0001_agents_outlets_dealings.py"


def _one(guard: str, path: str, old: str, new: str, test: str) -> Mutant:
    return Mutant(guard, (Edit(path, old, new),), (test,))


AGENTS = [
    # The shift is looked at twice: by the payment's statement, and when the drawer is counted.
    Mutant(
        "agents serve in an open shift only",
        (
            Edit(BOOK, "h.teller_id = %s AND h.state = 'OPEN' FOR NO KEY UPDATE)", "h.teller_id = %s)"),
            Edit(COUNTING, "WHERE s.id = p_shift AND s.state = 'OPEN';", "WHERE s.id = p_shift;"),
        ),
        (
            f"{TESTS}/test_book.py::test_a_closed_shift_serves_nobody",
            f"{TESTS}/test_shift_races.py::test_a_dealing_after_the_close_moves_nothing",
        ),
    ),
    _one(
        "suspended agents serve nobody",
        BOOK,
        "WHERE o.id = %s AND o.is_open AND a.status = 'ACTIVE')",
        "WHERE o.id = %s AND o.is_open)",
        f"{TESTS}/test_redeem.py::test_a_suspended_agent_hands_out_nothing",
    ),
    # And whoever works there is looked for twice.
    Mutant(
        "agents serve nobody who works for them",
        (
            Edit(BOOK, "if refusal is None and works_for(desk.agent_id, customer_id):", "if False:"),
            Edit(
                BOOK,
                "AND NOT EXISTS (SELECT FROM agents_staff s WHERE s.agent_id = %s AND s.person_id = %s"
                " AND s.ended_at IS NULL)",
                "AND %s::uuid <> %s::uuid",
            ),
        ),
        (
            f"{TESTS}/test_book.py::test_who_works_for_the_agent_is_not_served",
            f"{TESTS}/test_redeem.py::test_nobody_serves_who_works_there",
        ),
    ),
    _one(
        "outlets of agents stay within their day",
        COUNTING,
        "IF v_total > p_outlet_daily OR v_count > p_outlet_count THEN",
        "IF false THEN",
        f"{TESTS}/test_cash_in.py::test_limits_of_the_outlet",
    ),
    _one(
        "a customer's limits hold at all agents together",
        COUNTING,
        "IF v_total > p_customer_daily OR v_count > p_customer_count OR v_month_total > p_customer_monthly THEN",
        "IF false THEN",
        f"{TESTS}/test_cash_in_races.py::test_a_customer_stays_within_their_limit_at_two_outlets_at_once",
    ),
    _one(
        "wrong codes at agents are counted before the next is compared",
        REDEEM,
        "rows = CashOutCode.objects.select_for_update(no_key=True).filter(\n        customer_id=customer_id, state",
        "rows = CashOutCode.objects.filter(\n        customer_id=customer_id, state",
        f"{TESTS}/test_redeem_races.py::test_of_two_hundred_wrong_codes_five_are_evaluated",
    ),
    _one(
        "a code for agents is good until its time is over",
        REDEEM,
        "if row.state != CashOutState.WAITING or row.expires_at <= asked.at or row.tries >= MAX_TRIES:",
        "if row.state != CashOutState.WAITING or row.tries >= MAX_TRIES:",
        f"{TESTS}/test_redeem.py::test_what_is_over_or_called_off_pays_nothing",
    ),
    _one(
        "a code for one of the agents is good at that one",
        REDEEM,
        "if row.outlet_id not in (None, desk.outlet_id):",
        "if False:",
        f"{TESTS}/test_redeem.py::test_a_bound_code_is_good_at_its_outlet_only",
    ),
    _one(
        "float of agents is approved by another one than who proposed it",
        TABLES,
        "('decided_by', models.F('proposed_by'))",
        "('decided_by', models.F('outlet'))",
        f"{TESTS}/test_decide_float.py::test_the_database_itself_wants_two",
    ),
    _one(
        "nobody decides about float of agents they work for",
        "apps/agents/services/_decide_float.py",
        "if order.requested_by_id == person_id or there.exists() or (moves and not may_let_in(agent, by=person_id)):",
        "if order.requested_by_id == person_id:",
        f"{TESTS}/test_decide_float.py::test_nobody_decides_where_they_work_or_what_they_have_asked_for",
    ),
    # Looked at first, so that a stranger's code is as good as nobody's, and by the statement that moves it.
    Mutant(
        "float goes to no stranger among agents",
        (
            Edit(
                "apps/agents/selectors/_float.py",
                "return self.agent_id in (other.agent_id, other.parent_id)",
                "return True",
            ),
            Edit(
                "apps/agents/services/_move_float.py",
                "AND (fa.id = ta.id OR ta.parent_id = fa.id OR fa.parent_id = ta.id))",
                ")",
            ),
        ),
        (f"{TESTS}/test_move_float.py::test_to_a_stranger_and_to_nobody_is_the_same_answer",),
    ),
    _one(
        "who has served approves no difference of their drawer (agents)",
        TABLES,
        "('approved_by', models.F('teller'))",
        "('approved_by', models.F('outlet'))",
        f"{TESTS}/test_shift_differences.py::test_nobody_approves_their_own",
    ),
    # What was marked is not chosen again, and the account would not hold it; only by hand can it be marked again.
    _one(
        "a commission of agents is paid out once",
        "apps/agents/sql/guards.sql",
        "IF OLD.payout_id IS NOT NULL OR NEW.payout_id IS NULL THEN",
        "IF NEW.payout_id IS NULL THEN",
        f"{TESTS}/test_what_agents_did_is_fixed.py::test_what_was_paid_is_paid_for_good",
    ),
    _one(
        "agents are paid no more commission than there is",
        PAYOUTS,
        "    if gross > get_balance(owed.ledger_account).amount:\n",
        "    if False:\n",
        f"{TESTS}/test_pay_commissions.py::test_more_than_the_account_holds_is_never_paid",
    ),
    _one(
        "what is reversed takes the commission of agents back",
        BOOK,
        "filter(transaction_id=row.id, amount__gt=0).order_by",
        "filter(transaction_id=row.id, amount__lt=0).order_by",
        f"{TESTS}/test_journeys.py::test_cash_in_that_is_undone_after_its_commission_was_paid",
    ),
    _one(
        "what was taken back from agents is netted before they are paid",
        PAYOUTS,
        "AND (at < %(until)s OR amount < 0 AND at <= %(now)s)\n",
        "AND at < %(until)s AND at <= %(now)s\n",
        f"{TESTS}/test_pay_commissions.py::test_what_was_taken_back_by_now_is_netted_before_an_older_month_is_paid",
    ),
    _one(
        "a desk of agents is shown no dealing of another agent",
        "apps/agents/selectors/_dealings.py",
        "rows = Dealing.objects.filter(agent_id=member.agent_id)\n",
        "rows = Dealing.objects.all()\n",
        f"{TESTS}/test_what_a_desk_sees.py::test_each_sees_what_is_theirs",
    ),
]
