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
