/** Uploads of an earlier visit: they go on by a handle the browser kept, or with the file chosen again. */
import { Button, Tool } from '../../components/Button.tsx';
import { announce, say } from '../../components/Snackbar.tsx';
import { FileName, FolderIcon, KindIcon, kindOf } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { pickEntries } from './drop-entries.ts';
import type { Engine } from './engine.ts';
import { resumedEntries } from './misfits.ts';
import { fitsPlan, type Plan } from './plans.ts';
import { uploadWords } from './words.ts';

export function Unfinished({ engine, plans }: { engine: Engine; plans: readonly Plan[] }) {
  const w = useWords(uploadWords);
  const kept = plans.filter((plan) => plan.handle);
  const goOn = async (plan: Plan) => {
    const problem = await engine.goOn(plan);
    if (problem) say({ text: w(problem, { name: plan.name }), tone: 'failed' });
  };
  return (
    <>
      {kept.length > 1 && (
        <li className="job-all">
          <Button
            look="tint"
            size="small"
            onClick={async () => {
              /* One after the other: the browser asks for leave one at a time. */
              for (const plan of kept) await goOn(plan);
            }}
          >
            {w('goOnAll')}
          </Button>
        </li>
      )}
      {plans.map((plan) => (
        <Row key={plan.id} engine={engine} plan={plan} onGoOn={() => void goOn(plan)} />
      ))}
    </>
  );
}

function Row({ engine, plan, onGoOn }: { engine: Engine; plan: Plan; onGoOn: () => void }) {
  const w = useWords(uploadWords);
  const { name, kind } = plan;
  const choose = async () => {
    const chosen = await pickEntries(kind);
    if (chosen.length === 0) return;
    /* The plan knows the names that were sent. */
    if (fitsPlan(plan, await resumedEntries(chosen, plan, undefined))) await engine.goOn(plan, chosen);
    else say({ text: w('otherFile', { name }), tone: 'failed' });
  };
  const text = () => {
    if (plan.handle) return w('interruptedHandle');
    return kind === 'file' ? w('interruptedFile') : w('interruptedFolder', { n: plan.files });
  };
  return (
    <li className="job is-clash">
      {kind === 'folder' ? <FolderIcon /> : <KindIcon kind={kindOf(name)} />}
      <div>
        <FileName name={name} isFolder={kind === 'folder'} />
        <p>{text()}</p>
      </div>
      <span className="do">
        <Tool
          icon="close"
          label={w('cancel', { name })}
          onClick={() => void engine.discard(plan).then(() => announce(w('dismiss', { name })))}
        />
      </span>
      <span className="choices">
        {plan.handle && (
          <Button look="edge" onClick={onGoOn}>
            {w('goOn')}
          </Button>
        )}
        <Button look={plan.handle ? 'plain' : 'edge'} onClick={() => void choose()}>
          {w('chooseAgain')}
        </Button>
      </span>
    </li>
  );
}
