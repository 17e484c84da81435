/** Least width of a picture of the gallery, pixels: what views can hold, and what they hold at first. */
export const galleryWidth = { least: 50, most: 500, step: 10, usual: 220 } as const;
