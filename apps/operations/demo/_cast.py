"""Who lives in the demo. The passwords are public on purpose, which is why production refuses to seed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Character:
    """A person of the demo. `opening` is what they bring along, in the currency's main unit."""

    key: str
    full_name: str
    msisdn: str
    opening: int
    email: str = ""


@dataclass(frozen=True, slots=True)
class Login:
    """How to enter the demo, and where."""

    who: str
    login: str
    password: str
    where: str


PASSWORD = "three-brown-herons"
OPERATOR_PASSWORD = "seven-grey-cranes"
PIN = "739184"

# The first six and Grace are the people of the test suite too, so that a story reads the same everywhere.
CAST = (
    Character("amina", "Amina Otieno", "+254712000001", 640, "amina@example.org"),
    Character("brian", "Brian Mwangi", "+254712000002", 410, "brian@example.org"),
    Character("chidi", "Chidi Okafor", "+2348031000003", 520, "chidi@example.org"),
    Character("dalia", "Dalia Hassan", "+201001000004", 730),
    Character("esther", "Esther Wanjiru", "+254712000005", 380, "esther@example.org"),
    Character("farid", "Farid Rahman", "+8801712000006", 290, "farid@example.org"),
    Character("grace", "Grace Achieng", "+254712000007", 350, "grace@example.org"),
    Character("hamisi", "Hamisi Juma", "+255754000009", 240),
    Character("ines", "Inês Macuácua", "+258841000010", 310, "ines@example.org"),
    Character("jabu", "Jabulani Dlamini", "+27821000011", 460, "jabu@example.org"),
    Character("kavya", "Kavya Nair", "+919820000012", 590, "kavya@example.org"),
    Character("lamine", "Lamine Diop", "+221771000013", 270),
    Character("mei", "Mei Lin Santos", "+639171000014", 430, "mei@example.org"),
    Character("nadia", "Nadia Benali", "+212661000015", 360, "nadia@example.org"),
    Character("pedro", "Pedro Álvarez", "+573001000016", 330, "pedro@example.org"),
    Character("quynh", "Quỳnh Trần", "+84912000017", 280, "quynh@example.org"),
    Character("rashid", "Rashid Khan", "+923001000018", 35),
    Character("selam", "Selam Tesfaye", "+251911000019", 300, "selam@example.org"),
    # Four who run something: they employ, let rooms and cook; the last one's guests pay at her tills.
    Character("zuri", "Zuri Kamau", "+254712000020", 21_500, "zuri@example.org"),
    Character("walter", "Walter Mensah", "+233241000021", 1_900, "walter@example.org"),
    Character("yara", "Yara Kone", "+254712000022", 750, "yara@example.org"),
    Character("njeri", "Njeri Wambui", "+254712000024", 60, "njeri@example.org"),
)
OPERATOR = Character("olga", "Olga Operator", "+254712000008", 0, "olga@example.org")
# What one operator asks for, another one approves.
CHECKER = Character("osman", "Osman Checker", "+254712000018", 0, "osman@example.org")

# One of each role of staff, so that everybody can see what each of them sees.
STAFF = (
    (Character("adhiambo", "Adhiambo Admin", "+254712000030", 0, "adhiambo@example.org"), "Admin"),
    (Character("sefu", "Sefu Support", "+254712000031", 0, "sefu@example.org"), "Support"),
    (Character("kamau", "Kamau Kyc", "+254712000032", 0, "kamau@example.org"), "KYC"),
    (Character("faraji", "Faraji Finance", "+254712000033", 0, "faraji@example.org"), "Finance"),
    (Character("rehema", "Rehema Risk", "+254712000034", 0, "rehema@example.org"), "Risk"),
    (Character("mumbi", "Mumbi Merchants", "+254712000035", 0, "mumbi@example.org"), "Merchants"),
    (Character("achieng", "Achieng Agents", "+254712000036", 0, "achieng@example.org"), "Agents"),
    (Character("vera", "Vera Auditor", "+254712000037", 0, "vera@example.org"), "Auditor"),
)

# Nobody's number: where a payment goes when a digit was mistyped.
WRONG_NUMBER = "+254799000099"

LOGINS = (
    Login("Olga, operator", OPERATOR.email, OPERATOR_PASSWORD, "/admin/"),
    Login("Osman, operator", CHECKER.email, OPERATOR_PASSWORD, "/admin/"),
    *(
        Login(f"{person.full_name.split()[0]}, {role}", person.email, OPERATOR_PASSWORD, "/admin/")
        for person, role in STAFF
    ),
    Login("Amina, customer", CAST[0].msisdn, PASSWORD, f"/login, API, PIN {PIN}"),
    Login("Brian, customer", CAST[1].msisdn, PASSWORD, f"/login, API, PIN {PIN}"),
    Login("Njeri, merchant", CAST[-1].msisdn, PASSWORD, f"/merchant/, API, PIN {PIN}"),
    Login("Grace, cashier", CAST[6].msisdn, PASSWORD, f"/till/, API, PIN {PIN}"),
    Login("Yara, agent", CAST[-2].msisdn, PASSWORD, f"/agent/, API, PIN {PIN}"),
    Login("Selam, teller", CAST[-5].msisdn, PASSWORD, f"/agent/, API, PIN {PIN}"),
)


def first_call(currency: str) -> str:
    """Shell lines to paste: log in as Amina, send Brian 5.00, and confirm it by the code from the sandbox.

    The terminal is no registered phone, so the PIN alone pays nothing.
    """
    amina, brian = CAST[0], CAST[1]
    return _CALL.format(msisdn=amina.msisdn, password=PASSWORD, to=brian.msisdn, currency=currency, pin=PIN)


_CALL = """\
GOPAY=http://127.0.0.1:8000
field() {{ python3 -c "import json, sys; print(json.load(sys.stdin)$1)"; }}
TOKEN=$(curl -s $GOPAY/api/v1/auth/login -H 'Content-Type: application/json' \\
  -d '{{"identifier": "{msisdn}", "password": "{password}"}}' | field '["access"]')
pay() {{ curl -s $GOPAY/api/v1/transfers -H "Authorization: Bearer $TOKEN" \\
  -H 'Content-Type: application/json' -H "Idempotency-Key: $KEY" -d "$1"; }}
KEY=lunch-$(date +%s)
LUNCH='"to": "{to}", "amount": "5.00", "currency": "{currency}", "note": "lunch", "pin": "{pin}"'
CHALLENGE=$(pay "{{$LUNCH}}" | field '["challenge_id"]')
CODE=; until [ "$CODE" ]; do sleep 2; CODE=$(curl -s -G $GOPAY/sandbox/messages --data-urlencode 'to={msisdn}' \\
  | grep -oE '"[0-9]{{6}} is your GoPay code to pay' | head -1 | grep -oE '[0-9]{{6}}'); done
pay "{{$LUNCH, \\"step_up\\": {{\\"challenge_id\\": \\"$CHALLENGE\\", \\"code\\": \\"$CODE\\"}}}}"; echo"""
