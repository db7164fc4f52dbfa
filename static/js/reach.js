/**
 * Can this be fetched just now?
 *
 * @param {string} address something small that answers everybody
 * @param {typeof fetch} ask
 * @param {number} patience how long an answer may take (milliseconds)
 * @returns {Promise<boolean>}
 */
export async function reaches(address, ask, patience) {
  try {
    // Whatever it answers, somebody is there.
    await ask(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(patience) });
    return true;
  } catch {
    return false;
  }
}
