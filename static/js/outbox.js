/**
 * Envelopes that wait on this phone, and how they are sent: oldest first, by one sender at a time.
 *
 * Each is `{id, at, state, envelope}`. "writing" belongs to a page that may still be open; it is sent once that
 * page is gone. "waiting" is sent. "refused" stays until its author decides.
 */
import { drawerOf, openDatabase } from "./key-store.js";
import { wipe } from "./wipe.js";

const LEAVE = "leave";

/** The drawer of envelopes. */
export async function openOutbox(factory) {
  return drawerOf(await openDatabase(factory), "outbox");
}

/** The lock that a page holds while it may still change an envelope. */
export function lockOf(id) {
  return `writing-${id}`;
}

/** What of it is somebody's words, oldest first. */
export function listed(items) {
  return items.filter((item) => item.state !== LEAVE).sort((one, other) => one.at - other.at);
}

/** Remember to end what is open on the server, before anything else is sent. */
export async function leaveLater(factory) {
  const outbox = await openOutbox(factory);
  await outbox.put(LEAVE, { id: LEAVE, at: 0, state: LEAVE });
}

/**
 * Send what waits. When all is gone that could go the server is told so, and may answer that nothing is to be
 * left in this browser: then nothing is.
 *
 * @param {{factory: IDBFactory, ask: typeof fetch, locks: LockManager, to?: string}} how
 * @returns {Promise<boolean | "emptied">} is everything gone that could go, or even nothing left?
 */
export function sendAll({ factory, ask, locks, to = "/outbox" }) {
  return locks.request("outbox", async () => {
    const outbox = await openOutbox(factory);
    const { held } = await locks.query();
    const open = new Set(held.map((lock) => lock.name));
    const items = (await outbox.all()).sort((one, other) => one.at - other.at);
    for (const item of items) {
      if (item.state === "refused" || open.has(lockOf(item.id))) continue;
      const went = await (item.state === LEAVE ? sendLeave(ask) : send(item, ask, to));
      if (went?.refused) await outbox.put(item.id, { ...item, state: "refused", why: went.refused });
      else if (went) await outbox.remove(item.id);
      else return false;
    }
    if (await isToBeKept(ask, `${to}/done`)) return true;
    await wipe(factory);
    return "emptied";
  });
}

/** Only a plain answer of ours empties anything. */
async function isToBeKept(ask, address) {
  try {
    const answer = await ask(address, { method: "POST", redirect: "manual" });
    return !answer.ok || (await answer.json()).kept !== false;
  } catch {
    return true;
  }
}

/** True when it was taken in, `{refused: why}` when it never will be, false when it may be another time. */
async function send({ envelope }, ask, to) {
  try {
    const answer = await ask(to, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(envelope),
      redirect: "manual",
    });
    if (answer.status === 400) {
      const said = await answer.json().catch(() => null);
      return { refused: said?.refused ?? "other" };
    }
    return answer.ok && (await answer.json()).kept === true;
  } catch {
    return false;
  }
}

async function sendLeave(ask) {
  try {
    const answer = await ask("/leave", { method: "POST", redirect: "manual" });
    return answer.type === "opaqueredirect" || answer.ok;
  } catch {
    return false;
  }
}
