/** Shows, while somebody writes an answer, how it will read on the young person's paper. */
import { storyOf } from "./answer_story.js";

const form = document.querySelector("form[data-answer]");
const preview = document.querySelector("[data-preview]");

function part(name) {
  return preview.querySelector(`[data-part="${name}"]`);
}

/** Fill a step, or hide it when there is nothing to say. */
function put(step, text, into = step) {
  step.hidden = text === null;
  if (text !== null) into.textContent = text;
}

function write() {
  const fields = form.elements;
  const chosen = form.querySelector('[name="state"]:checked');
  const again = part("again").querySelector("[data-says]");
  const story = storyOf(
    {
      state: chosen?.value ?? "",
      word: chosen?.closest("label").textContent.trim() ?? unanswered,
      whatHappens: fields.what_happens.value,
      because: fields.because.value,
      decidedBy: fields.decided_by.value,
      decidedOn: fields.decided_on.value,
      lookAgainOn: fields.look_again_on.value,
    },
    { decided: part("decided").dataset.says, again: again.dataset.says },
    document.documentElement.lang,
  );
  put(part("word"), story.waits ? null : story.word, part("word").querySelector(".mark"));
  put(part("waiting"), story.waits ? story.word : null, part("waiting").firstElementChild);
  const shape = part("decision").querySelector("use");
  if (document.getElementById(story.shape)) shape.setAttribute("href", `#${story.shape}`);
  put(part("decided"), story.decided);
  put(part("what_happens"), story.whatHappens, part("what_happens").firstElementChild);
  put(part("because"), story.because, part("because").querySelector("[dir]"));
  put(part("again"), story.again, again);
  part("due").hidden = !story.waits;
}

const unanswered = preview?.dataset.unanswered;
if (form && preview) {
  form.addEventListener("input", write);
  document.querySelector("[data-show]").hidden = true;
  // Until something is chosen, the answer that stands is shown.
  if (form.querySelector('[name="state"]:checked')) write();
}
