/**
 * After the PIN: sees to it that this phone has a key, that the server knows it, and that nothing waits unseen.
 *
 * A browser may throw away what it keeps for a site that is not used for long. Then a new key is made here.
 */
import { openKeyStore } from "./key-store.js";
import { listed, openOutbox, sendAll } from "./outbox.js";
import { renewKey } from "./renewing.js";

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

/** Lead to what waits here, if anything does. */
async function show() {
  await sendAll({ factory: indexedDB, ask: fetch, locks: navigator.locks });
  const waiting = listed(await (await openOutbox(indexedDB)).all());
  document.querySelector("[data-something-waits]").hidden = waiting.length === 0;
}

// A browser that keeps no key, or no signal: it is tried again the next time.
renewKey({ known, tell, open: () => openKeyStore(indexedDB), subtle: crypto.subtle })
  .then(show)
  .catch(() => {});
