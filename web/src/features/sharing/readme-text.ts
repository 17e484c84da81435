/** The beginning of a README as plain text: what its marks mean is left out, not shown. */

const longest = 480;

/** The first paragraphs, without the marks of Markdown. Cut at a word when it is long. */
export function plainBeginning(markdown: string): { readonly text: string; readonly isCut: boolean } {
  const text = markdown
    .replaceAll('\r', '')
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/```[\s\S]*?(```|$)/g, '')
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(#{1,6}|>|[-*+])\s+/gm, '')
    .replace(/(\*\*|__|`)(.+?)\1/g, '$2')
    .replace(/^[ \t]*([-*_][ \t]*){3,}$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const signs = [...text];
  if (signs.length <= longest) return { text, isCut: false };
  const start = signs.slice(0, longest).join('');
  const lastSpace = start.search(/\s\S*$/);
  return { text: `${lastSpace > longest / 2 ? start.slice(0, lastSpace) : start}…`, isCut: true };
}
