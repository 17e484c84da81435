/** Says what can't be kept in the target as it is, and asks what to send. Nothing has been sent by then. */
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { nameWords } from '../../files/name-words.ts';
import { useWords } from '../../i18n/words.ts';
import { misfitWords } from './misfit-words.ts';
import type { Misfit } from './misfits.ts';
import { type SendQuestion, useSendQuestions } from './send.ts';

/** More than that nobody reads one by one. */
const mostListed = 200;

export function MisfitsDialog() {
  const [question] = useSendQuestions((state) => state.asked);
  return question ? <Ask question={question} /> : null;
}

function Ask({ question: { examined, target, answer } }: { question: SendQuestion }) {
  const w = useWords(misfitWords);
  const { misfits, fitting, mended } = examined;
  const mends = mended.length > fitting.length;
  const rest = fitting.length;
  return (
    <Dialog
      title={w('title', { n: misfits.length })}
      sub={w('sub', { folder: target.name || w.t('files') })}
      onClose={() => answer('nothing')}
      onSubmit={() => answer(mends ? 'mended' : rest > 0 ? 'fitting' : 'nothing')}
      footer={
        <>
          <span className="gap" />
          <Button onClick={() => answer('nothing')}>{w('sendNothing')}</Button>
          {mends && rest > 0 && (
            <Button look="edge" onClick={() => answer('fitting')}>
              {w('leaveOut')}
            </Button>
          )}
          {(mends || rest > 0) && (
            <Button look="solid" type="submit" data-autofocus>
              {mends ? w('sendMended') : w('sendRest', { n: rest })}
            </Button>
          )}
        </>
      }
    >
      <ul className="failures misfits">
        {misfits.slice(0, mostListed).map((misfit) => (
          <Line key={misfit.path} misfit={misfit} />
        ))}
      </ul>
      {misfits.length > mostListed && <p className="t-small quiet">{w('more', { n: misfits.length - mostListed })}</p>}
    </Dialog>
  );
}

function Line({ misfit: { path, problem, bytes, files, mended } }: { misfit: Misfit }) {
  const w = useWords(misfitWords);
  const names = useWords(nameWords);
  const why = problem === 'tooLarge' ? w('tooLarge', { size: w.t.size(bytes) }) : names(problem.key, problem.values);
  return (
    <li>
      <strong className="cut" dir="auto">
        {path}
      </strong>
      <span className="t-small quiet">{files > 1 ? w('withFiles', { why, n: files }) : why}</span>
      <span className="t-small misfit-end">
        {mended === undefined ? (
          w('isLeftOut')
        ) : (
          <>
            <Icon name="right" className="s" />
            {w.rich('mendedTo', { name: <bdi>{mended}</bdi> })}
          </>
        )}
      </span>
    </li>
  );
}
