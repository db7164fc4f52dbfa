/**
 * Offers to put the app among the others where the browser lets a page ask for it. Elsewhere the page tells
 * how it is done by hand.
 */
const offer = document.querySelector("[data-offer]");
const steps = document.querySelector("[data-steps]");
const there = document.querySelector("[data-there]");
let asked = null;

function isThere() {
  there.hidden = false;
  offer.hidden = steps.hidden = true;
}

addEventListener("beforeinstallprompt", (event) => {
  // Otherwise the browser offers it by itself, in words of its own.
  event.preventDefault();
  asked = event;
  offer.hidden = false;
  steps.hidden = true;
});

offer.querySelector("button").addEventListener("click", async () => {
  // It may be asked once; afterwards the steps by hand are left.
  offer.hidden = true;
  await asked.prompt();
  const { outcome } = await asked.userChoice;
  if (outcome === "accepted") isThere();
  else steps.hidden = false;
});

addEventListener("appinstalled", isThere);
if (matchMedia("(display-mode: standalone)").matches) isThere();
