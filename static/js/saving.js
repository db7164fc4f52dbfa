/**
 * Decides when words that are being written are kept: a little after somebody stops, and now and
 * then while they go on, but never twice for the same words.
 *
 * @param {{keep: () => Promise<boolean>, pause: number, atMost: number,
 *   timer: (then: () => void, after: number) => unknown, stop: (timer: unknown) => void,
 *   now: () => number}} tools `pause` and `atMost` in milliseconds; `keep` says whether it worked
 * @returns {{changed: () => void, handOver: () => boolean}} `changed` is called at every change;
 *   `handOver` says whether something is not kept yet, and leaves it to whoever asks
 */
export function createSaving({ keep, pause, atMost, timer, stop, now }) {
  let waiting = null;
  let changedSince = null;
  let busy = false;
  let handedOver = false;

  async function save() {
    waiting = null;
    if (busy) return wait(pause);
    busy = true;
    const since = changedSince;
    changedSince = null;
    const worked = await keep();
    busy = false;
    if (!worked && !handedOver) changedSince ??= since;
    return undefined;
  }

  function wait(after) {
    if (waiting !== null) stop(waiting);
    waiting = timer(save, after);
  }

  return {
    changed() {
      handedOver = false;
      changedSince ??= now();
      wait(Math.max(0, Math.min(pause, changedSince + atMost - now())));
    },
    handOver() {
      const isOpen = !handedOver && (busy || changedSince !== null);
      handedOver = true;
      changedSince = null;
      if (waiting !== null) stop(waiting);
      waiting = null;
      return isOpen;
    },
  };
}
