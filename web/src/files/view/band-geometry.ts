/** Which tiles a rubber band touches, by arithmetic: most of them are not on the page. */

export interface TileGeometry {
  readonly columns: number;
  readonly rowHeight: number;
  /** Width of a column with its gap. */
  readonly columnWidth: number;
  /** Where the first tile begins, in the coordinates of the scrolled content. */
  readonly left: number;
  readonly top: number;
  readonly count: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** First and last line that a stretch touches. */
function span(from: number, to: number, size: number, last: number) {
  return { first: Math.max(0, Math.floor(from / size)), last: Math.min(last, Math.floor(to / size)) };
}

/** Indexes of the tiles that a band touches. */
export function tilesInBand(band: Box, geometry: TileGeometry): number[] {
  const { columns, rowHeight, columnWidth, left, top, count } = geometry;
  const across = span(band.left - left, band.left + band.width - left, columnWidth, columns - 1);
  const down = span(band.top - top, band.top + band.height - top, rowHeight, Math.ceil(count / columns) - 1);
  const touched: number[] = [];
  for (let row = down.first; row <= down.last; row++) {
    for (let column = across.first; column <= across.last; column++) {
      const index = row * columns + column;
      if (index < count) touched.push(index);
    }
  }
  return touched;
}
