import { afterAll, describe, expect, it } from 'vitest';
import { pdf, zip } from '../../../../tests/lib/documents.ts';
import { Extractor } from './extractor.ts';
import { readText } from './formats.ts';
import { extractionLimits, Unreadable } from './limits.ts';

const read = async (extension: string, bytes: Buffer | string, limits = extractionLimits) =>
  (await readText(extension, Buffer.from(bytes), limits)).replace(/\s+/g, ' ').trim();

describe('reading texts', () => {
  it('knows encodings', async () => {
    expect(await read('txt', 'plain Ünïcode 年度')).toBe('plain Ünïcode 年度');
    expect(await read('txt', Buffer.from('c4eab6c8b1a8b8e6', 'hex'))).toBe('年度报告');
    expect(await read('txt', Buffer.from('\ufeffwide 年', 'utf16le'))).toBe('wide 年');
    expect(await read('txt', Buffer.from('wide without a mark', 'utf16le'))).toBe('wide without a mark');
    expect(await read('txt', Buffer.from('wide', 'utf16le').swap16())).toBe('wide');
    expect(await read('txt', Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x20]))).toBe('café');
  });

  it('reads what a browser would show', async () => {
    const page =
      '<title>A title</title><style>p{}</style><p>one<b>two</b></p><script>alert(1)</script><p>&lt;three&gt; &eacute;</p>';
    expect(await read('html', page)).toBe('A title onetwo <three> é');
  });

  it('reads office documents', async () => {
    const docx = zip({
      'word/document.xml':
        '<w:document><w:p><w:r><w:t>Har</w:t></w:r><w:r><w:t>bour</w:t></w:r></w:p><w:p><w:r><w:t>年度 &amp; wall</w:t></w:r></w:p></w:document>',
      'word/footnotes.xml': '<w:p><w:t>a note</w:t></w:p>',
    });
    expect(await read('docx', docx)).toBe('Harbour 年度 & wall a note');
    const xlsx = zip({
      'xl/sharedStrings.xml': '<sst><si><t>Total</t></si><si><r><t>for </t></r><r><t>May</t></r></si></sst>',
      'xl/worksheets/sheet1.xml':
        '<row><c t="s"><v>0</v></c><c><f>1+1</f><v>4711</v></c><c t="inlineStr"><is><t>own</t></is></c></row>',
    });
    expect(await read('xlsx', xlsx)).toBe('Total for May 4711 own');
    const pptx = zip({
      'ppt/slides/slide10.xml': '<a:p><a:t>last</a:t></a:p>',
      'ppt/slides/slide2.xml': '<a:p><a:t>first</a:t></a:p>',
    });
    expect(await read('pptx', pptx)).toBe('first last');
    const odt = zip({
      'content.xml':
        '<office:body><text:h>Head</text:h><text:p>a<text:s/>b<text:span>c</text:span></text:p></office:body>',
    });
    for (const extension of ['odt', 'ods', 'odp']) expect(await read(extension, odt)).toBe('Head a bc');
    const epub = zip({ 'OEBPS/ch2.xhtml': '<p>two</p>', 'OEBPS/ch1.xhtml': '<p>one</p>', 'a.css': 'p{}' });
    expect(await read('epub', epub)).toBe('one two');
  });

  it('reads RTF and PDF', async () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg936{\fonttbl{\f0 Arial;}}{\*\generator X;}\uc1 Hello\par {\b bold} \'c4\'ea\u24230? caf\u233\'3f \{x\}}`;
    expect(await read('rtf', rtf)).toBe('Hello bold 年度 café {x}');
    expect(await read('pdf', pdf('Harbour wall'))).toBe('Harbour wall');
  });

  it('refuses what is broken, too large or too much', async () => {
    for (const extension of ['docx', 'pdf', 'epub']) {
      await expect(read(extension, 'nonsense')).rejects.toBeInstanceOf(Unreadable);
    }
    const bomb = zip({ 'word/document.xml': Buffer.alloc(3_000_000, '<w:t>aaaaaaaa</w:t>') });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(read('docx', bomb, { ...extractionLimits, unpackedBytes: 1_000_000 })).rejects.toBeInstanceOf(
      Unreadable,
    );
    const many = zip(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`a${index}.html`, 'x'])));
    await expect(read('epub', many, { ...extractionLimits, parts: 10 })).rejects.toBeInstanceOf(Unreadable);
    expect(await read('txt', 'x'.repeat(100), { ...extractionLimits, characters: 10 })).toBe('xxxxxxxxxx');
  });

  it('survives deep and hostile markup', async () => {
    expect(await read('html', `${'<div>'.repeat(100_000)}deep`)).toBe('deep');
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:t>&b;</w:t>';
    expect(await read('docx', zip({ 'word/document.xml': laughs }))).not.toContain('haha');
    expect(await read('rtf', `${'{'.repeat(100_000)}deep`)).toBe('deep');
  });
});

describe('the thread that reads', () => {
  const extractor = new Extractor({ timeoutMs: 20_000 });
  afterAll(() => extractor.close());
  const bytes = (text: string) => new Uint8Array(Buffer.from(text));

  it('answers passages, one file after the other, and goes on after a broken one', async () => {
    expect(await extractor.extract('txt', bytes('Hello World'), 2_000)).toEqual([
      { content: 'Hello World', words: 'hello world' },
    ]);
    await expect(extractor.extract('pdf', bytes('nonsense'), 2_000)).rejects.toBeInstanceOf(Unreadable);
    expect(await extractor.extract('txt', bytes('again'), 2_000)).toHaveLength(1);
  });

  it('ends with the thread, by time and by memory, and starts anew', async () => {
    const endless = new URL(
      `data:text/javascript,${encodeURIComponent("import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { for (;;); });")}`,
    );
    const slow = new Extractor({ timeoutMs: 100, url: endless });
    await expect(slow.extract('txt', bytes('x'), 2_000)).rejects.toThrow('too long');
    await slow.close();
    const greedy = new URL(
      `data:text/javascript,${encodeURIComponent("import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); });")}`,
    );
    const big = new Extractor({ memoryMb: 32, timeoutMs: 20_000, url: greedy });
    await expect(big.extract('txt', bytes('x'), 2_000)).rejects.toThrow();
    await big.close();
  });
});
