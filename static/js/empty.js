/**
 * Throws away what this phone keeps of ours: the worker, the empty page, keys and what is sealed.
 *
 * The server asks for the same with `Clear-Site-Data`; not every browser does it.
 */
import { DATABASE } from "./key-store.js";

indexedDB.deleteDatabase(DATABASE);
for (const one of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
  await (await one.pushManager?.getSubscription())?.unsubscribe();
  await one.unregister();
}
for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
