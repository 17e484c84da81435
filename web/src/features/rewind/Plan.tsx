/** What a rewind would do, in plain words. */
import { ApiError, ErrorCode, type RewindResult } from '@canopy/contract';
import { reasonOf } from '../../api/index.ts';
import { Icon, Spinner } from '../../components/Icon.tsx';
import { useWords } from '../../i18n/words.ts';
import { planTexts, problemText } from './sentences.ts';
import { rewindWords } from './words.ts';

interface PlanProps {
  readonly isAsked: boolean;
  readonly plan: RewindResult | undefined;
  readonly error: unknown;
}

/** The contract's code for a moment before the object, or before what is kept. */
const isTooEarly = (error: unknown) => error instanceof ApiError && error.code === ErrorCode.PARAM_INVALID;

/** Problems that are named; the rest is in their number. */
const named = 8;

export function Plan({ isAsked, plan, error }: PlanProps) {
  const w = useWords(rewindWords);
  if (!isAsked) return <p className="plan quiet">{w('choose')}</p>;
  if (error) {
    return (
      <p className="plan hint error" role="alert">
        <Icon name="warning" />
        <span>{w('failPlan', { reason: isTooEarly(error) ? w('tooEarly') : reasonOf(error, w.t).text })}</span>
      </p>
    );
  }
  if (!plan) {
    return (
      <p className="plan counting" role="status">
        <Spinner /> {w('planning')}
      </p>
    );
  }
  const texts = planTexts(plan, w);
  return (
    <section className="plan" aria-live="polite">
      {texts.length === 0 && plan.unavailable === 0 ? (
        <p className="quiet">{w('nothing')}</p>
      ) : (
        <>
          <h3>{w('planTitle')}</h3>
          <ul>
            {texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
            {plan.unavailable > 0 && <li className="is-lost">{w('pUnavailable', { n: plan.unavailable })}</li>}
          </ul>
          {plan.problems.length > 0 && (
            <ul className="t-small quiet">
              {plan.problems.slice(0, named).map((problem) => (
                <li key={problem.path}>{problemText(problem, w)}</li>
              ))}
            </ul>
          )}
          <p className="t-small quiet">{w('safe')}</p>
        </>
      )}
    </section>
  );
}
