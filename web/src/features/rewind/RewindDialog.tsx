/** A timeline of a folder or file: choose a change, see what taking it back would do, do it, and take that back. */
import type { FileUri } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { planRewind, rewind } from '../../files/operations-rewind.ts';
import { createOutcomes } from '../../files/outcomes.ts';
import { useWords } from '../../i18n/words.ts';
import { Plan } from './Plan.tsx';
import { planTexts } from './sentences.ts';
import { type Chosen, Timeline } from './Timeline.tsx';
import { rewindWords } from './words.ts';
import './rewind.css';

interface RewindProps {
  readonly uri: FileUri;
  readonly onClose: () => void;
}

/** The value of a local date field, for the latest moment that can be chosen. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function RewindDialog({ uri, onClose }: RewindProps) {
  const w = useWords(rewindWords);
  const { t } = w;
  const outcomes = useMemo(() => createOutcomes(t), [t]);
  const [target, setTarget] = useState<Chosen>();
  const [isBusy, setBusy] = useState(false);
  const name = uri.name || t('files');
  const plan = useQuery({
    queryKey: ['rewind', 'plan', uri.toString(), target?.moment],
    queryFn: ({ signal }) => planRewind(uri, target?.moment ?? '', signal),
    enabled: target !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  const hasWork = target !== undefined && plan.data !== undefined && planTexts(plan.data, w).length > 0;

  const run = async () => {
    if (!target || !hasWork || isBusy) return;
    setBusy(true);
    try {
      const { step } = await rewind(uri, target.moment);
      onClose();
      const text = w('didRewind', { name, when: t.moment(target.at) });
      outcomes.done(text, step ?? { undo: async () => undefined });
    } catch (error) {
      setBusy(false);
      outcomes.failed(error, (reason) => w('failRewind', { reason }));
    }
  };
  return (
    <Dialog
      title={w('title', { name })}
      sub={w('sub')}
      onClose={onClose}
      onSubmit={() => void run()}
      footer={
        <div className="rewind-end">
          <Plan isAsked={target !== undefined} plan={plan.data} error={plan.error} />
          <span className="rewind-acts">
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button look="solid" type="submit" busy={isBusy} disabled={!hasWork}>
              {w('run')}
            </Button>
          </span>
        </div>
      }
    >
      <Timeline uri={uri} name={name} chosen={target} onChoose={setTarget} />
      <label className="field rewind-time">
        <span className="label">{w('orTime')}</span>
        <input
          type="datetime-local"
          className="input"
          max={localNow()}
          onChange={({ target: { value } }) => {
            const at = new Date(value);
            if (!Number.isNaN(at.getTime())) setTarget({ moment: at.toISOString(), at: at.toISOString() });
          }}
        />
      </label>
    </Dialog>
  );
}
