/**
 * Loads something once. There is one promise for all who ask: what waits for it goes on in its order, which imports of
 * one file, each for itself, do not. A failure is not kept: whoever asks next tries again.
 */
export function once<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
