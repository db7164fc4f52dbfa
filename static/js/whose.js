/**
 * Before a phone throws away all it keeps, what waits on it is sent. What cannot go stays, and the page says so.
 */
import { openOutbox, sendAll } from "./outbox.js";

const form = document.querySelector("form[data-whose]");
const note = form.querySelector("[data-waits]");

/** Is there nothing on this phone that would be lost? */
async function isEmpty() {
  const outbox = await openOutbox(indexedDB);
  if ((await outbox.all()).length === 0) return true;
  await sendAll({ factory: indexedDB, ask: fetch, locks: navigator.locks });
  return (await outbox.all()).length === 0;
}

form.addEventListener("submit", async (event) => {
  if (form.elements.use.value !== "others") return;
  event.preventDefault();
  if (await isEmpty().catch(() => true)) return void form.submit();
  note.hidden = false;
  note.focus();
});
