/** The states that promise an answer and give none yet. */
const WAITING = new Set(["", "being_looked_at"]);

/**
 * How an answer being written will read, step by step. A step that is null is not shown.
 *
 * @param {{state: string, word: string, whatHappens: string, because: string, decidedBy: string,
 *   decidedOn: string, lookAgainOn: string}} answer what stands in the fields; days as yyyy-mm-dd.
 * @param {{decided: string, again: string}} says the sentences, with {people} and {day} in them.
 * @param {string} lang the language of the page, as in "en-GB".
 */
export function storyOf(answer, says, lang) {
  const waits = WAITING.has(answer.state);
  return {
    word: answer.word,
    shape: `s-${(answer.state || "not_answered").replaceAll("_", "-")}`,
    decided: waits
      ? null
      : says.decided
          .replace("{people}", () => answer.decidedBy.trim() || "…")
          .replace("{day}", () => dayInWords(answer.decidedOn, lang) ?? "…"),
    whatHappens: answer.whatHappens.trim() || null,
    because: answer.because.trim() || null,
    again: answer.lookAgainOn
      ? says.again.replace("{day}", () => dayInWords(answer.lookAgainOn, lang) ?? "…")
      : null,
    waits,
  };
}

/** "Tuesday 23 June" for "2026-06-23"; null for what is no day. */
export function dayInWords(day, lang) {
  const [year, month, date] = day.split("-").map(Number);
  const instant = new Date(year, month - 1, date);
  if (Number.isNaN(instant.getTime())) return null;
  const long = { weekday: "long", day: "numeric", month: "long" };
  return new Intl.DateTimeFormat(lang, long).format(instant).replace(",", "");
}
