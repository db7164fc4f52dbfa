/**
 * Asks again and again until the answer is another one.
 *
 * @param {string} state the answer now
 * @param {{ask: () => Promise<string>, pause: () => Promise<void>, tries: number}} how
 * @returns {Promise<boolean>} true when it has changed, false when it never did
 */
export async function changed(state, { ask, pause, tries }) {
  for (let left = tries; left > 0; left -= 1) {
    await pause();
    try {
      if ((await ask()) !== state) return true;
    } catch {
      // No signal for a moment: ask again.
    }
  }
  return false;
}
