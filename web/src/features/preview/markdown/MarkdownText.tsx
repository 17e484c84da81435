/**
 * Markdown as elements: made one by one from what the parser found, never from HTML, so that nothing in a text can be
 * anything but text, links and pictures. HTML in it is left out, and what stands between its tags is shown.
 */
import type { Token, Tokens } from 'marked';
import { createElement, type MouseEvent, type ReactNode } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { headingId, targetOf } from './links.ts';
import { MarkdownPicture } from './MarkdownPicture.tsx';
import { type MarkdownPlace, Place, usePlace } from './place.ts';
import { markdownWords } from './words.ts';

/** Parts within parts within parts: beyond that, a text is not meant to be read. */
const deepest = 40;

export function MarkdownText({ tokens, place }: { tokens: readonly Token[]; place: MarkdownPlace }) {
  return <Place value={place}>{blocks(tokens, 0)}</Place>;
}

function blocks(tokens: readonly Token[] | undefined, depth: number): ReactNode {
  if (depth > deepest) return tokens?.map((token) => token.raw).join('');
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, never reordered
  return tokens?.map((token, index) => <Part key={index} token={token as Tokens.Generic} depth={depth + 1} />);
}

function Part({ token, depth }: { token: Tokens.Generic; depth: number }): ReactNode {
  const inner = () => blocks(token.tokens, depth);
  switch (token.type) {
    case 'heading': {
      const { depth: level } = token as Tokens.Heading;
      /* The name of the file is the heading above them. */
      return createElement(
        `h${Math.min(6, level + 1)}`,
        { id: `md-${headingId(plainOf(token))}`, dir: 'auto' },
        inner(),
      );
    }
    case 'paragraph':
      return <p>{inner()}</p>;
    case 'text':
      return token.tokens ? inner() : withSigns(token.text);
    case 'escape':
      return token.text;
    case 'strong':
      return <strong>{inner()}</strong>;
    case 'em':
      return <em>{inner()}</em>;
    case 'del':
      return <del>{inner()}</del>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'hr':
      return <hr />;
    case 'code':
      return <CodeBlock text={token.text} language={token.lang ?? ''} />;
    case 'blockquote':
      return <blockquote dir="auto">{inner()}</blockquote>;
    case 'list':
      return <List list={token as Tokens.List} depth={depth} />;
    case 'checkbox':
      return <TaskBox isDone={token.checked === true} />;
    case 'table':
      return <Table table={token as Tokens.Table} depth={depth} />;
    case 'link':
      return <Link href={token.href}>{inner()}</Link>;
    case 'image':
      return <MarkdownPicture href={token.href} text={withSigns(token.text)} />;
    case 'html':
      return /^<br\s*\/?>/i.test(token.text) ? <br /> : textOfHtml(token);
    default:
      return null;
  }
}

function TaskBox({ isDone }: { isDone: boolean }) {
  const w = useWords(markdownWords);
  const label = w(isDone ? 'isDone' : 'isOpen');
  return <input type="checkbox" className="check" aria-label={label} checked={isDone} disabled readOnly />;
}

function List({ list, depth }: { list: Tokens.List; depth: number }) {
  const items = list.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, never reordered
    <li key={index} className={item.task ? 'is-task' : undefined}>
      {blocks(item.tokens, depth)}
    </li>
  ));
  /* Its marks stand where its text begins. */
  if (!list.ordered) return <ul dir="auto">{items}</ul>;
  return (
    <ol dir="auto" start={Number(list.start) || 1}>
      {items}
    </ol>
  );
}

function Table({ table, depth }: { table: Tokens.Table; depth: number }) {
  const cell = (Cell: 'td' | 'th') => (each: Tokens.TableCell, index: number) => (
    <Cell key={index} className={each.align ? `is-${each.align}` : undefined}>
      {blocks(each.tokens, depth)}
    </Cell>
  );
  return (
    <div className="md-table" dir="auto">
      <table>
        <thead>
          <tr>{table.header.map(cell('th'))}</tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, never reordered
            <tr key={index}>{row.map(cell('td'))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Link({ href, children }: { href: string; children: ReactNode }) {
  const { folder, onOpen } = usePlace();
  const target = targetOf(href, folder);
  if (!target) return children;
  if (target.kind === 'web') {
    return (
      <a href={target.href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    );
  }
  const follow = ({ currentTarget }: MouseEvent) => {
    if (target.kind === 'file') return onOpen(target.uri);
    const text = currentTarget.closest('.markdown');
    text?.querySelector(`#${CSS.escape(`md-${target.id}`)}`)?.scrollIntoView({ block: 'start' });
  };
  return (
    <button type="button" className="text-link" onClick={follow}>
      {children}
    </button>
  );
}

/** The letters of a part, without its marks. */
function plainOf(token: Tokens.Generic): string {
  if (!token.tokens) return token.type === 'html' ? '' : withSigns(token.text ?? '');
  return (token.tokens as Tokens.Generic[]).map(plainOf).join('');
}

const entity = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi;

/** A text with its signs instead of their HTML names (`&copy;`). The reader of HTML only reads: it runs and loads nothing. */
function withSigns(text: string): string {
  return text.replace(
    entity,
    (name) => new DOMParser().parseFromString(name, 'text/html').documentElement.textContent ?? name,
  );
}

function textOfHtml(token: Tokens.Generic): ReactNode {
  const text = withSigns(String(token.text).replace(/<!--[\s\S]*?(-->|$)|<[^>]*(>|$)/g, '')).trim();
  if (text === '') return null;
  return token.block ? <p>{text}</p> : text;
}
