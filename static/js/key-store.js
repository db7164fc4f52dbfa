/**
 * A drawer for keys in the browser's own database.
 */

/**
 * Open the drawer.
 *
 * @param {IDBFactory} factory
 * @returns {Promise<{put: (name: string, value: unknown) => Promise<void>, get: (name: string) => Promise<unknown>}>}
 */
export async function openKeyStore(factory) {
  const asked = factory.open("notes", 1);
  asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore("keys"));
  const database = await done(asked);
  return {
    async put(name, value) {
      await done(drawer(database, "readwrite").put(value, name));
    },
    get: (name) => done(drawer(database, "readonly").get(name)),
  };
}

function drawer(database, mode) {
  return database.transaction("keys", mode).objectStore("keys");
}

/** What a request comes to, once it has succeeded. */
function done(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}
