/**
 * What the button says for the people who were chosen.
 *
 * @param {string[]} names first names, in the order of the page
 * @param {{nobody: string, people: string, language: string}} words what it says for nobody, and
 *   for people with "{names}" in it
 * @returns {string}
 */
export function labelFor(names, { nobody, people, language }) {
  if (names.length === 0) return nobody;
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  return people.replace("{names}", () => list.format(names));
}
