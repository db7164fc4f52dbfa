/**
 * Notices the same key several times in a short while, with no other key in between.
 *
 * @param {{times: number, within: number}} options `within` in milliseconds
 * @returns {(isTheKey: boolean, at: number) => boolean} true when it has just happened
 */
export function createKnock({ times, within }) {
  let heard = [];
  return (isTheKey, at) => {
    if (!isTheKey) {
      heard = [];
      return false;
    }
    heard = [...heard.filter((before) => at - before < within), at];
    if (heard.length < times) return false;
    heard = [];
    return true;
  };
}
