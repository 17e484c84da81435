import { useQuery } from '@tanstack/react-query';
import { client } from '../../api/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { choicesOf, type Property, propertyProblem } from './property-rules.ts';
import { detailsWords } from './words.ts';

/** A person by id. */
export function usePerson(id: string) {
  return useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => client.call('getUserInfo', { params: { id } }, { signal }),
    enabled: id !== '',
    staleTime: 10 * 60_000,
  });
}

/** The value of a property, to be read. */
export function PropertyValue({ property, value }: { property: Property; value: string }) {
  const t = useT();
  const w = useWords(detailsWords);
  if (value === '') return null;
  switch (property.type) {
    case 'number':
      return <span>{Number.isSafeInteger(Number(value)) ? t.number(Number(value)) : value}</span>;
    case 'link':
      /* Never a link that runs something: other programs write these values too. */
      return propertyProblem({ ...property, min: 0, max: 0 }, value) ? (
        <span>{value}</span>
      ) : (
        <a href={value} target="_blank" rel="noopener noreferrer" aria-label={w('openLink', { link: value })}>
          {value.replace(/^https?:\/\//i, '')}
        </a>
      );
    case 'multi_select':
      return (
        <span className="tagline">
          {choicesOf(value).map((choice) => (
            <span key={choice} className="tag no-dot">
              {choice}
            </span>
          ))}
        </span>
      );
    case 'user':
      return <Person id={value} />;
    default:
      return <span className="prop-text">{value}</span>;
  }
}

function Person({ id }: { id: string }) {
  const { data } = usePerson(id);
  return <bdi>{data?.nickname ?? '…'}</bdi>;
}
