/**
 * `Content-Disposition` that saves under `name` (RFC 6266): a plain form that every client reads, and, when the
 * name is not plain, the exact one of RFC 8187 beside it.
 */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/gu, '_');
  const disposition = `attachment; filename="${plain}"`;
  return plain === name ? disposition : `${disposition}; filename*=UTF-8''${encodeValue(name)}`;
}

/** RFC 8187 section 3.2.1: everything but `attr-char` is percent-encoded, a space too. */
function encodeValue(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
