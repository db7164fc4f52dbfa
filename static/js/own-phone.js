/**
 * After the PIN: sees to it that this phone has a key, that the server knows it, and that nothing waits unseen.
 *
 * A browser may throw away what it keeps for a site that is not used for long. Then a new key is made here.
 */

/** The page comes first: on a slow line nothing of this may take its turn (milliseconds after it is there). */
const LATER = 2_000;

const place = document.querySelector("[data-own-phone]");
const { ownPhone: known, renew: address, token } = place.dataset;

/** Tell the server the public half; true when it knows it from now on. */
async function tell(key) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ key }),
    redirect: "manual",
  });
  return answer.ok;
}

/** See that there is a key, send what waits, and lead to what still does. */
async function seeToIt() {
  const [{ openKeyStore }, { listed, openOutbox, sendAll }, { renewKey }] = await Promise.all([
    import("./key-store.js"),
    import("./outbox.js"),
    import("./renewing.js"),
  ]);
  await renewKey({ known, tell, open: () => openKeyStore(indexedDB), subtle: crypto.subtle });
  await sendAll({ factory: indexedDB, ask: fetch, locks: navigator.locks });
  const waiting = listed(await (await openOutbox(indexedDB)).all());
  document.querySelector("[data-something-waits]").hidden = waiting.length === 0;
}

// A browser that keeps no key, or no signal: it is tried again the next time.
const later = () => setTimeout(() => seeToIt().catch(() => {}), LATER);
if (document.readyState === "complete") later();
else addEventListener("load", later, { once: true });
