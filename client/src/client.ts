/** The API as functions: short forms of the usual calls. */
import type { FileResponse, ListResponse } from '@canopy/contract';
import { ApiClient, type CallOptions, type UriLike } from './api-client.ts';

export interface ListOptions {
  readonly orderBy?: 'name' | 'size' | 'created_at' | 'updated_at';
  readonly descending?: boolean;
  /** Items of a page; the server has an upper bound of its own. */
  readonly pageSize?: number;
  readonly signal?: AbortSignal;
}

const texts = (uris: readonly UriLike[]): string[] => uris.map(String);

/**
 * @example
 * const client = new CanopyClient({ baseUrl: 'http://127.0.0.1:5212' });
 * await client.signIn({ email: 'mira@example.org', password });
 * for await (const file of client.listAll('cloudreve://my')) console.log(file.name);
 */
export class CanopyClient extends ApiClient {
  /** The pages of a listing, or of a search (query in the URI). */
  async *pages(uri: UriLike, options: ListOptions = {}): AsyncGenerator<ListResponse> {
    let token: string | undefined;
    do {
      const page = await this.call(
        'listFiles',
        {
          query: {
            uri: String(uri),
            page_size: options.pageSize ?? 500,
            ...(options.orderBy && { order_by: options.orderBy }),
            ...(options.descending !== undefined && { order_direction: options.descending ? 'desc' : 'asc' }),
            ...(token !== undefined && { next_page_token: token }),
          },
        },
        { signal: options.signal },
      );
      yield page;
      token = page.pagination.next_token || undefined;
    } while (token !== undefined);
  }

  /** All items of a folder, page by page. */
  async *listAll(uri: UriLike, options: ListOptions = {}): AsyncGenerator<FileResponse> {
    for await (const page of this.pages(uri, options)) yield* page.files;
  }

  rename(uri: UriLike, newName: string, options?: CallOptions): Promise<FileResponse> {
    return this.call('renameFile', { body: { uri: String(uri), new_name: newName } }, options);
  }

  /** Moves into the folder `target`. A taken name stops the whole call (40004). */
  async move(uris: readonly UriLike[], target: UriLike, options?: CallOptions): Promise<void> {
    await this.call('moveOrCopyFiles', { body: { uris: texts(uris), dst: String(target) } }, options);
  }

  /** Copies into the folder `target`. A taken name stops the whole call (40004). */
  async copy(uris: readonly UriLike[], target: UriLike, options?: CallOptions): Promise<void> {
    await this.call('moveOrCopyFiles', { body: { uris: texts(uris), dst: String(target), copy: true } }, options);
  }

  /** Moves to the trash, or with `forGood` deletes for ever. */
  async remove(
    uris: readonly UriLike[],
    { forGood = false, ...options }: CallOptions & { forGood?: boolean } = {},
  ): Promise<void> {
    await this.call(
      'deleteFiles',
      { body: { uris: texts(uris), ...(forGood && { skip_soft_delete: true }) } },
      options,
    );
  }

  /** Puts items back where they were; URIs are those of the trash. */
  async restore(uris: readonly UriLike[], options?: CallOptions): Promise<void> {
    await this.call('restoreFiles', { body: { uris: texts(uris) } }, options);
  }

  /** A signed link to a zip of files and folders, good for some minutes. */
  archiveUrl(uris: readonly UriLike[], options: CallOptions = {}): Promise<string> {
    return this.link({ uris: texts(uris), archive: true }, options);
  }

  /**
   * Writes a whole file in one request, as a new version when it exists. For contents of some megabytes; larger ones
   * go through an `Uploader`. `previous` (a `primary_entity`) refuses to overwrite anything else: ApiError 40076.
   */
  async putContent(
    uri: UriLike,
    content: Blob | Uint8Array<ArrayBuffer> | string,
    { previous, signal }: CallOptions & { previous?: string } = {},
  ): Promise<FileResponse> {
    const query = { uri: String(uri), ...(previous !== undefined && { previous }) };
    const body = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return (await this.sendBytes('updateFileContent', {}, query, body, signal)) as FileResponse;
  }
}
