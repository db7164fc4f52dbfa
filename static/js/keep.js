/**
 * Keeps what somebody is writing every few seconds, and at the last moment when the page is hidden
 * or left, so that a lost page loses nothing.
 *
 * It sends the page's own form with go=keep, or go=away at the last moment. The server answers
 * with nothing, and the page says once in a while that the words are kept.
 */
import { createSaving } from "./saving.js";

/** How long after the last change, and how long at most while somebody goes on (milliseconds). */
const PAUSE = 4_000;
const AT_MOST = 20_000;

const form = document.querySelector("form[data-keep]");

if (form) {
  const said = form.querySelector("[data-kept]");
  let leaving = false;

  const send = (go, settings) => {
    const data = new URLSearchParams(new FormData(form));
    data.set("go", go);
    data.set("turn", String(Date.now()));
    return fetch(form.action, { method: "POST", body: data, redirect: "manual", ...settings });
  };

  const keep = async () => {
    if (leaving) return true;
    try {
      const answer = await send("keep");
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

  /** The page may be gone the next moment: send what is not kept, to arrive without the page. */
  const handOver = async () => {
    if (leaving || !saving.handOver()) return;
    try {
      await send("away", { keepalive: true });
    } catch {
      saving.changed();
    }
  };

  form.addEventListener("input", () => saving.changed());
  addEventListener("submit", (event) => {
    if (event.target !== form) return void handOver();
    leaving = true;
    form.elements.turn.value = String(Date.now());
  });
  document.addEventListener("visibilitychange", () => document.hidden && handOver());
  addEventListener("pagehide", handOver);
}
