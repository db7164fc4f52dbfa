/** Lets the browser keep the empty page, so that the app opens without a signal too. */
const OURS = "/sw.js";

const policy = globalThis.trustedTypes?.createPolicy("voice", {
  createScriptURL(address) {
    if (address !== OURS) throw new TypeError("not ours");
    return address;
  },
});

navigator.serviceWorker
  ?.register(policy ? policy.createScriptURL(OURS) : OURS, { type: "module" })
  .catch(() => {
    // Without it everything works, while there is a signal.
  });
