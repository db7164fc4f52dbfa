/**
 * Makes the key of this phone anew where the browser has thrown it away.
 */
import { KEY_NAME, makeKey, pointOf } from "./phone-key.js";

/** Kept under this name until the server knows it, so that nothing is sealed that it would refuse. */
const NEXT = "next";

/**
 * @param {{known: string, tell: (key: string) => Promise<boolean>, open: () => Promise<object>,
 *   subtle: SubtleCrypto}} how `known` is the public half that the server knows, "" for none
 * @returns {Promise<boolean>} did the phone tell the server a key?
 */
export async function renewKey({ known, tell, open, subtle }) {
  const store = await open();
  const pair = await store.get(KEY_NAME);
  if (pair && known === (await pointOf(pair, subtle))) return false;
  // One that waits here already would be told again: a lost answer makes no second key.
  if (!pair && !(await store.get(NEXT))) await makeKey(store, subtle, NEXT);
  const chosen = pair ?? (await store.get(NEXT));
  if (!(await tell(await pointOf(chosen, subtle)))) return false;
  await store.put(KEY_NAME, chosen);
  await store.remove(NEXT);
  return true;
}
