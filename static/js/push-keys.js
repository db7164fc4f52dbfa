/** What browsers and servers give each other so that one can be told by the other. */

/**
 * The key of the server as the browser wants it.
 * @param {string} text - base64url
 * @returns {Uint8Array}
 */
export function keyOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/**
 * Where a browser can be told, and the keys that only it can open a message with.
 * @param {PushSubscription} subscription
 * @returns {{endpoint: string, p256dh: string, auth: string}} each as text; keys as base64url
 */
export function placeOf(subscription) {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint, p256dh: keys.p256dh, auth: keys.auth };
}
