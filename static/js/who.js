/**
 * Lets the button name who gets the words. Without script it says "Send", which is true as well.
 * While nobody is chosen it says "Just me", so the button for that stays away (action-bar.css).
 */
import { labelFor } from "./names.js";

const button = document.querySelector("[data-who]");
const switches = [...document.querySelectorAll('#who input[name="to"]')];

if (button && switches.length > 0) {
  const words = { ...button.dataset, language: document.documentElement.lang };
  const label = button.querySelector("span");

  const refresh = () => {
    const chosen = switches.filter((one) => one.checked).map((one) => one.dataset.first);
    label.textContent = labelFor(chosen, words);
  };

  document.querySelector("#who").addEventListener("change", refresh);
  addEventListener("pageshow", refresh);
  refresh();
}
