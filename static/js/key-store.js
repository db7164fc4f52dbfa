/**
 * What this browser keeps of its own: keys, and envelopes that nobody can open here.
 */

const DRAWERS = ["keys", "outbox"];

/**
 * Open the browser's own database.
 *
 * @param {IDBFactory} factory
 * @returns {Promise<IDBDatabase>}
 */
export async function openDatabase(factory) {
  const asked = factory.open("notes", 2);
  asked.addEventListener("upgradeneeded", () => {
    for (const name of DRAWERS) {
      if (!asked.result.objectStoreNames.contains(name)) asked.result.createObjectStore(name);
    }
  });
  const database = await done(asked);
  // A page of a later release may want it in another shape; it must not wait for this one.
  database.addEventListener("versionchange", () => database.close());
  return database;
}

/**
 * Open the drawer for keys.
 *
 * @param {IDBFactory} factory
 * @returns {Promise<{put: (name: string, value: unknown) => Promise<void>, get: (name: string) => Promise<unknown>}>}
 */
export async function openKeyStore(factory) {
  const database = await openDatabase(factory);
  return drawerOf(database, "keys");
}

/** One drawer: put, get, remove and list what is in it, each safely on the disk before it is done. */
export function drawerOf(database, name) {
  const begin = (mode) => database.transaction(name, mode, { durability: "strict" });
  const change = async (what) => {
    const transaction = begin("readwrite");
    what(transaction.objectStore(name));
    await finished(transaction);
  };
  return {
    put: (key, value) => change((drawer) => drawer.put(value, key)),
    remove: (key) => change((drawer) => drawer.delete(key)),
    get: (key) => done(begin("readonly").objectStore(name).get(key)),
    all: () => done(begin("readonly").objectStore(name).getAll()),
  };
}

/** What a request comes to, once it has succeeded. */
function done(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error));
  });
}
