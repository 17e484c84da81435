import { Parser } from 'htmlparser2';

/** Gathers text up to a limit. */
export class TextSink {
  readonly #most: number;
  readonly #pieces: string[] = [];
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#length >= this.#most;
  }

  add(text: string): void {
    if (this.isFull) return;
    const piece = text.slice(0, this.#most - this.#length);
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  toString(): string {
    return this.#pieces.join('');
  }
}

const silent = new Set(['script', 'style', 'noscript', 'template', 'svg', 'math', 'head']);
const inline = new Set(
  'a abbr b bdi bdo cite code data dfn em font i kbd mark q rp rt ruby s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/** The text that a browser would show, and the title. */
export function readHtml(html: string, sink: TextSink): void {
  let hidden = 0;
  let inTitle = false;
  const parser = new Parser({
    onopentag(name) {
      if (silent.has(name)) hidden++;
      if (name === 'title') inTitle = true;
      if (!inline.has(name)) sink.add('\n');
    },
    ontext(text) {
      if (hidden === 0 || inTitle) sink.add(text);
    },
    onclosetag(name) {
      if (silent.has(name)) hidden--;
      if (name === 'title') inTitle = false;
      if (!inline.has(name)) sink.add('\n');
    },
  });
  feed(parser, html, sink);
}

/** Which elements of an XML document hold text, and which end a line. Names with their prefix. */
export interface XmlRules {
  /** Text counts inside of these; undefined = everywhere. */
  readonly text?: ReadonlySet<string>;
  readonly lines: ReadonlySet<string>;
  readonly blanks?: ReadonlySet<string>;
  /** Elements whose text is left out, by name and attributes. */
  readonly skip?: (name: string, attributes: Readonly<Record<string, string>>) => boolean;
}

/** The text of an XML document. Entities that it defines itself are never expanded. */
export function readXml(xml: string, { text, lines, blanks, skip }: XmlRules, sink: TextSink): void {
  let inText = text ? 0 : 1;
  const skipped: boolean[] = [];
  let hidden = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const skips = skip?.(name, attributes) === true;
        skipped.push(skips);
        if (skips) hidden++;
        if (text?.has(name)) inText++;
        if (blanks?.has(name)) sink.add(' ');
      },
      ontext(piece) {
        if (inText > 0 && hidden === 0) sink.add(piece);
      },
      onclosetag(name) {
        if (skipped.pop()) hidden--;
        if (text?.has(name)) inText--;
        if (lines.has(name)) sink.add('\n');
      },
    },
    { xmlMode: true },
  );
  feed(parser, xml, sink);
}

const pieceLength = 65_536;

/** Stops when the sink is full. */
function feed(parser: Parser, source: string, sink: TextSink): void {
  for (let at = 0; at < source.length && !sink.isFull; at += pieceLength)
    parser.write(source.slice(at, at + pieceLength));
  parser.end();
}
