/**
 * Lets somebody ask this browser to be told that there is something new.
 *
 * Where no service worker is at work nothing appears: the page says that it cannot be done here.
 */
import { keyOf, placeOf } from "./push-keys.js";

const ask = document.querySelector("form[data-notices]");
const cannot = document.querySelector("[data-cannot]");
const stop = document.querySelector("form[data-stop-notices]");
const canPush = "serviceWorker" in navigator && "PushManager" in window;

/** Ask the browser where it can be told; asks the person first when they never allowed it. */
async function subscribe(registration) {
  const key = keyOf(ask.dataset.notices);
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await registration.pushManager.subscribe(wanted);
  } catch (error) {
    if (error.name !== "InvalidStateError") throw error;
    // The service has another key than when this browser was told before.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    return registration.pushManager.subscribe(wanted);
  }
}

/** Offer the button, now that it can do something. */
function offer(registration) {
  const button = ask.querySelector("button");
  const refused = ask.querySelector("[data-refused]");
  cannot.hidden = true;
  ask.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const place = placeOf(await subscribe(registration));
      for (const [name, value] of Object.entries(place)) ask.elements[name].value = value;
      refused.hidden = true;
      ask.requestSubmit();
    } catch {
      refused.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}

if (canPush && ask) {
  // It waits for ever where there is no worker.
  navigator.serviceWorker.ready.then((registration) => {
    if (registration.pushManager) offer(registration);
  });
}

if (canPush && stop) {
  // The server forgets this browser; the browser need not remember the server either.
  stop.addEventListener("submit", async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    (await registration?.pushManager?.getSubscription())?.unsubscribe();
  });
}
