import { errorMeanings, type Operation, operations } from '@canopy/contract';
import { escapeHtml } from '../kernel/index.ts';

/** A page that people can read: every operation that this server answers, from the same declarations. */
export function apiPage(): string {
  const all = Object.values(operations) as readonly Operation[];
  const groups = Map.groupBy(all, (operation) => operation.tags[0] ?? 'Other');
  const sections = [...groups].map(([tag, list]) => `<h2>${escapeHtml(tag)}</h2>${list.map(section).join('')}`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Canopy API</title><style>${style}</style>
<h1>Canopy API</h1><p>All shapes, for programs: <a href="/api/v4/openapi.json">openapi.json</a>.
Answers have HTTP status 200 and tell the result by <code>code</code>; 0 is success.</p>${sections.join('')}`;
}

function section(operation: Operation): string {
  const rows = Object.entries(operation.errors)
    .map(
      ([code, cause]) =>
        `<tr><td>${code}<td>${escapeHtml(errorMeanings[Number(code)]?.name ?? '')}<td>${escapeHtml(cause)}`,
    )
    .join('');
  return `<details><summary><b>${operation.method}</b> <code>${escapeHtml(operation.path)}</code> ${escapeHtml(operation.summary)}</summary>
<p>${escapeHtml(operation.description ?? '')}</p><p>Sign-in: ${operation.security}${operation.scope ? `, scope ${escapeHtml(operation.scope)}` : ''}</p>
<table>${rows}</table></details>`;
}

const style = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
summary{cursor:pointer;padding:.3rem 0}td{padding:.1rem .8rem .1rem 0;vertical-align:top}code{font-size:.95em}`;
