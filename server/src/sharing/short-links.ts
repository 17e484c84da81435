import { encodePathElement, FileUri, type IdCodec, IdKind } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { FileKind, type Owners } from '../drive/index.ts';
import { type Clock, escapeHtml } from '../kernel/index.ts';
import type { GuessBrake, Guest } from './guess-brake.ts';
import { isOver } from './share.ts';
import type { ShareStore } from './store.ts';

/** Programs that draw previews of links in chats and feeds. */
const crawlers =
  /facebookexternalhit|facebookcatalog|facebot|twitterbot|linkedinbot|discordbot|telegrambot|slackbot|whatsapp/i;

export interface ShortLinksParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdCodec;
  readonly owners: Owners;
  readonly store: ShareStore;
  readonly brake: GuessBrake;
  readonly siteName: () => string;
  /** Path or address of the picture of the site. */
  readonly siteIcon: () => string;
}

/** Somebody opens a page of the web app. */
export interface Visit {
  readonly userAgent: string | undefined;
  /** Path and query. */
  readonly url: string;
  readonly siteUrl: string;
  /** Where he comes from. */
  readonly address: string;
}

export function isCrawler(userAgent: string | undefined): boolean {
  return userAgent !== undefined && crawlers.test(userAgent);
}

/** What `/s/...` answers (transfer.yaml, collab.md 1.8). Nothing is checked or counted. */
export class ShortLinks {
  readonly #parts: ShortLinksParts;

  constructor(parts: ShortLinksParts) {
    this.#parts = parts;
  }

  /**
   * The page of the web app that shows a share. Members of the query are passed on, but for `path`, which leads
   * on into the share.
   */
  location(id: string, password: string, query: URLSearchParams): string {
    const root = FileUri.root('share', id, password);
    const path = into(root, query.get('path')?.replace(/^\//, '') ?? '').toString();
    const rest = new URLSearchParams([...query].filter(([name]) => name !== 'path'));
    return `/home?path=${encodeURIComponent(path)}${rest.size > 0 ? `&${rest}` : ''}`;
  }

  /** As `preview`, for the page of the web app that shows a share; undefined for people and for other pages. */
  async previewOfPage({ userAgent, url, siteUrl, address }: Visit): Promise<string | undefined> {
    if (!isCrawler(userAgent)) return undefined;
    const [path, query] = url.split('?', 2);
    const uri = path === '/home' ? shareIn(new URLSearchParams(query).get('path') ?? '') : undefined;
    return uri && this.preview(uri.id, uri.password, siteUrl, { address, userId: 0 });
  }

  /**
   * A page that says to crawlers what a link is about, as far as a stranger may know. Anybody can call himself a
   * crawler: trying passwords is as slow here as elsewhere.
   */
  async preview(id: string, password: string, siteUrl: string, guest: Guest): Promise<string> {
    const { siteName, siteIcon } = this.#parts;
    const about = await this.#about(id, password, guest);
    const icon = new URL(siteIcon(), `${siteUrl}/`).href;
    const link = `${siteUrl}/s/${encodePathElement(id)}`;
    const facts: readonly (readonly [string, string])[] = [
      ['og:site_name', siteName()],
      ['og:type', 'website'],
      ['og:title', about?.title ?? siteName()],
      ['og:description', about?.description ?? 'Share link expired'],
      ['og:image', icon],
      ['og:url', link],
    ];
    const meta = facts.map(([name, value]) => `<meta property="${name}" content="${escapeHtml(value)}">`).join('');
    const title = escapeHtml(about?.title ?? siteName());
    return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title>${meta}</head><body></body></html>`;
  }

  async #about(
    id: string,
    password: string,
    guest: Guest,
  ): Promise<{ title: string; description: string } | undefined> {
    const { brake, clock, database, ids, owners, store } = this.#parts;
    const number = ids.tryDecode(IdKind.SHARE, id);
    const share = number === undefined ? undefined : await store.byId(database.read, number);
    if (!share) return undefined;
    const [file, owner] = await Promise.all([store.file(database.read, share.file_id), owners.find(share.owner_id)]);
    if (!file || isOver(share, file, owner, clock.now())) return undefined;
    const people = await owners.summaries([share.owner_id]);
    const nickname = people.get(share.owner_id)?.nickname ?? '';
    const open = share.price === 0 && brake.check(share, password, guest) === 'right';
    const what = file.kind === FileKind.FOLDER ? 'Folder' : open ? sizeText(file.size) : '';
    return { title: file.name, description: [what, nickname].filter((part) => part !== '').join(' · ') };
  }
}

function shareIn(text: string): FileUri | undefined {
  try {
    const uri = FileUri.parse(text);
    return uri.host === 'share' ? uri : undefined;
  } catch {
    return undefined;
  }
}

/** A place in a share. Clients write the path encoded as often as plain. */
function into(root: FileUri, path: string): FileUri {
  try {
    return FileUri.parse(`${root.toString()}/${path}`);
  } catch {
    return FileUri.parse(`${root.toString()}/${path.split('/').map(encodePathElement).join('/')}`);
  }
}

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes for people. */
function sizeText(bytes: number): string {
  const step = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${Number((bytes / 1024 ** step).toFixed(1))} ${units[step]}`;
}
