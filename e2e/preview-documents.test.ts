import { expect, it } from 'vitest';
import { violationsOf } from './lib/axe.ts';
import { pdf } from './lib/pdf.ts';
import { mira } from './lib/people.ts';
import { png } from './lib/png.ts';
import { my } from './lib/seed.ts';
import { useWorld } from './lib/use-world.ts';
import type { Visitor } from './lib/visitor.ts';

const pages = Array.from({ length: 40 }, (_, index) => `Chapter ${index + 1} of the manual`);
const tar = (() => {
  /* One empty file behind two folders (POSIX ustar). */
  const head = Buffer.alloc(512);
  head.write('docs/notes/today.txt', 0);
  head.write('0000644\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  head.write('00000000005\0', 124);
  head.write('14712364000\0', 136);
  head.write('        ', 148);
  head.write('0', 156);
  head.write('ustar\x0000', 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.alloc(512);
  body.write('12345');
  return new Uint8Array(Buffer.concat([head, body, Buffer.alloc(1024)]));
})();
const markdown = `# Welcome

Read the [plan](plan.txt), or [the web](https://example.org "site").
A [trap](javascript:document.title='ran') and <img src=x onerror="document.title='ran'"> <b>bold</b>.

- [x] done
- [ ] open

| Tree | Height |
| --- | ---: |
| Oak | 30 m |

![near](dot.png) ![far](https://pictures.example.org/far.png)

\`\`\`ts
const answer = 42;
\`\`\`
`;

const world = useWorld(async (_, client) => {
  await client.mkdir(my('Papers'));
  const put = (name: string, content: Uint8Array<ArrayBuffer> | string) =>
    client.putContent(my('Papers', name), content);
  await put('manual.pdf', pdf(pages));
  await put('secret.pdf', pdf(['For your eyes only'], { password: 'acorn' }));
  await put('broken.pdf', 'this is no document');
  await put('backup.tar', tar);
  await put('readme.md', markdown);
  await put('lines.txt', Array.from({ length: 900 }, (_, index) => `line ${index + 1} of 900\n`).join(''));
  await put('plan.txt', 'first the roots\n');
  await put('report.docx', 'PK');
  await put('code.ts', 'export const answer: number = 42; // the answer\n');
  await put('dot.png', new Uint8Array(png(8, 8, () => [40, 90, 60])));
});

async function look(name: string): Promise<Visitor> {
  const visitor = await world().visit({ as: mira });
  await visitor.open(`/files/Papers?open=${encodeURIComponent(name)}`);
  await visitor.button('Close preview').waitFor();
  return visitor;
}

it('shows the pages of a PDF document as one comes to them, finds text, and goes to a page', async () => {
  const visitor = await look('manual.pdf');
  const document = visitor.page.getByRole('document', { name: 'Document manual.pdf' });
  await document.getByText('Chapter 1 of the manual').waitFor();
  expect(await document.locator('canvas').count()).toBeLessThan(12);
  await visitor.page.getByRole('textbox', { name: 'Page' }).fill('30');
  await visitor.press('Enter');
  await document.getByText('Chapter 30 of the manual').waitFor();
  await visitor.press('Control+f');
  await visitor.page.getByRole('searchbox', { name: 'Find in the document' }).fill('chapter 7 ');
  await visitor.page.getByText('1 of 1').waitFor();
  await document.getByText('Chapter 7 of').first().waitFor();
  await visitor.press('Escape');
  await visitor.button('Zoom in').click();
  await expect.poll(() => visitor.button(/fit to the window/).textContent()).toMatch(/%$/);
  expect(await violationsOf(visitor.page)).toEqual([]);
});

it('lets the worker that draws PDF fetch and decode what is the drive’s, and nothing else', async () => {
  const visitor = await look('manual.pdf');
  await visitor.page.getByText('Chapter 1 of the manual').waitFor();
  const worker = visitor.page.workers().find((each) => each.url().includes('/assets/pdf.worker'));
  const found = await worker?.evaluate(async () => {
    const blocked: string[] = [];
    const scope: EventTarget = globalThis;
    scope.addEventListener('securitypolicyviolation', (event) => {
      if ('effectiveDirective' in event) blocked.push(String(event.effectiveDirective));
    });
    const reached = await fetch('/manifest.json').then(({ ok }) => ok);
    const left = await fetch('https://example.org/').then(
      () => true,
      () => false,
    );
    /* The shortest program there is. */
    await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return { blocked, reached, left };
  });
  expect(found).toEqual({ blocked: ['connect-src'], reached: true, left: false });
  visitor.complaints.length = 0;
});

/** How many pages a printed document has. */
const pagesOf = (printed: Buffer) => printed.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

it('prints a PDF document page by page', async () => {
  const visitor = await look('manual.pdf');
  await visitor.page.getByText('Chapter 1 of the manual').waitFor();
  /* The browser without a window prints when it is asked from outside. */
  await visitor.page.evaluate(() => {
    window.print = () => {
      document.title = 'ready to be printed';
    };
  });
  await visitor.press('Control+p');
  await expect.poll(() => visitor.page.title(), { timeout: 40_000 }).toBe('ready to be printed');
  const printed = await visitor.page.pdf();
  expect(pagesOf(printed)).toBe(40);
  await visitor.page.locator('.print-sheets').waitFor({ state: 'detached' });
});

it('prints a picture, a text, a page of Markdown: each alone, and the text with what is not in the window', async () => {
  const visitor = await look('dot.png');
  await visitor.page.getByRole('img', { name: 'Picture dot.png' }).waitFor();
  const picture = await visitor.page.pdf();
  expect(pagesOf(picture)).toBe(1);
  expect(picture.toString('latin1')).toMatch(/\/Subtype\s*\/Image/);
  expect(picture.toString('latin1')).not.toContain('/Font');

  const open = async (name: string) => {
    await visitor.open(`/files/Papers?open=${name}`);
    await visitor.button('Close preview').waitFor();
  };
  await open('lines.txt');
  await visitor.page.getByRole('textbox', { name: 'Text of lines.txt' }).getByText('line 1 of 900').waitFor();
  const text = await visitor.page.pdf();
  expect(pagesOf(text)).toBeGreaterThan(9);
  await open('readme.md');
  await visitor.page.getByRole('heading', { name: 'Welcome' }).waitFor();
  const page = await visitor.page.pdf();
  expect(pagesOf(page)).toBe(1);
  await visitor.page.locator('.print-sheets').waitFor({ state: 'detached' });

  /* What was printed is a document as any other. */
  const client = await world().client();
  await client.putContent(my('Papers', 'printed text.pdf'), new Uint8Array(text));
  await client.putContent(my('Papers', 'printed page.pdf'), new Uint8Array(page));
  const printed = (name: string) => visitor.page.getByRole('document', { name: `Document printed ${name}.pdf` });
  await open('printed text.pdf');
  await printed('text').getByText('line 1 of 900').first().waitFor();
  expect(await printed('text').getByText('UTF-8').count()).toBe(0);
  await visitor.press('End');
  await printed('text').getByText('line 900 of 900').waitFor();
  await open('printed page.pdf');
  await printed('page').getByText('Welcome').waitFor();
  expect(await printed('page').getByText('Source').count()).toBe(0);
});

it('asks for the password of a PDF document, and says when it is another one', async () => {
  const visitor = await look('secret.pdf');
  const field = visitor.page.getByLabel('Password');
  await field.fill('chestnut');
  await visitor.press('Enter');
  await visitor.page.getByText('This is not the password of the document.').waitFor();
  await field.fill('acorn');
  await visitor.press('Enter');
  await visitor.page.getByText('For your eyes only').waitFor();
});

it('says that a file is no PDF, and offers it for download', async () => {
  const visitor = await look('broken.pdf');
  await visitor.page.getByText(/can’t be shown: it is damaged, or no PDF/).waitFor();
  await visitor.page.locator('.plain').getByRole('button', { name: 'Download' }).waitFor();
});

it('lists an archive as a tree that is walked with the keys', async () => {
  const visitor = await look('backup.tar');
  const tree = visitor.page.getByRole('treegrid', { name: 'Contents of backup.tar' });
  await tree.getByRole('row', { name: /today\.txt/ }).waitFor();
  expect(await tree.getByRole('row', { name: /docs/ }).getAttribute('aria-expanded')).toBe('true');
  await tree.focus();
  await visitor.press('ArrowLeft');
  await tree.getByRole('row', { name: /today\.txt/ }).waitFor({ state: 'detached' });
  await visitor.page.getByRole('searchbox', { name: 'Find in the archive' }).fill('TODAY');
  await tree.getByRole('row', { name: /today\.txt.*5 B/ }).waitFor();
  await visitor.page.getByText('1 found').waitFor();
  expect(await violationsOf(visitor.page)).toEqual([]);
});

it('shows Markdown as a page in which nothing runs and nothing is fetched from elsewhere', async () => {
  const visitor = await world().visit({ as: mira });
  const fetched: string[] = [];
  visitor.page.on('request', (request) => fetched.push(request.url()));
  await visitor.open('/files/Papers?open=readme.md');
  const page = visitor.page.getByRole('article', { name: 'readme.md as a page' });
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  await page.getByRole('cell', { name: '30 m' }).waitFor();
  expect(await page.getByRole('checkbox').count()).toBe(2);
  await page.getByRole('img', { name: 'near' }).waitFor();
  await page.locator('pre .tok-keyword', { hasText: 'const' }).waitFor();
  await visitor.page.getByText('1 picture of another site is not loaded').waitFor();
  const link = page.getByRole('link', { name: 'the web' });
  expect(await link.getAttribute('rel')).toContain('noopener');
  expect(await page.getByText('trap').evaluate((element) => element.closest('a, button'))).toBeNull();
  await visitor.settled();
  expect(await visitor.page.title()).not.toBe('ran');
  expect(fetched.filter((url) => !url.startsWith(world().base) && !/^(blob|data):/.test(url))).toEqual([]);
  expect(await violationsOf(visitor.page)).toEqual([]);
  await page.getByRole('button', { name: 'plan' }).click();
  await visitor.page.getByText('first the roots').waitFor();
});

it('colours code, and finds in it', async () => {
  const visitor = await look('code.ts');
  const text = visitor.page.getByRole('textbox', { name: 'Text of code.ts' });
  await text.getByText('// the answer').waitFor();
  await expect.poll(() => text.locator('span').count()).toBeGreaterThan(3);
  await visitor.press('Control+f');
  await visitor.page.getByRole('textbox', { name: 'Find' }).pressSequentially('answer');
  await expect.poll(() => text.locator('.cm-searchMatch').count()).toBe(2);
  await visitor.press('Escape');
  expect(await violationsOf(visitor.page)).toEqual([]);
});

it('says honestly that office documents have no viewer', async () => {
  const visitor = await look('report.docx');
  await visitor.page.getByText('Office documents can’t be shown here yet.').waitFor();
});
