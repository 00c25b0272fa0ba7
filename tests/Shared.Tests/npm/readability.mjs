// An independent opinion on how hard a text is to read: npm's syllable and flesch-kincaid. Reads one passage per line (written
// as a JSON string) and answers each with { words, sentences, syllables, grade, perWord: { word: syllables } }.
// Usage: node readability.mjs < corpus
import { createInterface } from "node:readline";
import { syllable } from "syllable";
import { fleschKincaid } from "flesch-kincaid";

const wordsOf = (text) => text.match(/\p{L}+(?:['’]\p{L}+)*/gu) ?? [];

for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line);
  const sentences = text.split(/[.!?]+\s*/u).filter((part) => wordsOf(part).length > 0).length;
  const words = wordsOf(text);
  const perWord = Object.fromEntries(words.map((word) => [word, syllable(word)]));
  const syllables = words.reduce((sum, word) => sum + syllable(word), 0);
  const grade = fleschKincaid({ sentence: sentences, word: words.length, syllable: syllables });
  process.stdout.write(JSON.stringify({ words: words.length, sentences, syllables, grade, perWord }) + "\n");
}
