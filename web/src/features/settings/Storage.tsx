/** How much room there is, and what takes it. */
import type { StorageUsage } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { client, reasonOf, useCapacity } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useWords } from '../../i18n/words.ts';
import { Link } from '../../router/index.ts';
import { partsOf } from './parts.ts';
import { Section } from './Section.tsx';
import { settingsWords } from './words.ts';

export function Storage() {
  const w = useWords(settingsWords);
  const { data: capacity } = useCapacity();
  const usage = useQuery({
    queryKey: ['usage'],
    queryFn: ({ signal }) => client.call('getStorageUsage', {}, { signal }),
    staleTime: 30_000,
  });
  const { used = 0, total = 0 } = capacity ?? {};
  const sizes = { used: w.t.size(used), total: w.t.size(total) };
  return (
    <Section id="storage" title={w('storage')}>
      {capacity && (
        <p className="between">
          <strong className="num">{w(total > 0 ? 'usedOf' : 'usedOnly', sizes)}</strong>
          {total > 0 && <span className="quiet num">{w('free', { size: w.t.size(Math.max(0, total - used)) })}</span>}
        </p>
      )}
      {usage.data && <Parts usage={usage.data} total={Math.max(total, used)} />}
      {usage.isPending && (
        <p className="quiet" role="status">
          {w('counting')}
        </p>
      )}
      {usage.error && (
        <p className="notice" role="alert">
          <Icon name="warning" />
          <span>{w('notCounted', { reason: reasonOf(usage.error, w.t).text })}</span>
          <Button size="small" onClick={() => void usage.refetch()}>
            {w('retry')}
          </Button>
        </p>
      )}
    </Section>
  );
}

/** @param total bytes that the whole bar stands for */
function Parts({ usage, total }: { usage: StorageUsage; total: number }) {
  const w = useWords(settingsWords);
  const parts = partsOf(usage);
  const whole = Math.max(
    total,
    parts.reduce((sum, { bytes }) => sum + bytes, 0),
    1,
  );
  return (
    <>
      <span className="meter is-wide" aria-hidden="true">
        {parts.map(({ id, bytes }) => (
          <i key={id} className={`part-${id}`} style={{ width: `${(bytes / whole) * 100}%` }} />
        ))}
      </span>
      <ul className="room-parts">
        {parts.map(({ id, bytes, files, href }) => (
          <li key={id}>
            <span className={`swatch part-${id}`} aria-hidden="true" />
            <span className="what">
              {href ? (
                <Link href={href} className="text-link" title={w('show', { what: w(id) })}>
                  {w(id)}
                </Link>
              ) : (
                w(id)
              )}
              <span className="t-small faint">{files === undefined ? w('olderHint') : w('counted', { n: files })}</span>
            </span>
            <span className="num">{w.t.size(bytes)}</span>
          </li>
        ))}
      </ul>
      {!usage.completed && <p className="t-small faint">{w('incomplete')}</p>}
      <p>
        <Link href="/files?search=&size=100000000.." className="text-link">
          {w('largest')}
        </Link>
      </p>
    </>
  );
}
