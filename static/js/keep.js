/**
 * Keeps what somebody is writing every few seconds, so that a lost page loses nothing.
 *
 * It sends the page's own form with go=keep. The server answers with nothing, and the page says
 * once in a while that the words are kept.
 */
import { createSaving } from "./saving.js";

/** How long after the last change, and how long at most while somebody goes on (milliseconds). */
const PAUSE = 4_000;
const AT_MOST = 20_000;

const form = document.querySelector("form[data-keep]");

if (form) {
  const said = form.querySelector("[data-kept]");
  let leaving = false;

  const keep = async () => {
    if (leaving) return true;
    const data = new URLSearchParams(new FormData(form));
    data.set("go", "keep");
    data.set("turn", String(Date.now()));
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, redirect: "manual" });
      if (answer.status === 204) said.hidden = false;
      return answer.status === 204;
    } catch {
      return false;
    }
  };

  const saving = createSaving({
    keep,
    pause: PAUSE,
    atMost: AT_MOST,
    timer: (then, after) => setTimeout(then, after),
    stop: clearTimeout,
    now: () => performance.now(),
  });

  form.addEventListener("input", () => saving.changed());
  addEventListener("submit", () => {
    leaving = true;
    form.elements.turn.value = String(Date.now());
  });
}
