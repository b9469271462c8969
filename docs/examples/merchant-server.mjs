// A shop's server that is paid through GoPay: ask, be told by a webhook, capture, give back.
//
// It needs Node 18 or newer and no package; the webhook's signature is verified by hand:
//
//     export GOPAY_URL=https://pay.example GOPAY_KEY=gpk_test_... GOPAY_WEBHOOK_SECRET=whsec_...
//     node merchant-server.mjs 24.90
//
// GoPay reaches it at http://<this host>:8099/gopay (PORT sets another port); say so when you make the webhook
// endpoint. With a test key the payment is simulated, so nobody has to open the page.

import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const GOPAY = process.env.GOPAY_URL.replace(/\/$/, "") + "/api/v1/merchant/v1";
const KEY = process.env.GOPAY_KEY;
const SECRET = Buffer.from(process.env.GOPAY_WEBHOOK_SECRET.replace(/^whsec_/, ""), "base64");
const PORT = Number(process.env.PORT ?? 8099);
const PATIENCE = Number(process.env.PATIENCE ?? 600) * 1000; // how long to wait for the customer
const TOLERANCE = 5 * 60; // seconds

// --- Webhooks (https://www.standardwebhooks.com) ---------------------------------------------------------------------

/** Whether these very bytes were signed by GoPay, lately. Throws when not. */
function verify(body, headers) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signatures = headers["webhook-signature"];
  if (!id || !timestamp || !signatures) throw new Error("a header is missing");
  if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE) {
    throw new Error("too old, or from the future");
  }
  const expected = createHmac("sha256", SECRET).update(`${id}.${timestamp}.`).update(body).digest();
  // While a secret is rotated there are two signatures; one that is right is enough.
  for (const signature of signatures.split(" ")) {
    const [version, value] = signature.split(",");
    if (version !== "v1" || !value) continue;
    const given = Buffer.from(value, "base64");
    if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  }
  throw new Error("no signature is right");
}

const seen = new Set(); // in a real shop: a table with a unique column
const told = [];
const waiting = [];

const server = createServer((request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    const body = Buffer.concat(pieces);
    try {
      verify(body, request.headers);
    } catch {
      response.writeHead(400).end();
      return;
    }
    // Answer at once and do the work afterwards: who is slow is asked again.
    response.writeHead(204).end();
    // The same event may come twice; its webhook-id tells.
    if (seen.has(request.headers["webhook-id"])) return;
    seen.add(request.headers["webhook-id"]);
    told.push(JSON.parse(body.toString("utf8")));
    waiting.splice(0).forEach((look) => look());
  });
});

/** The webhook of this kind about this payment. */
async function waitFor(kind, payment) {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const event = told.find((one) => one.type === kind && (one.data.payment ?? one.data.id) === payment);
    if (event) {
      console.log("webhook", event.type, event.data.state);
      return event.data;
    }
    if (Date.now() > until) throw new Error(`nothing was heard of ${kind}`);
    let timer;
    await new Promise((resolve) => {
      timer = setTimeout(resolve, until - Date.now());
      waiting.push(resolve);
    });
    clearTimeout(timer);
  }
}

// --- The API -----------------------------------------------------------------------------------------------------------

/** What GoPay has refused. `code` is stable, and for programs; the message is for people. */
class Refused extends Error {
  constructor(status, problem) {
    super(`${status} ${problem.code}: ${problem.detail}`);
    this.code = problem.code;
  }
}

/** One request. With a key it can be repeated: GoPay does it once. */
async function gopay(method, path, body, key) {
  const headers = { Authorization: `Bearer ${KEY}`, "Content-Type": "application/json" };
  if (key) headers["Idempotency-Key"] = key;
  const answer = await fetch(GOPAY + path, { method, headers, body: body && JSON.stringify(body) });
  const content = await answer.json();
  if (!answer.ok) throw new Refused(answer.status, content);
  return content;
}

async function main(amount) {
  await new Promise((resolve) => server.listen(PORT, "127.0.0.1", resolve));

  // 1. Ask. The order's own number is the key: asked twice, there is one payment.
  const order = `order-${randomUUID()}`;
  const asked = {
    amount,
    currency: process.env.CURRENCY ?? "USD",
    description: "Two lamps",
    reference: order,
    metadata: { basket: "b-77" },
    capture: "manual",
  };
  const payment = await gopay("POST", "/payments", asked, order);
  const again = await gopay("POST", "/payments", asked, order);
  if (again.id !== payment.id) throw new Error("there must be one payment");
  console.log("pay at", payment.checkout_url);

  // 2. Your customer pays there. In test mode we do it for them.
  if (!payment.live) await gopay("POST", `/payments/${payment.id}/simulate`, {});

  // 3. Be told, and believe it only because it is signed.
  const held = await waitFor("payment.held", payment.id);
  if (held.amount !== payment.amount || held.metadata.basket !== "b-77") throw new Error("not what was asked for");

  // 4. The lamps are sent: take the money.
  await gopay("POST", `/payments/${payment.id}/capture`, {});
  await waitFor("payment.paid", payment.id);

  // 5. One lamp was broken: give a part back.
  const refund = { amount: "1.00", reason: "one lamp was broken" };
  const givenBack = await gopay("POST", `/payments/${payment.id}/refunds`, refund, `${order}-broken-lamp`);
  await waitFor("refund.created", payment.id);
  console.log("refunded", givenBack.amount, givenBack.currency);

  // 6. What cannot be is refused with a code.
  try {
    await gopay("POST", `/payments/${payment.id}/refunds`, { amount }, `${order}-too-much`);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    console.log("refused", refused.code);
  }
  console.log("done", (await gopay("GET", `/payments/${payment.id}`)).state);
}

try {
  await main(process.argv[2] ?? "24.90");
} finally {
  server.close();
  server.closeAllConnections?.();
}
