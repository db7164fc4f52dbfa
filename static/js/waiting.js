/**
 * Shows the page anew when the server has news, so that nobody has to press "Look again".
 */
import { changed } from "./wait.js";

const EVERY = 2_000;
/** A little longer than a code is good. */
const TRIES = 330;

const place = document.querySelector("[data-wait]");

/** One word from the server. */
async function ask() {
  const answer = await fetch(place.dataset.wait, { headers: { Accept: "application/json" } });
  if (!answer.ok) return "gone";
  return (await answer.json()).state ?? "none";
}

const pause = () => new Promise((resolve) => setTimeout(resolve, EVERY));

if (place && (await changed(place.dataset.state, { ask, pause, tries: TRIES }))) location.reload();
