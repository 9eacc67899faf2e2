// How words are compared, in search and in the finder alike: what only looks different is the same.

// Letters that no normal form takes apart, by what people without them on their keyboard type instead.
const SPELT = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/** Return a text in small letters without accents, apostrophes and soft hyphens. */
export const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\p{Diacritic}\p{Default_Ignorable_Code_Point}'‘’ʼ′]/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/gu, (letter) => SPELT[letter]);

/** Return the words of a text, folded. */
export const wordsOf = (text) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Return the words of a text that hyphens or dashes join, each as one word: "cat-cow" gives "catcow". */
export const joinedWords = (text) =>
  (folded(text).match(/[\p{L}\p{N}]+(?:\p{Pd}[\p{L}\p{N}]+)+/gu) ?? []).map((word) => word.replace(/\p{Pd}/gu, ""));

const LETTERS_TO_SLIP_ONCE = 4;
const LETTERS_TO_SLIP_TWICE = 8;
const LETTERS_OF_A_BEGINNING = 5;
const MOST_LETTERS = 40;

/**
 * Return whether a word as it was typed is nearly another, or nearly its beginning: one letter may be wrong, too many,
 * missing or in its neighbour's place, two in long words.
 */
export function isNearly(typed, word) {
  if (typed.length < LETTERS_TO_SLIP_ONCE || typed.length > MOST_LETTERS) return false;
  const most = typed.length < LETTERS_TO_SLIP_TWICE ? 1 : 2;
  let [before, last] = [[], Array.from({ length: word.length + 1 }, (_, place) => place)];
  for (let row = 1; row <= typed.length; row += 1) {
    const now = [row];
    for (let place = 1; place <= word.length; place += 1) {
      const isSame = typed[row - 1] === word[place - 1];
      now[place] = Math.min(last[place] + 1, now[place - 1] + 1, last[place - 1] + (isSame ? 0 : 1));
      const isSwapped = row > 1 && typed[row - 1] === word[place - 2] && typed[row - 2] === word[place - 1];
      if (isSwapped) now[place] = Math.min(now[place], before[place - 2] + 1);
    }
    [before, last] = [last, now];
  }
  return (typed.length < LETTERS_OF_A_BEGINNING ? last[word.length] : Math.min(...last)) <= most;
}

const LETTERS_MORE_OR_LESS = 2;

/** Return whether a whole word as it was typed is nearly another. */
export const isSlip = (typed, word) => Math.abs(typed.length - word.length) <= LETTERS_MORE_OR_LESS && isNearly(typed, word);
