/** A text in pieces: the first one at once, the others as one comes to them. */
import type { FileResponse } from '@canopy/contract';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { queries } from '../../../api/index.ts';
import { readPiece } from '../content.ts';
import { decodeAll, type Encoding, guessEncoding, hasMark, isValid, looksBinary } from './decode.ts';

const pieceBytes = 1_048_576;

const keyOf = (fileId: string, entity: string | undefined) => ['text', fileId, entity] as const;

/** A text was written: it does not have to be read. */
export function rememberText(file: FileResponse, bytes: Uint8Array<ArrayBuffer>): void {
  const { id, primary_entity } = file;
  queries.setQueryData(keyOf(id, primary_entity), { pages: [bytes], pageParams: [0] });
}

export function useText(file: FileResponse, version: string | undefined) {
  const [chosen, setChosen] = useState<Encoding>();
  const query = useInfiniteQuery({
    queryKey: keyOf(file.id, file.primary_entity),
    queryFn: ({ pageParam, signal }) =>
      file.size === 0 ? new Uint8Array() : readPiece(file, version, { start: pageParam, length: pieceBytes, signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, piece) => sum + piece.length, 0);
      return last.length > 0 && read < file.size ? read : undefined;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const { data, hasNextPage, fetchNextPage } = query;
  /* A piece that is on its way is waited for, not asked for again. */
  const readMore = () => fetchNextPage({ cancelRefetch: false });
  const pieces = data?.pages;
  const first = pieces?.[0];
  const encoding = chosen ?? (first ? guessEncoding(first) : 'utf-8');
  const text = useMemo(() => pieces && decodeAll(pieces, encoding, !hasNextPage), [pieces, encoding, hasNextPage]);
  return {
    query,
    /** undefined while nothing is there. */
    text,
    encoding,
    setEncoding: setChosen,
    hasMark: first !== undefined && hasMark(first),
    looksBinary: first !== undefined && looksBinary(first),
    /** Whether writing the text back would lose nothing; asked when somebody wants to edit. */
    isLossless: () => {
      const now = queries.getQueryData<InfiniteData<Uint8Array>>(keyOf(file.id, file.primary_entity));
      return now !== undefined && isValid(now.pages, encoding);
    },
    bytesRead: pieces?.reduce((sum, piece) => sum + piece.length, 0) ?? 0,
    isWhole: !hasNextPage,
    /** Reads the next piece. */
    readMore,
    /** Reads what is not read yet. @returns whether all of it is there now */
    readAll: async () => {
      let isWhole = !hasNextPage;
      for (let failed = false; !isWhole && !failed; ) {
        const { hasNextPage: isLeft, isError } = await readMore();
        isWhole = !isLeft;
        failed = isError;
      }
      return isWhole;
    },
  };
}
