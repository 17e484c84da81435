/** Zoom and pan of a picture. Lengths are CSS pixels; the origin is the middle of the stage. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Zoom {
  /** Shown size over natural size; 'fit' follows the stage. */
  readonly scale: number | 'fit';
  /** Where the middle of the picture is. */
  readonly x: number;
  readonly y: number;
}

export const fitted: Zoom = { scale: 'fit', x: 0, y: 0 };

const largest = 16;

/** The scale at which the whole picture shows; small pictures are not enlarged. */
export function fitScale(picture: Size, stage: Size): number {
  if (picture.width <= 0 || picture.height <= 0) return 1;
  return Math.min(1, stage.width / picture.width, stage.height / picture.height);
}

export function scaleOf(zoom: Zoom, picture: Size, stage: Size): number {
  return zoom.scale === 'fit' ? fitScale(picture, stage) : zoom.scale;
}

/** Keeps the picture on the stage: no gap on a side while the other side is cut. */
export function clamped(zoom: Zoom, picture: Size, stage: Size): Zoom {
  if (zoom.scale === 'fit') return fitted;
  const roomX = Math.max(0, (picture.width * zoom.scale - stage.width) / 2);
  const roomY = Math.max(0, (picture.height * zoom.scale - stage.height) / 2);
  return {
    scale: zoom.scale,
    x: Math.max(-roomX, Math.min(roomX, zoom.x)) + 0,
    y: Math.max(-roomY, Math.min(roomY, zoom.y)) + 0,
  };
}

/** Zooms by a factor; what is at `point` stays there. At the size that fits, it fits again. */
export function zoomBy(
  zoom: Zoom,
  factor: number,
  picture: Size,
  stage: Size,
  point: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): Zoom {
  const fit = fitScale(picture, stage);
  const before = scaleOf(zoom, picture, stage);
  const scale = Math.min(largest, Math.max(fit, before * factor));
  if (scale <= fit * 1.001) return fitted;
  const grown = scale / before;
  const x = point.x - (point.x - zoom.x) * grown;
  const y = point.y - (point.y - zoom.y) * grown;
  return clamped({ scale, x, y }, picture, stage);
}

export function panBy(zoom: Zoom, dx: number, dy: number, picture: Size, stage: Size): Zoom {
  return clamped({ ...zoom, x: zoom.x + dx, y: zoom.y + dy }, picture, stage);
}
