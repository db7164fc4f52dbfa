/**
 * Helps a phone to join: takes the code out of the address, and makes the phone's key.
 *
 * Both pages work without this: the code is typed, and the phone joins without a key.
 */
import { openKeyStore } from "./key-store.js";
import { makeKey } from "./phone-key.js";

const codeForm = document.querySelector('form[data-join="code"]');
const keyForm = document.querySelector('form[data-join="key"]');

if (codeForm && location.hash.length > 1) {
  codeForm.elements.code.value = decodeURIComponent(location.hash.slice(1));
  // The code must not stay in the address, where history keeps it.
  history.replaceState(null, "", location.pathname);
}

keyForm?.addEventListener("submit", async (event) => {
  // A phone that other people use keeps nothing, a key neither.
  if (keyForm.elements.use.value === "others") return;
  event.preventDefault();
  try {
    keyForm.elements.key.value = await makeKey(await openKeyStore(indexedDB), crypto.subtle);
  } catch {
    // A browser that keeps no key still joins; it only cannot write without a signal later.
  }
  keyForm.submit();
});
