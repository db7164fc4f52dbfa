/**
 * The phone's own key: made here, kept here, and of no use to whoever copies what is stored.
 *
 * The private half cannot be taken out of the browser; only the public half is told to the server.
 */

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };

/** The name under which the key is kept. */
export const KEY_NAME = "phone";

/**
 * Make a new key, keep it, and return the public half (raw point, base64 as in addresses).
 *
 * @param {{put: (name: string, value: unknown) => Promise<void>}} store
 * @param {SubtleCrypto} subtle
 * @param {string} name under which it is kept
 * @returns {Promise<string>}
 */
export async function makeKey(store, subtle, name = KEY_NAME) {
  const pair = await subtle.generateKey(ALGORITHM, false, ["sign"]);
  const point = await pointOf(pair, subtle);
  await store.put(name, pair);
  return point;
}

/** The public half of a key (raw point, base64 as in addresses). */
export async function pointOf(pair, subtle) {
  return toBase64(new Uint8Array(await subtle.exportKey("raw", pair.publicKey)));
}

/** Bytes as base64 that may stand in an address. */
export function toBase64(bytes) {
  let letters = "";
  // Not all at once: a call takes only so many.
  for (const byte of bytes) letters += String.fromCharCode(byte);
  const text = btoa(letters);
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes again. */
export function fromBase64(text) {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
