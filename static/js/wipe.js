/**
 * Leaves nothing of this app in the browser: no key, no envelope, no kept page, no worker, no notices.
 *
 * Each step is taken even where another one cannot be. Works on a page and in the worker.
 */

/**
 * @param {IDBFactory} factory
 */
export async function wipe(factory) {
  const registration =
    globalThis.registration ?? (await navigator.serviceWorker?.getRegistration());
  await Promise.allSettled([
    stopNotices(registration),
    forget(factory),
    ...(await caches.keys()).map((name) => caches.delete(name)),
  ]);
  await registration?.unregister();
}

async function stopNotices(registration) {
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

function forget(factory) {
  return new Promise((resolve, reject) => {
    const asked = factory.deleteDatabase("notes");
    asked.addEventListener("success", () => resolve());
    asked.addEventListener("error", () => reject(asked.error));
  });
}
