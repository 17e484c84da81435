import { useQuery } from '@tanstack/react-query';
import { parseMarkdown, partMatter } from './parse.ts';

/** The parts of a text, once it is there; an error when it is too tangled. */
export function useMarkdown(text: string | undefined) {
  return useQuery({
    queryKey: ['markdown', text],
    queryFn: async ({ signal }) => {
      const { matter, body } = partMatter(text ?? '');
      return { matter, tokens: await parseMarkdown(body, signal) };
    },
    enabled: text !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
}
