/** Endings of names as people write them, `docx, .txt`, and as the server takes them. */

/** @returns the endings, each once, in lower case without a dot; or the first word that is none */
export function endingsOf(text: string): { readonly endings: readonly string[] } | { readonly wrong: string } {
  const words = text
    .split(/[\s,，、;；]+/)
    .map((word) => word.replace(/^\*?\./, '').toLowerCase())
    .filter(Boolean);
  const wrong = words.find((word) => !/^[\p{L}\p{N}_+-]{1,32}$/u.test(word));
  return wrong === undefined ? { endings: [...new Set(words)] } : { wrong };
}
