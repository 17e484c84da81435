/** Where data goes: a fact of files, and for folders of one's own a choice, where there are several storages. */
import type { StoragePolicy } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client } from '../../api/index.ts';
import { Icon } from '../../components/Icon.tsx';
import { useMenu } from '../../components/Menu.tsx';
import { isFolder } from '../../files/index.ts';
import { mountedOn, mountStorage } from '../../files/operations-storage.ts';
import { createOutcomes } from '../../files/outcomes.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { isMine, type PartProps } from './parts.ts';
import { detailsWords } from './words.ts';

/** Storages come and go rarely. */
const freshMs = 5 * 60_000;

export function Storage({ file, info }: PartProps) {
  const w = useWords(detailsWords);
  const { data: policies = [] } = useQuery({
    queryKey: ['policies'],
    queryFn: ({ signal }) => client.call('listAvailablePolicies', {}, { signal }),
    staleTime: freshMs,
    enabled: isFolder(file) && isMine(file),
  });
  const extended = info.data?.extended_info;
  const name = extended?.storage_policy?.name;
  if (!name) return null;
  const text = extended.storage_policy_inherited ? w('inherited', { policy: name }) : name;
  return policies.length > 1 ? <Choice file={file} info={info} policies={policies} text={text} /> : text;
}

function Choice({
  info,
  policies,
  text,
}: PartProps & { readonly policies: readonly StoragePolicy[]; readonly text: string }) {
  const t = useT();
  const w = useWords(detailsWords);
  const outcomes = useMemo(() => createOutcomes(t), [t]);
  const folder = info.data;
  const own = folder && mountedOn(folder);
  const choose = async (policy: StoragePolicy | undefined) => {
    if (!folder || policy?.id === own?.id) return;
    const { name } = folder;
    try {
      const step = await mountStorage(folder, policy);
      outcomes.done(policy ? w('didMount', { name, policy: policy.name }) : w('didUnmount', { name }), step);
    } catch (error) {
      outcomes.failed(error, (reason) => w('failMount', { name, reason }), { again: () => void choose(policy) });
    }
  };
  const { props, menu } = useMenu({
    label: w('chooseStorage'),
    end: true,
    items: () => [
      { title: w('storageMeans') },
      ...[undefined, ...policies].map((policy) => ({
        id: policy?.id ?? 'above',
        label: policy?.name ?? w('asAbove'),
        checked: policy?.id === own?.id,
        onSelect: () => void choose(policy),
      })),
    ],
  });
  return (
    <>
      <button type="button" className="storage-choice" aria-label={w('storageNow', { policy: text })} {...props}>
        {text}
        <Icon name="down" />
      </button>
      {menu}
    </>
  );
}
