/** How every connection that is read from is set up; the file is mapped, so that connections share its pages. */
export const readingPragmas = ['cache_size = -16384', 'mmap_size = 268435456', 'temp_store = MEMORY'] as const;
