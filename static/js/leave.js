/**
 * Covers the page at once when somebody leaves or looks away, then lets it go.
 *
 * The form works without this; script only makes sure that nothing stays on the screen while
 * the answer is on its way, or in what the browser keeps for "Back".
 */
import { createKnock } from "./knock.js";

/** How long a page may stay covered before it is left for good (milliseconds). */
const LONG_AWAY = 60_000;
/** How long an open page may lie there with nobody touching it (milliseconds). */
const LONG_IDLE = 120_000;

const form = document.querySelector("form[data-leave]");
/** A page may also be opened behind another one, and looked at later. */
let hiddenSince = Date.now();
let ownPrompt = false;
let untilLeft = null;

/** Put paper over everything. */
function cover() {
  document.documentElement.classList.add("covered");
}

/** Show the page again. */
function uncover() {
  document.documentElement.classList.remove("covered");
}

function leave() {
  cover();
  // As if pressed, so that what was being written is kept first.
  form.requestSubmit();
}

if (form) {
  form.addEventListener("submit", cover);

  const knock = createKnock({ times: 3, within: 5_000 });
  document.addEventListener("keydown", (event) => {
    if (!event.repeat && knock(event.key === "Shift", event.timeStamp)) leave();
  });

  // Ringing a number opens the phone's own window; that is not looking away.
  document.addEventListener("click", (event) => {
    ownPrompt = Boolean(event.target.closest("[data-own-prompt]"));
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      hiddenSince = Date.now();
      if (ownPrompt) return;
      cover();
      untilLeft = setTimeout(leave, LONG_AWAY);
      return;
    }
    clearTimeout(untilLeft);
    const away = Date.now() - hiddenSince;
    if (!ownPrompt && away > LONG_AWAY) leave();
    else uncover();
    ownPrompt = false;
  });

  if ("whenIdle" in form.dataset) {
    let untilIdle = null;
    const touched = () => {
      clearTimeout(untilIdle);
      untilIdle = setTimeout(leave, LONG_IDLE);
    };
    for (const sign of ["keydown", "input", "pointerdown", "scroll"]) {
      addEventListener(sign, touched, { capture: true, passive: true });
    }
    touched();
  }

  // A page that comes back with "Back" may have been left since: ask the server again.
  addEventListener("pagehide", cover);
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
